import { inventNames, newcomer, regular } from './cast.ts'
import { type Random, randomFrom } from './random.ts'
import { textsFrom } from './texts/text.ts'
import { JOB_POSTS } from './texts/unwelcome.ts'
import { ANSWERS, CHATTER, QUESTIONS, SHOWCASES, THANKS } from './texts/welcome.ts'
import {
  type CastMember,
  inOrder,
  type Kind,
  type Scenario,
  type ScenarioOptions,
  type SendEvent,
  type Timeline,
  type TimelineEvent,
} from './timeline.ts'
import { troubles } from './troubles.ts'

/** How much of the day is trouble. */
const TROUBLE_SHARE = 0.25
/** Of every ten members, so many join during the day. */
const NEWCOMERS_OF_TEN = 2
const CHAT_CHANNELS = ['general', 'offtopic', 'general', 'dev-core', 'dev-sim'] as const
const HELP_CHANNELS = ['help', 'help', 'plugins', 'dev-core'] as const
const EMOJI = ['👍', '🎉', '😄', '❤️'] as const

/** A day with everything: mostly members who talk to each other, and one of every kind of trouble again and again. */
export const BUSY_DAY: Scenario = {
  name: 'busy-day',
  label: 'A busy day',
  about:
    'Members chat, ask, answer and thank, while floods, cross-posts, scams, pumps, misplaced job posts and newcomers’ links come in between. Watch #mod-cards and the cases.',
  defaults: { members: 24, messages: 120, minutes: 480, speed: 160 },
  generate,
}

function generate(options: ScenarioOptions): Timeline {
  const random = randomFrom(options.seed)
  const durationMs = options.minutes * 60_000
  const name = inventNames(random)
  const count = Math.max(3, options.members)
  const newcomers = Math.max(1, Math.round((count * NEWCOMERS_OF_TEN) / 10))
  const regulars = Array.from({ length: count - newcomers }, (_, index) =>
    regular(`regular-${index}`, name(), random),
  )
  const joining = Array.from({ length: newcomers }, (_, index) => newcomer(`new-${index}`, name(), random))
  const joins = joining.map(
    (member): TimelineEvent => ({
      do: 'join',
      who: member.key,
      atMs: random.between(0, Math.floor(durationMs / 3)),
    }),
  )
  const joinedAt = new Map(joins.map((event) => ['who' in event ? event.who : '', event.atMs]))
  const trouble = troubles(random, {
    messages: Math.round(options.messages * TROUBLE_SHARE),
    durationMs,
    name,
    newcomers: joining.map((member) => ({ key: member.key, fromMs: joinedAt.get(member.key) ?? 0 })),
  })
  const sent = trouble.events.filter((event) => event.do === 'send').length
  const talk = talking(random, regulars, Math.max(0, options.messages - sent), durationMs)
  return {
    cast: [...regulars, ...joining, ...trouble.cast],
    events: inOrder([...joins, ...talk, ...trouble.events]),
    durationMs,
  }
}

/** `messages` of members who get on with each other: chat, questions with answers and thanks, posts, reactions. */
function talking(
  random: Random,
  regulars: readonly CastMember[],
  messages: number,
  durationMs: number,
): TimelineEvent[] {
  const texts = {
    chatter: textsFrom(CHATTER, random),
    question: textsFrom(QUESTIONS, random),
    answer: textsFrom(ANSWERS, random),
    thanks: textsFrom(THANKS, random),
    showcase: textsFrom(SHOWCASES, random),
    job: textsFrom(JOB_POSTS, random),
  }
  const events: TimelineEvent[] = []
  const anybody = () => regulars[random.between(0, regulars.length - 1)]?.key ?? ''
  let written = 0
  const say = (
    kind: keyof typeof texts & Kind,
    channel: string,
    atMs: number,
    more: Partial<SendEvent> = {},
  ): SendEvent => {
    const event: SendEvent = {
      do: 'send',
      who: anybody(),
      key: `talk-${written}`,
      kind,
      channel,
      content: texts[kind](),
      atMs: Math.min(atMs, durationMs),
      ...more,
    }
    written += 1
    events.push(event)
    return event
  }
  if (messages > 0) say('job', 'jobs', random.between(0, durationMs))
  while (written < messages) {
    const atMs = random.between(0, durationMs)
    const roll = random.next()
    if (roll < 0.3 && written + 3 <= messages) {
      const question = say('question', random.pick(HELP_CHANNELS), atMs)
      const { channel } = question
      const after = () => random.between(60_000, 600_000)
      const answer = say('answer', channel, atMs + after(), { replyTo: question.key })
      say('thanks', channel, answer.atMs + after(), { who: question.who, replyTo: answer.key })
    } else if (roll < 0.36) {
      const post = say('showcase', 'showcase', atMs)
      events.push({
        do: 'react',
        who: anybody(),
        key: post.key,
        emoji: random.pick(EMOJI),
        atMs: Math.min(atMs + 90_000, durationMs),
      })
    } else if (roll < 0.39) {
      say('job', 'jobs', atMs)
    } else {
      const message = say('chatter', random.pick(CHAT_CHANNELS), atMs)
      const after = Math.min(atMs + random.between(20_000, 200_000), durationMs)
      const { key, content } = message
      const second = random.next()
      if (second < 0.08) events.push({ do: 'edit', key, content: `${content} (typo, sorry)`, atMs: after })
      else if (second < 0.15) events.push({ do: 'delete', key, atMs: after })
    }
  }
  return events
}
