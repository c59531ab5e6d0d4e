import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config/config.ts'
import type { Ask } from '../../../src/conversation/ask.ts'
import type { MessageJson } from '../../../src/discord/message-json.ts'
import type { DiscordFailure, DiscordResult } from '../../../src/discord/result.ts'
import type { PurposeDeps } from '../../../src/purpose/deps.ts'
import type { Errand, ErrandOutcome, View } from '../../../src/purpose/errand.ts'
import { errands } from '../../../src/purpose/perform.ts'
import type { Place } from '../../../src/watch/place.ts'
import type { SeenMessage } from '../../../src/watch/seen-message.ts'
import { AUTHOR, discordMessage, GUILD, message, place } from '../watch/messages.ts'

const BOT = '1100000000000000900'
const BRUNO = '1100000000000000202'
const NOW = 1_700_000_000_000
const QUESTION = 'How do I set the daily budget?'
const refused: DiscordFailure = {
  kind: 'refused',
  status: 403,
  code: 50007,
  message: 'Cannot send messages to this user',
}

interface World {
  deps: PurposeDeps
  calls: string[]
  asked: Ask[]
  logs: string[]
}

function world(
  options: Partial<{
    dryRun: boolean
    retryAt: number
    failure: DiscordFailure
    starter: MessageJson | null
    thread: MessageJson[]
    isEncouraged: boolean
  }> = {},
): World {
  const calls: string[] = []
  const asked: Ask[] = []
  const logs: string[] = []
  const effect = <T>(call: string, value: T): DiscordResult<T> => {
    calls.push(call)
    return options.failure ? { ok: false, failure: options.failure } : { ok: true, value }
  }
  const { starter = null, thread = [] } = options
  const deps: PurposeDeps = {
    config: parseConfig({
      community: { name: 'Test', guildId: GUILD, docsUrl: 'https://docs.test' },
      channels: { answers: ['help', { name: 'dev-{repo}', scope: '{repo}' }] },
      welcome: { enabled: true },
    }),
    dryRun: options.dryRun ?? false,
    budget: {
      admit: async ({ id }) => {
        calls.push(`admit ${id}`)
        return options.retryAt ? { ok: false, refusal: 'cooldown', retryAt: options.retryAt } : { ok: true }
      },
    },
    discord: {
      createMessage: async (channel, { content }, { nonce, replyTo }) =>
        effect(`post ${channel} ${nonce} ${replyTo ?? '-'} ${content}`, { id: '1', channel_id: channel }),
      react: async (_, id, emoji) => effect(`react ${id} ${emoji}`, null),
      directChannel: async (id) => effect(`open ${id}`, { id: `dm-${id}` }),
      message: async (_, id) =>
        starter
          ? { ok: true, value: starter }
          : { ok: false, failure: { kind: 'refused', status: 404, code: 10008, message: id } },
      messagesAfter: async () => ({ ok: true, value: { messages: thread, ids: thread.map(({ id }) => id) } }),
    },
    ask: async (question) => void asked.push(question),
    encouragements: { claim: async () => !options.isEncouraged },
    log: (event, fields) => void logs.push(`${event} ${JSON.stringify(fields)}`),
  }
  return { deps, calls, asked, logs }
}

const question = message('100', { content: QUESTION, createdAt: NOW - 120_000 })
const thread: Place = { ...place, id: '50', parentId: '4', thread: { title: 'Answer', ownerId: BOT } }

function view(window: SeenMessage[], more: Partial<View> = {}): View {
  return { place, window, botId: BOT, now: NOW, ...more }
}
function errand(kind: Errand['kind'], about: SeenMessage = question): Errand {
  return { id: `${kind}:${about.id}`, kind, messageId: about.id, memberId: about.author.id, dueAt: NOW }
}
function perform({ deps }: World, what: Errand, seen: View, attempts = 0): Promise<ErrandOutcome> {
  return errands(deps).perform(what, seen, attempts)
}
const byBot = (id: string, more: Partial<SeenMessage> = {}) =>
  message(id, { ...more, author: { ...message('1', { authorId: BOT }).author, isBot: true } })

describe('an unanswered question', () => {
  it('is asked under its own id, in a thread of its own, for its channel’s part of the docs', async () => {
    const here = world()
    const dev: Place = { ...place, channelName: 'dev-api' }
    expect(await perform(here, errand('answer'), view([question], { place: dev }))).toEqual({ kind: 'done' })
    expect(here.asked).toEqual([
      {
        id: '100',
        origin: { kind: 'message', why: 'unanswered' },
        text: QUESTION,
        memberId: AUTHOR,
        channelId: place.id,
        budgetChannelId: place.id,
        threadId: '100',
        scope: 'api',
        isPrivate: false,
        target: { id: '100' },
      },
    ])
  })

  it.each<[string, SeenMessage[]]>([
    ['deleted', []],
    ['edited into a statement', [{ ...question, content: 'Found it in the config.' }]],
    [
      'answered',
      [question, message('101', { authorId: BRUNO, content: 'It is in the config.', createdAt: NOW })],
    ],
    ['turned into a thread', [{ ...question, hasReplies: true }]],
  ])('that was %s meanwhile is dropped', async (_, window) => {
    const here = world()
    expect(await perform(here, errand('answer'), view(window))).toEqual({ kind: 'dropped' })
    expect(here.asked).toEqual([])
  })

  it('waits for a cooldown without a word, and asks for admission anew', async () => {
    const here = world({ retryAt: NOW + 20_000 })
    expect(await perform(here, errand('answer'), view([question]), 0)).toEqual({
      kind: 'again',
      at: NOW + 20_000,
    })
    await perform(here, errand('answer'), view([question]), 1)
    expect(here.calls).toEqual(['admit 100.answer.0', 'admit 100.answer.1'])
  })

  it('is only noted in a dry run', async () => {
    const here = world({ dryRun: true })
    expect(await perform(here, errand('answer'), view([question]))).toEqual({ kind: 'done' })
    expect([here.asked, here.calls]).toEqual([[], []])
    expect(here.logs[0]).toContain('errand_dry')
    expect(here.logs.join()).not.toContain(AUTHOR)
  })
})

