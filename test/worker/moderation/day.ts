import type { Action, Decision } from '../../../src/moderation/decision.ts'
import type { Resolution } from '../../../src/storage/cases.ts'
import type { World } from './world.ts'

const GENERAL = 'general'

export function decisionOf(id: string, actions: Action[], change: Partial<Decision> = {}): Decision {
  return {
    id,
    rule: 'rule',
    authorId: `author-${id}`,
    messages: [{ id: `${id}-1`, channelId: GENERAL }],
    actions,
    score: 1,
    signals: [{ name: 'seen', evidence: 'what was *seen* <@1>', weight: 1 }],
    explanation: `why ${id}`,
    memberText: `text for ${id}`,
    isStrike: false,
    isDry: false,
    ...change,
  }
}

const places = (id: string, ...channels: string[]) =>
  channels.map((channelId, index) => ({ id: `${id}-${index + 1}`, channelId }))

const remove: Action = { kind: 'remove' }
const card: Action = { kind: 'card' }
const hour: Action = { kind: 'timeout', seconds: 3600 }

export interface Day {
  name: string
  decisions: Decision[]
  /** Moderators' presses, in order. */
  presses: { decision: string; resolution: Resolution; moderatorId: string }[]
  /** Whether a webhook gets the events. */
  isDelivered?: boolean
}

/** Every rule's actions, each hour of a day by itself, so that every request of it can go wrong. */
export const DAYS: Day[] = [
  {
    name: 'floods of one member',
    decisions: [
      decisionOf('flood', [remove, { kind: 'warn' }, hour], {
        authorId: 'flo',
        isStrike: true,
        messages: places('flood', GENERAL, GENERAL, 'help', GENERAL),
      }),
      // The second strike of the same member.
      decisionOf('flood-again', [remove, { kind: 'warn' }], { authorId: 'flo', isStrike: true }),
    ],
    // The second press about a case comes too late.
    presses: [
      { decision: 'flood', resolution: 'undone', moderatorId: 'mod-1' },
      { decision: 'flood', resolution: 'dismissed', moderatorId: 'mod-2' },
    ],
  },
  {
    name: 'a compromised account and a question about money',
    decisions: [
      decisionOf('many-channels', [remove, hour, card], {
        isStrike: true,
        messages: places('many-channels', 'a', 'b', 'c', 'd'),
      }),
      decisionOf('finance', [{ kind: 'reply' }]),
    ],
    presses: [{ decision: 'many-channels', resolution: 'undone', moderatorId: 'mod-1' }],
  },
  {
    name: 'links, told to a webhook',
    decisions: [
      decisionOf('link', [remove, { kind: 'ask_context' }]),
      decisionOf('masked', [remove, card], { isStrike: true }),
    ],
    presses: [],
    isDelivered: true,
  },
  {
    name: 'shilling',
    decisions: [
      decisionOf('shill-new', [remove, { kind: 'ban' }], { rule: 'shilling', isStrike: true }),
      decisionOf('shill-old', [remove, card], { rule: 'shilling', isStrike: true }),
    ],
    presses: [
      { decision: 'shill-old', resolution: 'banned', moderatorId: 'mod-1' },
      { decision: 'shill-new', resolution: 'undone', moderatorId: 'mod-2' },
    ],
  },
  {
    name: 'a job post in three channels',
    decisions: [
      decisionOf('job', [{ kind: 'move' }], { rule: 'jobs', messages: places('job', GENERAL, 'help', 'a') }),
    ],
    presses: [{ decision: 'job', resolution: 'not_job', moderatorId: 'mod-1' }],
  },
  {
    name: 'job posts of other kinds',
    decisions: [
      decisionOf('job-closed', [{ kind: 'move' }], { rule: 'jobs' }),
      decisionOf('job-gone', [{ kind: 'move' }], { rule: 'jobs' }),
      decisionOf('job-flag', [{ kind: 'react' }, card], { rule: 'jobs' }),
    ],
    presses: [{ decision: 'job-flag', resolution: 'moved', moderatorId: 'mod-2' }],
  },
  {
    name: 'what cannot be done, and a dry run',
    decisions: [
      decisionOf('boss', [remove, hour], { isStrike: true }),
      decisionOf('left', [remove, hour], { isStrike: true }),
      decisionOf('dry', [remove, hour, card], { isDry: true, isStrike: true }),
    ],
    presses: [{ decision: 'dry', resolution: 'undone', moderatorId: 'mod-1' }],
  },
]

