import { describe, expect, it } from 'vitest'
import { forgetHelp, helpAlarm, helpState, passTime, wakeHelp } from './drive.ts'
import { createWorld, type Fault, HELP, MAYA, START } from './world.ts'

const SECOND = 1000
const MINUTE = 60_000
const DAY = 86_400_000

describe('a watched channel', () => {
  it('reads what is new with one request for the messages and one for an author nobody knows yet', async () => {
    const world = createWorld()
    world.write(HELP, 'hello')
    world.write(HELP, 'anybody here?')
    await wakeHelp(world)
    expect(world.contents()).toEqual(['hello', 'anybody here?'])
    expect(world.state.requests).toEqual([
      `GET /channels/${HELP}/messages`,
      `GET /guilds/1100000000000000001/members/${MAYA}`,
    ])
    world.state.now += 10 * SECOND
    world.write(HELP, 'me again')
    await wakeHelp(world)
    expect(world.state.requests).toHaveLength(3)
    expect(world.contents()).toEqual(['hello', 'anybody here?', 'me again'])
  })

  it('reads all of 350 messages that came between two pulses, each once, in order', async () => {
    const world = createWorld()
    const written = Array.from({ length: 350 }, (_, index) => world.write(HELP, `message ${index}`).content)
    await wakeHelp(world)
    await passTime(world, MINUTE)
    expect(world.contents()).toEqual(written)
    expect(world.judged()).toHaveLength(350)
    expect((await helpState())?.window).toHaveLength(60)
  })

  it('reads on in its alarm what does not fit into one run', async () => {
    const world = createWorld()
    for (let index = 0; index < 720; index++) world.write(HELP, `message ${index}`)
    await wakeHelp(world)
    expect(world.judged().length).toBeLessThan(720)
    await passTime(world, MINUTE)
    expect(world.contents()).toHaveLength(720)
  })

  it('asks for no more than 30 things at once, however many write', async () => {
    const world = createWorld()
    for (let author = 0; author < 90; author++)
      world.write(HELP, `hello from ${author}`, String(1200000000000000000n + BigInt(author)))
    await wakeHelp(world)
    expect(world.state.requests.length).toBeLessThanOrEqual(30)
    await passTime(world, 14 * SECOND)
    expect(world.contents()).toHaveLength(90)
  })

  it('notices an edit at 15 seconds, at a minute and at five, and judges it as it is then', async () => {
    const world = createWorld()
    const message = world.write(HELP, 'hello')
    await wakeHelp(world)
    for (const [index, wait] of [20 * SECOND, 45 * SECOND, 240 * SECOND].entries()) {
      world.edit(message, `buy spam ${index}`)
      await passTime(world, wait)
      expect(world.state.batches.at(-1)?.edited.map(({ content }) => content)).toEqual([`buy spam ${index}`])
    }
    expect(world.state.batches.every(({ readAfterOutage }) => !readAfterOutage)).toBe(true)
    const requests = world.state.requests.length
    await passTime(world, 60 * MINUTE)
    expect(world.state.requests).toHaveLength(requests)
  })

  it('does not take an edit for one that changes neither text nor links', async () => {
    const world = createWorld()
    const message = world.write(HELP, 'hello')
    await wakeHelp(world)
    world.edit(message, 'hello')
    await passTime(world, 6 * MINUTE)
    expect(world.state.batches).toHaveLength(1)
  })

  it('notices a deletion, and keeps the message for some minutes to know the rest of a flood by', async () => {
    const world = createWorld()
    const first = world.write(HELP, 'hello')
    world.write(HELP, 'hello again')
    await wakeHelp(world)
    world.remove(first)
    await passTime(world, 20 * SECOND)
    expect((await helpState())?.window.map(({ content }) => content)).toEqual(['hello again'])
    world.write(HELP, 'and again')
    await wakeHelp(world)
    expect(world.state.batches.at(-1)?.recent.map(({ content }) => content)).toEqual(['hello', 'hello again'])
    await passTime(world, 11 * MINUTE)
    world.write(HELP, 'later')
    await wakeHelp(world)
    expect(world.state.batches.at(-1)?.recent.map(({ content }) => content)).not.toContain('hello')
  })

  it('sees edits made meanwhile whenever something new is written', async () => {
    const world = createWorld()
    const message = world.write(HELP, 'hello')
    await wakeHelp(world)
    await passTime(world, 30 * MINUTE)
    world.edit(message, 'now spam')
    world.write(HELP, 'unrelated')
    await wakeHelp(world)
    const last = world.state.batches.at(-1)
    expect(last?.edited.map(({ content }) => content)).toEqual(['now spam'])
    expect(last?.fresh.map(({ content }) => content)).toEqual(['unrelated'])
  })

  it('says so when what it judges is older than ten minutes, and catches up no further than configured', async () => {
    const world = createWorld({ catchUpHours: 24 })
    world.write(HELP, 'first')
    await wakeHelp(world)
    await passTime(world, 10 * MINUTE)
    world.write(HELP, 'too old')
    world.state.now += 30 * 60 * MINUTE
    world.write(HELP, 'an hour ago')
    world.state.now += 60 * MINUTE
    world.write(HELP, 'just now')
    await wakeHelp(world)
    expect(world.contents()).toEqual(['first', 'an hour ago', 'just now'])
    expect(
      world.state.batches.slice(1).map(({ fresh, readAfterOutage }) => [fresh[0]?.content, readAfterOutage]),
    ).toEqual([
      ['an hour ago', true],
      ['just now', false],
    ])
    expect(world.state.logs.map(([event]) => event)).toContain('watch_skipped')
  })

  it('keeps no text for longer than a day after the channel fell silent', async () => {
    const world = createWorld()
    world.write(HELP, 'hello')
    await wakeHelp(world)
    await passTime(world, DAY - MINUTE)
    expect((await helpState())?.window).toHaveLength(1)
    await passTime(world, 2 * MINUTE)
    expect(await helpState()).toBeNull()
    expect(await helpAlarm()).toBeNull()
  })

  it('judges nobody by roles they had ten minutes ago, and no moderator', async () => {
    const world = createWorld()
    const exempt = { roleIds: ['1100000000000000301'], memberIds: [] }
    world.write(HELP, 'spam one')
    await wakeHelp(world, { exempt })
    await passTime(world, 11 * MINUTE)
    world.memberRoles.set(MAYA, ['1100000000000000301'])
    world.write(HELP, 'spam two')
    await wakeHelp(world, { exempt })
    await passTime(world, MINUTE)
    expect(world.contents()).toEqual(['spam one'])
  })

  it('forgets a channel that is gone', async () => {
    const world = createWorld()
    world.write(HELP, 'hello')
    await wakeHelp(world)
    world.channels.delete(HELP)
    await passTime(world, MINUTE)
    expect(await helpState()).toBeNull()
    expect(await helpAlarm()).toBeNull()
  })

  it('takes the longer of the two waits when it is told to slow down', async () => {
    const world = createWorld()
    world.write(HELP, 'hello')
    world.state.fault = { from: 1, times: 1, kind: 'rate limited' }
    await wakeHelp(world)
    expect(await helpAlarm()).toBe(START + 30 * SECOND)
    world.write(HELP, 'and more')
    await wakeHelp(world)
    expect(world.state.requests).toHaveLength(1)
    await passTime(world, MINUTE)
    expect(world.contents()).toEqual(['hello', 'and more'])
  })
})

