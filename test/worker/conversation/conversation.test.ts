import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { conversationStore } from '../../../src/conversation/store.ts'
import { takeTurn, work } from '../../../src/conversation/work.ts'
import type { DiscordFailure } from '../../../src/discord/result.ts'
import { answer, ask, fireAlarm, newObject, rest } from './drive.ts'
import {
  askOf,
  createWorld,
  LONG_STATEMENTS,
  PASSAGES,
  passage,
  START,
  type World,
  type WorldOptions,
} from './world.ts'

const MINUTE = 60_000
const gone: DiscordFailure = { kind: 'refused', status: 404, code: 10008, message: 'Unknown Message' }
const forbidden: DiscordFailure = {
  kind: 'refused',
  status: 403,
  code: 50013,
  message: 'Missing Permissions',
}
const target = { id: 'message-of-a-member' }

async function played(question = askOf(), options: WorldOptions = {}) {
  const world = createWorld(options)
  const object = newObject()
  await ask(object, world, question)
  await answer(object, world)
  return { world, object }
}

const keysOf = (object: ReturnType<typeof newObject>) =>
  runInDurableObject(object, async (_, { storage }) => JSON.stringify([...(await storage.list())]))

describe('a question in a channel', () => {
  test('is answered by editing the reply: sources, half, answer', async () => {
    const { world } = await played()
    expect(world.state.calls).toEqual([
      'search',
      'editOriginal',
      'reserve',
      'model',
      'editOriginal',
      'editOriginal',
      'settle',
      'usage',
      'adopt',
    ])
    expect(world.state.reply?.content).toContain('[[1]](<https://docs.test/guide/budget#here>)')
    expect(world.state.reply?.content).toContain(
      '-# 2 · [Page costs › Here](<https://docs.test/guide/costs#here>)',
    )
    expect(world.state.reply?.buttons).toBe(3)
  })

  test('stands above its answer for those who read along, and is neither formatting nor a mention there', async () => {
    const text = '@everyone **why** <@1100000000000000010>?'
    const { world } = await played(askOf({ text }))
    expect(world.state.reply?.content).toMatch(/^> \\@everyone \\\*\\\*why/)
    const alone = await played(askOf({ text, isPrivate: true }))
    expect(alone.world.state.reply?.content).not.toContain('everyone')
  })

  test('is one question however often the interaction arrives', async () => {
    const { world, object } = await played()
    const calls = world.state.calls.length
    await ask(object, world, askOf())
    await answer(object, world)
    expect(world.state.calls).toHaveLength(calls)
  })

  test('is charged what it cost and recorded once, without a trace of who asked', async () => {
    const { world } = await played()
    expect([...world.state.reservations.values()]).toEqual([{ worst: 1900, settled: 600 }])
    const [row] = [...world.state.usage.values()]
    expect(row).toMatchObject({
      outcome: 'answered',
      inputTokens: 500,
      outputTokens: 100,
      costMicroUsd: 600,
      sectionIds: ['budget', 'costs'],
      question: null,
      model: 'test-model',
    })
    expect(JSON.stringify([row, world.state.logs])).not.toMatch(/interaction-1|"42"|daily budget/)
  })

  test('leaves none of its text in storage once it is answered, and nothing at all after the idle time', async () => {
    const { world, object } = await played()
    expect(await keysOf(object)).not.toMatch(/daily budget|token-1|42/)
    const answeredAt = world.state.now
    expect(await rest(object, world)).toEqual([])
    expect(world.state.now - answeredAt).toBe(30 * MINUTE)
  })

  test('hands its turn to the thread that can be started from its answer', async () => {
    const { world } = await played()
    expect([...world.state.adopted.keys()]).toEqual(['reply-1'])
    expect(world.state.adopted.get('reply-1')?.[0]?.answer).not.toContain('[[1]]')
  })

  test('goes on in further messages when the answer is longer than one, with the buttons under the last', async () => {
    const { world } = await played(askOf(), { statements: LONG_STATEMENTS })
    const further = world.messagesIn('channel-1')
    expect(further.length).toBeGreaterThan(0)
    expect(world.state.reply?.buttons).toBe(0)
    expect(further.map(({ buttons }) => buttons)).toEqual([...further.slice(1).map(() => 0), 3])
    const all = [world.state.reply, ...further].map((message) => message?.content).join('\n')
    for (const { text } of LONG_STATEMENTS) expect(all).toContain(text.trim().slice(-60))
  })

  test('fills no channel: a model that cites every word is stopped after ten messages, with its sources and buttons', async () => {
    const statements = Array.from({ length: 900 }, (_, index) => ({
      text: 'Yes, this. ',
      cites: [index % 2],
    }))
    const { world } = await played(askOf(), { statements })
    const further = world.messagesIn('channel-1')
    expect(further.length).toBeGreaterThan(7)
    expect(further.length).toBeLessThan(12)
    expect(further.at(-1)?.content).toContain('reached its limit of length')
    expect(further.at(-1)?.content).toContain('-# 2 · [')
    expect(further.at(-1)?.buttons).toBe(3)
  })

  test('says that the answer stops where the model reached its limit', async () => {
    const outcome = {
      ok: true as const,
      truncated: true,
      value: [{ text: 'Set `dailyUsd` and then', cites: [0] }],
      usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0 },
    }
    const { world } = await played(askOf(), { outcome })
    expect(world.state.reply?.content).toContain('reached its limit of length and stops here')
  })
})

