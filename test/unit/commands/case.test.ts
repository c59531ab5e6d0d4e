import { InteractionType } from 'discord-interactions'
import { describe, expect, it } from 'vitest'
import { caseCommand } from '../../../src/commands/case.ts'
import { caseButton, pressReply } from '../../../src/commands/case-card.ts'
import { reportMessage } from '../../../src/commands/report.ts'
import { strikes } from '../../../src/commands/strikes.ts'
import { encodeCustomId } from '../../../src/discord/custom-id.ts'
import { dispatch } from '../../../src/discord/dispatch.ts'
import { type ActingInteraction, interactionSchema } from '../../../src/discord/interaction.ts'
import type { Press } from '../../../src/moderation/enforcement/incident.ts'
import type { Case } from '../../../src/storage/cases.ts'
import { actor, fakeDeps, NOW } from './fakes.ts'

const MODERATOR = 1n << 40n
const registry = { commands: [caseCommand, strikes, reportMessage], components: [caseButton] }

const about = (kinds: ('remove' | 'ban')[]): Case => ({
  number: 7,
  decision: {
    id: 'rule:1:2',
    rule: 'rule',
    authorId: '1',
    messages: [],
    actions: [],
    score: 1,
    signals: [],
    explanation: '',
    memberText: '',
    isStrike: false,
    isDry: false,
  },
  openedAt: NOW,
  effects: kinds.map((kind) => ({
    id: kind,
    act: kind === 'ban' ? { kind, deleteSeconds: 0 } : { kind, channelId: '3', ids: ['2'] },
    state: 'done',
    problem: null,
    posted: null,
  })),
  decidedBy: 'steward',
  card: null,
  resolution: null,
  isFalsePositive: false,
})

function deskOf(pressed: Press[], found: Case | null = about(['remove'])) {
  return fakeDeps({
    moderation: {
      caseByNumber: async () => found,
      listCases: async () => [],
      notesOf: async () => [],
      reportsOf: async () => [],
      addNote: async () => {},
      strikesOf: async () => [
        { caseNumber: 3, rule: 'r', memberText: 'Please *stop*.', givenAt: NOW, expiresAt: NOW + 1000 },
      ],
      show: async () => ({}),
      press: async (press) => {
        pressed.push(press)
        return { kind: 'first' }
      },
      report: async () => 'reported',
    },
  }).deps
}

function interaction(permissions: bigint, rest: object): ActingInteraction {
  const { interactionId: id, applicationId: application_id, token, guildId, channel } = actor
  const member = { user: { id: actor.memberId, username: 'ana' }, permissions: String(permissions) }
  const parsed = interactionSchema.parse({
    id,
    application_id,
    token,
    guild_id: guildId,
    channel,
    member,
    ...rest,
  })
  if (parsed.type === InteractionType.PING) throw new Error('a ping')
  return parsed
}

const command = (options: object[]) => ({
  type: InteractionType.APPLICATION_COMMAND,
  data: { id: '1100000000000000099', name: 'case', type: 1, options },
})
const button = (act: string) => ({
  type: InteractionType.MESSAGE_COMPONENT,
  message: {
    id: '1100000000000000098',
    channel_id: actor.channel.id,
    author: { id: actor.applicationId, username: 'steward' },
  },
  data: { custom_id: encodeCustomId('case', { number: '7', act }), component_type: 2, values: [] },
})

async function answered(permissions: bigint, rest: object, found?: Case | null) {
  const pressed: Press[] = []
  const guildId = actor.guildId ?? ''
  const { reply } = await dispatch(interaction(permissions, rest), registry, deskOf(pressed, found), guildId)
  return { pressed, text: 'content' in reply ? reply.content : reply.kind }
}

describe('/case', () => {
  it('finds the sub-command and its options', async () => {
    const undo = command([{ name: 'undo', type: 1, options: [{ name: 'number', type: 4, value: 7 }] }])
    expect(await answered(MODERATOR, undo)).toMatchObject({
      pressed: [{ caseNumber: 7, resolution: 'undone', mayRevise: true }],
      text: expect.stringMatching(/^Case 7: Taken back/),
    })
  })

  it('checks the options of a sub-command', async () => {
    const { text } = await answered(MODERATOR, command([{ name: 'show', type: 1, options: [] }]))
    expect(text).toMatch(/`number` is needed/)
  })

  it('answers a form of the command that it does not know', async () => {
    expect((await answered(MODERATOR, command([{ name: 'burn', type: 1 }]))).text).toMatch(
      /do not know this form/,
    )
    expect((await answered(MODERATOR, command([]))).text).toMatch(/do not know this form/)
  })

  it('is for moderators', async () => {
    const list = command([{ name: 'list', type: 1, options: [] }])
    expect((await answered(0n, list)).text).toMatch(/This is for moderators/)
  })
})

describe('a button of a card', () => {
  it('goes by the presser’s permissions in the signed interaction', async () => {
    expect(await answered(0n, button('undo'))).toMatchObject({
      pressed: [],
      text: expect.stringMatching(/moderators/),
    })
    expect((await answered(MODERATOR, button('undo'))).pressed).toHaveLength(1)
  })

  it('asks for more before a ban than before a dismissal', async () => {
    expect(await answered(MODERATOR, button('ban'))).toMatchObject({
      pressed: [],
      text: expect.stringMatching(/ban members/),
    })
    expect((await answered(1n << 2n, button('ban'))).pressed).toHaveLength(1)
  })

  it('lets nobody unban who may not ban, neither by button nor by command', async () => {
    const banned = about(['remove', 'ban'])
    const undo = command([{ name: 'undo', type: 1, options: [{ name: 'number', type: 4, value: 7 }] }])
    for (const way of [button('undo'), undo]) {
      expect(await answered(MODERATOR, way, banned)).toMatchObject({
        pressed: [],
        text: expect.stringMatching(/ban members/),
      })
      expect((await answered(MODERATOR | (1n << 2n), way, banned)).pressed).toHaveLength(1)
    }
  })

  it('says when its case is no longer kept', async () => {
    expect((await answered(MODERATOR, button('undo'), null)).text).toMatch(/no longer kept/)
  })

  it('tells the second moderator who decided', () => {
    const resolved = { what: 'banned', by: '42', at: NOW } as const
    expect(pressReply({ kind: 'second', resolved }, 'undo', 7)).toMatchObject({
      ephemeral: true,
      content: expect.stringMatching(/banned by <@42>.*stands/),
    })
  })
})

it('/strikes shows a member their own, to themselves', async () => {
  expect(await strikes.handle({ actor, options: {} }, deskOf([]))).toMatchObject({
    ephemeral: true,
    content: expect.stringMatching(/You have one strike[\s\S]*Case 3: Please \\\*stop\\\*/),
  })
})

it('a report asks for a note, and nobody reports themselves', async () => {
  const target = { id: '2', channel_id: '3', content: 'x', author: { id: '9', username: 'b' } }
  expect(await reportMessage.handle({ actor, target }, deskOf([]))).toMatchObject({ kind: 'modal' })
  const own = { ...target, author: { id: actor.memberId, username: 'ana' } }
  expect(await reportMessage.handle({ actor, target: own }, deskOf([]))).toMatchObject({ kind: 'message' })
})