describe('an error nobody expected', () => {
  it('is tried again after a pause, not without end, and loses nothing', async () => {
    const world = createWorld()
    const { discord } = world.watching.channel
    world.write(HELP, 'hello')
    await wakeHelp(world)
    world.write(HELP, 'more')
    world.watching.channel.discord = {
      ...discord,
      messagesAfter: () => {
        throw new Error('a bug')
      },
    }
    await passTime(world, MINUTE)
    expect(world.state.logs.filter(([event]) => event === 'watch_error')).toHaveLength(4)
    world.watching.channel.discord = discord
    await passTime(world, MINUTE)
    expect(world.contents()).toEqual(['hello', 'more'])
  })
})

describe('decisions', () => {
  it('are stored before they are enforced, enforced until it is done, and enforced once', async () => {
    const world = createWorld()
    world.write(HELP, 'spam')
    world.state.enforceFails = 3
    await wakeHelp(world)
    expect(world.state.enforced).toEqual([])
    await passTime(world, 10 * MINUTE)
    expect(world.state.enforced).toHaveLength(1)
    expect(world.state.evidence.map(({ content }) => content)).toEqual(['spam'])
  })

  it('come with the message as it was judged, though it is gone by then', async () => {
    const world = createWorld()
    const message = world.write(HELP, 'spam')
    await wakeHelp(world)
    world.remove(message)
    await passTime(world, MINUTE)
    expect(world.state.evidence.map(({ content }) => content)).toEqual(['spam'])
  })

  it('come again when their incident grows', async () => {
    const world = createWorld()
    for (let copy = 0; copy < 3; copy++) world.write(HELP, 'everywhere')
    await wakeHelp(world)
    await passTime(world, MINUTE)
    world.write(HELP, 'everywhere')
    await wakeHelp(world)
    await passTime(world, MINUTE)
    expect(world.state.enforced.map(({ id, messages }) => [id, messages.length])).toEqual([
      [world.state.enforced[0]?.id, 3],
      [world.state.enforced[0]?.id, 4],
    ])
  })

  it('are made later when they cannot be made now, while reading goes on', async () => {
    const world = createWorld()
    world.write(HELP, 'spam one')
    world.state.judgeFails = 4
    await wakeHelp(world)
    world.write(HELP, 'spam two')
    await wakeHelp(world)
    await passTime(world, 30 * MINUTE)
    expect(world.state.enforced).toHaveLength(2)
  })
})