describe('without an answer of a model, the member still gets the docs', () => {
  const usage = { inputTokens: 1, outputTokens: 0, cachedInputTokens: 0 }
  const failing = (
    failure: 'timeout' | 'rate_limited' | 'refused' | 'malformed' | 'misconfigured' | 'unavailable',
  ) => ({
    outcome: { ok: false as const, failure, usage, detail: 'status 529 with the key sk-secret' },
  })
  test.each<[string, WorldOptions, RegExp, string]>([
    ['no key', { hasModel: false }, /No language model is set up/, 'no_model'],
    ['the daily budget spent', { reserve: 'daily_cap' }, /Today’s budget/, 'daily_cap'],
    ['the channel’s budget spent', { reserve: 'channel_cap' }, /This channel’s budget/, 'channel_cap'],
    ['a timeout', failing('timeout'), /took too long/, 'timeout'],
    ['a rate limit', failing('rate_limited'), /taking a break/, 'rate_limited'],
    ['a refusal', failing('refused'), /declined/, 'refused'],
    ['a reply nobody can read', failing('malformed'), /not usable/, 'malformed'],
    ['a wrong key', failing('misconfigured'), /did not accept/, 'misconfigured'],
    ['an outage', failing('unavailable'), /cannot be reached/, 'unavailable'],
  ])('%s', async (_, options, sentence, outcome) => {
    const { world } = await played(askOf(), options)
    expect(world.state.reply?.content).toMatch(sentence)
    expect(world.state.reply?.content).toContain('It defaults to 3 dollars.')
    expect(world.state.reply?.content).toContain('(<https://docs.test/guide/budget#here>)')
    expect(world.state.reply?.content).not.toMatch(/529|sk-secret|Error/)
    expect([...world.state.usage.values()][0]?.outcome).toBe(outcome)
    expect(world.spentMicroUsd()).toBeLessThanOrEqual(1)
  })

  test('a best match below the configured score is a gap, and no model is paid for it', async () => {
    const { world } = await played(askOf(), { passages: [passage('far', 'Something else.', 0.1)] })
    expect(world.state.reply?.content).toContain('do not seem to answer this question')
    expect(world.state.reply?.content).toContain('[Page far › Here](<https://docs.test/guide/far#here>)')
    expect(world.state.calls).not.toContain('model')
    expect([...world.state.usage.values()][0]?.outcome).toBe('gap')
  })

  test('statements without a single citation are a gap too', async () => {
    const { world } = await played(askOf(), {
      statements: [{ text: 'I just know it is 5 dollars.', cites: [] }],
    })
    expect(world.state.reply?.content).not.toContain('5 dollars')
    expect([...world.state.usage.values()][0]?.outcome).toBe('gap')
  })

  test('nothing found at all is said', async () => {
    const { world } = await played(askOf(), { passages: [] })
    expect(world.state.reply?.content).toContain('I found nothing on this in [the docs]')
  })

  test('a search that stays out of service is said after three attempts', async () => {
    const world = createWorld()
    world.deps.retriever.search = () => Promise.reject(new Error('D1_ERROR: no such table'))
    const object = newObject()
    await ask(object, world, askOf())
    await answer(object, world)
    expect(world.state.reply?.content).toContain('I could not search the docs just now')
    expect(world.state.reply?.content).not.toContain('D1_ERROR')
  })
})