describe('in a thread', () => {
  const followUp = message('60', { content: 'and per channel?', createdAt: NOW - 1000 })
  const window = [byBot('59'), followUp]
  const starter = discordMessage({ id: '50', content: QUESTION })

  it('the asker’s follow-up joins the conversation', async () => {
    const here = world({ starter })
    await perform(here, errand('answer', followUp), view(window, { place: thread }))
    expect(here.asked).toMatchObject([
      { id: '60', origin: { why: 'follow_up' }, threadId: '50', channelId: '50', budgetChannelId: '4' },
    ])
  })

  it('somebody else’s is left to the members', async () => {
    const here = world({ starter: discordMessage({ id: '50', author: { id: BRUNO, username: 'bruno' } }) })
    expect(await perform(here, errand('answer', followUp), view(window, { place: thread }))).toEqual({
      kind: 'dropped',
    })
  })

  it('a helper who wrote before reading began is seen', async () => {
    const helper = discordMessage({
      id: '51',
      content: 'I can help.',
      author: { id: BRUNO, username: 'bruno' },
    })
    const here = world({ starter, thread: [helper] })
    expect(await perform(here, errand('answer', followUp), view(window, { place: thread }))).toEqual({
      kind: 'dropped',
    })
    expect(here.asked).toEqual([])
  })
})

describe('when Steward is mentioned too early', () => {
  const mention = message('100', { content: `<@${BOT}> ${QUESTION}`, mentionedIds: [BOT], createdAt: NOW })

  it('it says when, and the second time only shows it', async () => {
    const here = world({ retryAt: NOW + 20_000 })
    await perform(here, errand('mention', mention), view([mention]))
    expect(here.calls[1]).toMatch(/^post \S+ m-100 100 You asked a moment ago\. You can ask again <t:\d+:R>/)
    const told = byBot('99', { replyToAuthorId: AUTHOR, createdAt: NOW - 5000 })
    await perform(here, errand('mention', mention), view([told, mention]))
    expect(here.calls.at(-1)).toBe('react 100 ⏳')
  })

  it('in time, its name is no part of the question', async () => {
    const here = world()
    await perform(here, errand('mention', mention), view([mention]))
    expect(here.asked).toMatchObject([{ text: QUESTION, origin: { why: 'addressed' } }])
  })
})

describe('a showcase post', () => {
  const post = message('100', { content: 'https://github.com/x/y', createdAt: NOW - 60_000 })
  const showcase = view([post], { place: { ...place, purpose: 'showcase' } })

  it('gets its sentence under one nonce, however often it is tried', async () => {
    const here = world()
    for (let attempt = 0; attempt < 2; attempt++)
      await perform(here, errand('encourage', post), showcase, attempt)
    expect(new Set(here.calls).size).toBe(1)
    expect(here.calls[0]).toMatch(/^post \S+ e-100 100 \w/)
  })

  it('gets none when its author had one today', async () => {
    const here = world({ isEncouraged: true })
    expect(await perform(here, errand('encourage', post), showcase)).toEqual({ kind: 'dropped' })
    expect(here.calls).toEqual([])
  })
})

describe('a new member', () => {
  const joined: Errand = {
    id: 'welcome:100',
    kind: 'welcome',
    messageId: '100',
    memberId: AUTHOR,
    dueAt: NOW,
  }

  it('is welcomed by direct message, and told that a bot wrote it', async () => {
    const here = world()
    await perform(here, joined, view([]))
    expect(here.calls[0]).toBe(`open ${AUTHOR}`)
    expect(here.calls[1]).toMatch(/^post dm-\d+ w-100 - Welcome to \*\*Test\*\*![\s\S]+I’m the server’s bot/)
  })

  it('who takes no direct messages gets nothing in public', async () => {
    const here = world({ failure: refused })
    expect(await perform(here, joined, view([]))).toEqual({ kind: 'dropped' })
    expect(here.calls).toEqual([`open ${AUTHOR}`])
  })
})

describe('when Discord does not answer', () => {
  const thanks = message('100', { content: `<@${BOT}> thanks!`, mentionedIds: [BOT], createdAt: NOW })
  const failing = (failure: DiscordFailure, attempts: number) =>
    perform(world({ failure }), errand('acknowledge', thanks), view([thanks]), attempts)

  it('it is tried again, later each time, and not for ever', async () => {
    const unknown: DiscordFailure = { kind: 'unknown', detail: 'status 502' }
    expect(await failing(unknown, 0)).toEqual({ kind: 'again', at: NOW + 5000 })
    expect(await failing(unknown, 2)).toEqual({ kind: 'again', at: NOW + 20_000 })
    expect(await failing(unknown, 7)).toEqual({ kind: 'dropped' })
    expect(await failing({ kind: 'rate_limited', retryAfterMs: 60_000 }, 0)).toEqual({
      kind: 'again',
      at: NOW + 60_000,
    })
    expect(await failing(refused, 0)).toEqual({ kind: 'dropped' })
  })
})