function open({ decisions }: Day, { discord }: World): void {
  for (const { id, authorId, messages } of decisions) {
    if (id !== 'left') {
      discord.join(authorId, {
        isDmClosed: id === 'link' || id === 'job-closed',
        roles: id === 'boss' ? ['role-boss'] : [],
      })
    }
    for (const place of messages) {
      const files = id === 'job' ? ['cv.pdf', 'photo.png'] : id === 'job-closed' ? ['cv.pdf'] : []
      const text = `${id} @everyone`.padEnd(id === 'job' ? 2000 : 60, ' x')
      if (id !== 'job-gone') discord.write(place.channelId, place.id, authorId, text, files)
    }
    if (id === 'shill-new') {
      discord.write('c', 'left-behind-1', authorId, 'buy')
      discord.write('d', 'left-behind-2', authorId, 'buy now')
    }
  }
}

export async function playDay(day: Day, world: World, sql: SqlStorage): Promise<void> {
  const { discord, survive, rest } = world
  open(day, world)
  await survive(({ enforce }) => enforce(day.decisions))
  await rest()
  const flood = day.decisions.find(({ id }) => id === 'flood')
  if (flood) {
    // Polled again twice, with one message more.
    discord.write('help', 'flood-5', 'flo', 'once more')
    const seen = { ...flood, messages: [...flood.messages, { id: 'flood-5', channelId: 'help' }] }
    await survive(({ enforce }) => enforce([seen]))
    await survive(({ enforce }) => enforce([seen]))
    await rest()
  }
  for (const [index, { decision, resolution, moderatorId }] of day.presses.entries()) {
    const caseNumber = Number(
      sql.exec('SELECT number FROM cases WHERE decision_id = ?', decision).one().number,
    )
    await survive(({ press }) =>
      press({ interactionId: `press-${index}`, caseNumber, resolution, moderatorId, mayRevise: false }),
    )
    await rest()
  }
}

/** Everything anybody can see at the end; case numbers by their decisions, as they follow the order of things. */
export function endState({ discord, state }: World, sql: SqlStorage) {
  const rows = (query: string) => sql.exec(query).toArray()
  const names = new Map(
    rows('SELECT number, decision_id FROM cases').map((row) => [String(row.number), row.decision_id]),
  )
  const plain = (value: unknown): string =>
    JSON.stringify(value)
      .replace(/([Cc]ase |1:case:|"case":)(\d+)/g, (_, before, number) => `${before}${names.get(number)}`)
      .replace(/<t:\d+/g, '<t')
      .replace(/(\\*"(?:until|since)\\*"):\d+/g, '$1')
  const seen = [...discord.channels].flatMap(([channel, messages]) =>
    [...messages.values()].map(
      ({ id, content, embeds, components, reactions, replyTo, author, attachments }) =>
        `${channel} ${author.id} ${plain({ id, content, embeds, components, reactions, replyTo, files: attachments.length })}`,
    ),
  )
  return {
    seen: seen.sort(),
    timedOut: [...discord.members].filter(([, { until }]) => until !== null).map(([id]) => id),
    bans: [...discord.bans].sort(),
    cases: rows('SELECT * FROM cases')
      .map(({ number: _, opened_at, resolved_at, ...row }) => plain(row))
      .sort(),
    evidence: rows('SELECT * FROM evidence ORDER BY decision_id, message_id').map(plain),
    strikes: rows(
      'SELECT decision_id, author_id, voided_at IS NULL AS counts FROM strikes ORDER BY decision_id',
    ),
    audit: rows('SELECT id, type, subject, author_id, moderator_id, data FROM audit_events ORDER BY id').map(
      plain,
    ),
    delivered: [...state.delivered.keys()].sort(),
  }
}
