import { describe, expect, it } from 'vitest'
import { answerMessage } from '../../../src/commands/answer-message.ts'
import { ask } from '../../../src/commands/ask.ts'
import { search } from '../../../src/commands/search.ts'
import type { Actor, TargetMessage } from '../../../src/discord/interaction.ts'
import { PERMISSION } from '../../../src/discord/permissions.ts'
import { actor, fakeDeps, NOW, section } from './fakes.ts'

const question = { question: 'How do I set the daily budget?' }
const inChannel = (channel: Partial<Actor['channel']>): Actor => ({
  ...actor,
  channel: { ...actor.channel, ...channel },
})

const target: TargetMessage = {
  id: '1100000000000000050',
  channel_id: actor.channel.id,
  content: 'where do I put the key?',
  author: { id: '1100000000000000011' },
}

describe('/ask', () => {
  it('is thought about in public, and the question is on its way before Discord hears so', async () => {
    const { deps, asked } = fakeDeps()
    expect(await ask.handle({ actor, options: question }, deps)).toEqual({
      kind: 'deferred',
      ephemeral: false,
    })
    expect(asked).toMatchObject([{ text: question.question, threadId: null, isPrivate: false, target: null }])
  })

  it('within the cooldown says when, to the person alone, and asks nothing', async () => {
    const { deps, asked } = fakeDeps()
    deps.budget.admit = async () => ({ ok: false, refusal: 'cooldown', retryAt: NOW + 12_000 })
    const reply = await ask.handle({ actor, options: question }, deps)
    expect(reply).toMatchObject({ kind: 'message', ephemeral: true })
    expect(JSON.stringify(reply)).toContain(`<t:${NOW / 1000 + 12}:R>`)
    expect(asked).toEqual([])
  })

  it.each([
    ['asked for privately', { options: { ...question, private: true } }, {}],
    ['in an inactive channel', { actor: inChannel({ name: 'offtopic' }) }, {}],
    ['in a dry run', {}, { dryRun: true }],
  ])('is answered to the person alone when %s', async (_, call, over) => {
    const { deps, asked } = fakeDeps(over)
    const reply = await ask.handle({ actor, options: question, ...call }, deps)
    expect(reply).toEqual({ kind: 'deferred', ephemeral: true })
    expect(asked[0]?.isPrivate).toBe(true)
  })

  it('draws on the channel’s part of the docs, and in a thread on its parent’s', async () => {
    const { deps, asked } = fakeDeps()
    await ask.handle({ actor: inChannel({ name: 'dev-sim' }), options: question }, deps)
    await ask.handle(
      {
        actor: inChannel({ id: '1100000000000000031', type: 11, parentId: '1100000000000000032' }),
        options: question,
      },
      deps,
    )
    expect(asked.map(({ scope, threadId }) => [scope, threadId])).toEqual([
      ['sim', null],
      ['core', '1100000000000000031'],
    ])
  })
})

describe('a thread of a quiet channel', () => {
  it('is as quiet as its channel', async () => {
    const { deps, asked } = fakeDeps({ channelName: async () => 'offtopic' })
    const thread = inChannel({ id: '1100000000000000031', type: 11, parentId: '1100000000000000032' })
    expect(await ask.handle({ actor: thread, options: question }, deps)).toMatchObject({ ephemeral: true })
    expect(asked[0]?.isPrivate).toBe(true)
  })

  it('stays quiet while nobody can say what its channel is, where any channel is quiet', async () => {
    const { deps, asked } = fakeDeps({ channelName: async () => null })
    const thread = inChannel({ id: '1100000000000000031', type: 11, parentId: '1100000000000000032' })
    await ask.handle({ actor: thread, options: question }, deps)
    const config = { ...deps.config, channels: { ...deps.config.channels, inactive: [] } }
    await ask.handle({ actor: thread, options: question }, { ...deps, config })
    expect(asked.map(({ isPrivate }) => isPrivate)).toEqual([true, false])
  })
})

describe('a member who may not write in a channel', () => {
  const reader: Actor = { ...actor, permissions: PERMISSION.READ_MESSAGE_HISTORY }
  const inThread = { id: '1100000000000000031', type: 11, parentId: '1100000000000000032' }

  it('cannot make Steward write there: only they see what it says', async () => {
    const { deps, asked } = fakeDeps({
      retriever: { name: 'embedded', search: async () => [{ section: section(), score: 1 }] },
    })
    await answerMessage.handle({ actor: reader, target }, deps)
    expect(await ask.handle({ actor: reader, options: question }, deps)).toMatchObject({ ephemeral: true })
    expect(asked.map(({ isPrivate }) => isPrivate)).toEqual([true, true])
    const found = await search.handle({ actor: reader, options: { query: 'cap' } }, deps)
    expect(found).toMatchObject({ ephemeral: true })
  })

  it('is told apart from one who may in threads', async () => {
    const { deps, asked } = fakeDeps()
    for (const permissions of [PERMISSION.SEND_MESSAGES_IN_THREADS, PERMISSION.SEND_MESSAGES]) {
      const member = { ...inChannel(inThread), permissions }
      await answerMessage.handle({ actor: member, target }, deps)
    }
    expect(asked.map(({ isPrivate }) => isPrivate)).toEqual([false, true])
  })
})

describe('a question in a thread', () => {
  const parentId = '1100000000000000032'
  const thread = inChannel({ id: '1100000000000000031', type: 11, parentId })

  it('counts against the budget of the thread’s channel', async () => {
    const { deps, asked } = fakeDeps()
    const admitted: string[] = []
    deps.budget.admit = async ({ channelId }) => {
      admitted.push(channelId)
      return { ok: true }
    }
    await ask.handle({ actor: thread, options: question }, deps)
    await answerMessage.handle({ actor: thread, target }, deps)
    expect(admitted).toEqual([parentId, parentId])
    expect(asked.map(({ budgetChannelId }) => budgetChannelId)).toEqual([parentId, parentId])
  })
})

describe('“Answer from the docs”', () => {
  it('answers somebody’s message in a thread under it', async () => {
    const { deps, asked } = fakeDeps()
    expect(await answerMessage.handle({ actor, target }, deps)).toEqual({ kind: 'deferred', ephemeral: true })
    expect(asked).toMatchObject([
      {
        text: target.content,
        threadId: target.id,
        target: { id: target.id },
        isPrivate: false,
      },
    ])
  })

  it('takes the beginning of a very long message, cut between characters', async () => {
    const { deps, asked } = fakeDeps()
    await answerMessage.handle(
      { actor, target: { ...target, content: `${'x'.repeat(999)}🙂`.repeat(3) } },
      deps,
    )
    expect(asked[0]?.text.length).toBeLessThanOrEqual(1000)
    expect(asked[0]?.text.length).toBeGreaterThan(990)
    expect(asked[0]?.text.isWellFormed()).toBe(true)
  })

  it('explains itself for a message without text, or one that a bot wrote', async () => {
    const { deps, asked } = fakeDeps()
    const empty = await answerMessage.handle({ actor, target: { ...target, content: ' ' } }, deps)
    const bot = await answerMessage.handle(
      { actor, target: { ...target, author: { ...target.author, bot: true } } },
      deps,
    )
    expect(JSON.stringify([empty, bot])).toMatch(/no text.*by a bot/)
    expect(asked).toEqual([])
  })
})