describe('when Discord does not take the answer', () => {
  test('an edit that overtook the acknowledgement is made again a moment later, so that the sources are shown', async () => {
    let edits = 0
    const { world } = await played(askOf(), {
      refuse: (call) => (call === 'editOriginal' && ++edits === 1 ? gone : undefined),
    })
    expect(world.state.calls.slice(0, 4)).toEqual(['search', 'editOriginal', 'editOriginal', 'reserve'])
    expect(world.state.reply?.content).toContain('[[1]](')
  })

  test('a reply that is gone is tried once more, then the answer is a message in the channel for whoever asked', async () => {
    const { world } = await played(askOf(), {
      refuse: (call) => (call === 'editOriginal' ? gone : undefined),
    })
    // Sources twice, half an answer, the answer twice.
    expect(world.state.calls.filter((call) => call === 'editOriginal').length).toBeLessThanOrEqual(5)
    const [message] = world.messagesIn('channel-1')
    expect(message?.content).toMatch(/^-# For <@42>, who asked here\.\n/)
    expect(message?.content).toContain('[[1]](')
    expect(message?.buttons).toBe(3)
  })

  test('a private answer never goes where others see it', async () => {
    const { world } = await played(askOf({ isPrivate: true }), {
      refuse: (call) => (call === 'editOriginal' ? gone : undefined),
    })
    expect(world.state.channels.size).toBe(0)
    expect(world.state.adopted.size).toBe(0)
    expect(world.state.logs.map(([event]) => event)).toContain('answer_not_shown')
    expect([...world.state.usage.values()][0]?.outcome).toBe('gave_up')
  })

  test('after fifteen minutes the token is not tried any more', async () => {
    const world = createWorld()
    const object = newObject()
    await ask(object, world, askOf())
    world.state.now += 15 * MINUTE
    await answer(object, world)
    expect(world.state.calls.slice(-4)).toEqual(['createMessage', 'editMessage', 'usage', 'adopt'])
    expect(world.messagesIn('channel-1')[0]?.content).toContain('For <@42>')
  })

  test('a rate limit is waited out as long as Discord says', async () => {
    const times: number[] = []
    const { world } = await played(askOf(), {
      refuse: (call, count) => {
        if (call === 'editOriginal') times.push(count)
        return call === 'editOriginal' && count === 3
          ? { kind: 'rate_limited', retryAfterMs: 90_000 }
          : undefined
      },
    })
    expect(world.state.now - START).toBe(90_000)
    expect(world.state.reply?.content).toContain('[[1]](')
  })

  test('further messages that may not be posted go into the first one', async () => {
    const { world } = await played(askOf(), {
      statements: LONG_STATEMENTS,
      refuse: (call) => (call === 'createMessage' ? forbidden : undefined),
    })
    expect(world.state.reply?.embeds.join('\n')).toContain('setting number 7')
    expect(world.state.reply?.buttons).toBe(3)
  })

  test('a message that Discord refuses for what it is becomes one plain sentence with an id', async () => {
    const invalid: DiscordFailure = {
      kind: 'refused',
      status: 400,
      code: 50035,
      message: 'Invalid Form Body',
    }
    const { world } = await played(askOf(), {
      refuse: (call, count) => (call === 'editOriginal' && count === 3 ? invalid : undefined),
    })
    expect(world.state.reply?.content).toMatch(/^Something went wrong on my side .* `(ab){12}`\.$/)
  })

  test('an outage longer than the reply can live ends quietly, with everything settled and forgotten', async () => {
    const { world, object } = await played(askOf(), {
      refuse: () => ({ kind: 'unknown', detail: 'status 503' }),
    })
    expect(world.state.now - START).toBeLessThan(25 * MINUTE)
    expect(world.state.usage.size).toBe(1)
    expect(await rest(object, world)).toEqual([])
  })
})

describe('Answer from the docs', () => {
  const question = askOf({ target, threadId: target.id })

  test('answers in a thread under the message and tells who asked for it where', async () => {
    const { world } = await played(question)
    expect(world.state.threads).toContain(target.id)
    expect(world.messagesIn(target.id)[0]?.content).toContain('[[1]](')
    expect(world.state.reply?.content).toBe(`The answer is in <#${target.id}>.`)
  })

  test('opens no thread when the docs have nothing to say: only who asked for it hears that', async () => {
    for (const passages of [[], [passage('far', 'Something else.', 0.01)]]) {
      const { world } = await played(question, { passages })
      expect(world.state.threads.size).toBe(0)
      expect(world.state.channels.size).toBe(0)
      expect(world.state.reply?.content).toMatch(/^(I found nothing|The docs do not seem to answer)/)
    }
  })

  test('uses the thread that is there already', async () => {
    const world = createWorld()
    world.state.threads.add(target.id)
    const object = newObject()
    await ask(object, world, question)
    await answer(object, world)
    expect(world.messagesIn(target.id)[0]?.content).toContain('[[1]](')
  })

  test('replies to the message where there can be no thread', async () => {
    const { world } = await played(question, {
      refuse: (call) => (call === 'startThread' ? forbidden : undefined),
    })
    expect(world.messagesIn('channel-1')[0]?.content).toContain('[[1]](')
    expect(world.state.reply?.content).toBe('The answer is in <#channel-1>.')
  })

  test('waits for no thread when Discord wants none for long: the answer is a reply at once', async () => {
    const { world } = await played(question, {
      refuse: (call) =>
        call === 'startThread' ? { kind: 'rate_limited', retryAfterMs: 25 * MINUTE } : undefined,
    })
    expect(world.state.now - START).toBeLessThan(MINUTE)
    expect(world.messagesIn('channel-1')[0]?.content).toContain('[[1]](')
  })

  test('answers whoever used it alone where Steward may not write, and says what is missing', async () => {
    const { world } = await played(question, {
      refuse: (call) => (call === 'startThread' || call === 'createMessage' ? forbidden : undefined),
    })
    expect(world.state.reply?.content).toMatch(/^-# I may not write there, so only you see this\./)
    expect(world.state.reply?.content).toContain('[[1]](')
    expect(JSON.stringify(world.state.logs)).toContain('give Steward View Channel')
    expect(world.state.adopted.size).toBe(0)
  })

  test('stays with whoever used it on a dry run', async () => {
    const { world } = await played({ ...question, isPrivate: true })
    expect(world.state.channels.size).toBe(0)
    expect(world.state.threads.size).toBe(0)
    expect(world.state.reply?.content).toContain('[[1]](')
  })
})

describe('a message in a watched channel', () => {
  const unanswered = askOf({ origin: { kind: 'message', why: 'unanswered' }, target, threadId: target.id })
  const mention = askOf({ origin: { kind: 'message', why: 'addressed' }, target, threadId: target.id })
  const nothingNear = { passages: [passage('far', 'Something else.', 0.01)] }

  test('that nobody answered is answered in a thread at one go, which says why and how to go on', async () => {
    const { world } = await played(unanswered)
    const [answered] = world.messagesIn(target.id)
    expect(answered?.content).toMatch(
      /^-# I’m a bot\. Nobody had answered yet[\s\S]+\[\[1\]\]\([\s\S]+Solved\? Just say so/,
    )
    expect(answered?.edits).toBe(0)
    expect(world.state.calls).not.toContain('editOriginal')
    expect([...world.state.usage.values()]).toMatchObject([
      { command: 'unanswered question', outcome: 'answered' },
    ])
  })

  test('that nobody answered is left alone when the docs have nothing, and counted as a gap', async () => {
    const unsupported = [{ text: 'The documentation does not answer this.', cites: [] }]
    for (const options of [nothingNear, { statements: unsupported }]) {
      const { world, object } = await played(unanswered, options)
      expect(world.state.channels.size + world.state.threads.size).toBe(0)
      expect([...world.state.usage.values()]).toMatchObject([{ outcome: 'gap' }])
      expect(await keysOf(object)).not.toContain('daily budget')
    }
  })

  test('that mentions Steward is told when the docs have nothing, in reply and without a thread', async () => {
    const { world } = await played(mention, nothingNear)
    expect(world.state.threads.size).toBe(0)
    expect(world.messagesIn('channel-1')[0]?.content).toMatch(/^The docs do not seem to answer/)
  })

  test('is left alone where Steward may not write', async () => {
    const { world } = await played(unanswered, {
      refuse: (call) => (call === 'startThread' || call === 'createMessage' ? forbidden : undefined),
    })
    expect(world.state.reply).toBeNull()
    expect(world.state.usage.size).toBe(1)
  })
})

describe('a conversation in a thread', () => {
  const inThread = (id: string, text: string, change = {}) =>
    askOf({ id, text, threadId: 'channel-1', ...change })

  async function twoQuestions(change = {}): Promise<World> {
    const world = createWorld()
    const object = newObject()
    await ask(object, world, inThread('1', 'How do I set the daily budget?', change))
    await answer(object, world)
    await ask(object, world, inThread('2', 'And per channel?'))
    await answer(object, world)
    return world
  }

  test('a follow-up sees the question and answer before it, and is searched for together with it', async () => {
    const world = await twoQuestions()
    expect(world.state.requests[1]?.turns).toMatchObject([{ question: 'How do I set the daily budget?' }])
    expect(world.state.searches).toContain('How do I set the daily budget? And per channel?')
  })

  test('a follow-up does not see what was asked in private', async () => {
    const world = await twoQuestions({ isPrivate: true })
    expect(world.state.requests[1]?.turns).toEqual([])
  })

  test('a turn handed over twice is there once', async () => {
    const world = createWorld()
    const object = newObject()
    const turn = { id: 'x', question: 'Before?', answer: 'Yes.' }
    await runInDurableObject(object, async (_, { storage }) => {
      await takeTurn(conversationStore(storage), turn, world.deps)
      await takeTurn(conversationStore(storage), turn, world.deps)
    })
    await ask(object, world, inThread('1', 'And after?'))
    await answer(object, world)
    expect(world.state.requests[0]?.turns).toHaveLength(1)
  })

  test('is forgotten, words and all, when it rests for half an hour, not earlier', async () => {
    const world = createWorld()
    const object = newObject()
    await ask(object, world, inThread('1', 'How do I set the daily budget?'))
    await answer(object, world)
    world.state.now += 29 * MINUTE
    await runInDurableObject(object, (_, { storage }) => work(conversationStore(storage), world.deps))
    expect(await keysOf(object)).toContain('How do I set the daily budget?')
    expect(await rest(object, world)).toEqual([])
  })

  test('questions that arrive while one is worked on are answered in their order', async () => {
    const world = createWorld()
    const object = newObject()
    await ask(object, world, inThread('1', 'First?'))
    world.state.now++
    await ask(object, world, inThread('2', 'Second?'))
    await fireAlarm(object, world)
    expect(world.state.requests.map(({ question }) => question)).toEqual(['First?'])
    await answer(object, world)
    expect(world.state.requests.map(({ question }) => question)).toEqual(['First?', 'Second?'])
  })
})

test('a model call that a crash cut off counts as spent and is repeated once, then the docs are quoted', async () => {
  const world = createWorld()
  const crashing = world.deps.model?.port
  if (!crashing) throw new Error('the world has a model')
  let calls = 0
  const object = newObject()
  await ask(object, world, askOf())
  crashing.answer = () => {
    calls++
    throw new Error('the isolate ran out of memory')
  }
  await answer(object, world)
  expect(calls).toBe(2)
  expect([...world.state.reservations.values()].map(({ settled }) => settled)).toEqual([null, null])
  expect(world.state.reply?.content).toContain(
    'Writing the answer was interrupted, so here is what the docs say',
  )
  expect([...world.state.usage.values()][0]?.costMicroUsd).toBe(3800)
  expect(PASSAGES).toHaveLength(2)
})