/** Nothing that was read is lost, whatever request goes wrong and however the object ends. */
describe.each<Fault>(['error', 'dropped', 'rate limited', 'crash'])('a request that ends in: %s', (kind) => {
  async function play(from: number | null) {
    const world = createWorld()
    // A restart ends the request; the other faults outlast the client's own attempts.
    if (from !== null) world.state.fault = { from, times: kind === 'crash' ? 1 : 3, kind }
    for (let index = 0; index < 130; index++) world.write(HELP, `message ${index}`)
    const first = world.write(HELP, 'spam at first')
    await wakeHelp(world).catch(() => wakeHelp(world, { failures: 1 }).catch(() => {}))
    world.state.now += 9 * SECOND
    world.edit(first, 'spam, edited')
    world.write(HELP, 'spam from another', '1100000000000000202')
    await wakeHelp(world).catch(() => wakeHelp(world, { failures: 1 }))
    await passTime(world, 20 * MINUTE)
    return world
  }

  it('loses no message, no edit and no decision, wherever it happens', { timeout: 30_000 }, async () => {
    const calm = await play(null)
    const requests = calm.state.requests.length
    expect(requests).toBeGreaterThan(5)
    const wanted = end(calm)
    expect(wanted).toMatchObject({ isEditSeen: true, decisions: { length: 2 } })
    for (let from = 1; from <= requests; from++) {
      await forgetHelp()
      const world = await play(from)
      expect(end(world), `request ${from}`).toEqual(wanted)
    }
  })

  function end(world: Awaited<ReturnType<typeof play>>) {
    const judged = world.judged().map(({ content }) => content)
    return {
      contents: [...new Set(judged)].filter((content) => !content.includes('first')).sort(),
      isEditSeen: judged.includes('spam, edited'),
      decisions: [...new Set(world.state.enforced.map(({ authorId }) => authorId))].sort(),
    }
  }
})
