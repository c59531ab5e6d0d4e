import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { moderationDesk, REPORTS_AN_HOUR } from '../../../src/moderation/enforcement/desk.ts'
import { decisionOf } from './decisions.ts'
import { GUILD, JOBS, MOD_CARDS } from './discord.ts'
import { createWorld, SCHEMA, type World } from './world.ts'

let objects = 0

function inWorld(act: (world: World, sql: SqlStorage) => Promise<void>): Promise<void> {
  const object = env.CONVERSATION.getByName(`desk:${++objects}`)
  return runInDurableObject(object, (_, { storage }) =>
    act(
      createWorld({ sql: storage.sql, transaction: (run) => storage.transactionSync(run), schema: SCHEMA }),
      storage.sql,
    ),
  )
}

function deskOf({ db, audit, survive, rest }: World) {
  return moderationDesk({
    db,
    guildId: GUILD,
    audit,
    enforcement: {
      async enforce(decisions, messages, by) {
        await survive(async ({ take }) => take(decisions, messages, by))
        await rest()
      },
      press: async (press) => (await survive(({ settle }) => settle(press))) ?? { kind: 'later' },
    },
  })
}

const report = (messageId: string, reporterId: string, note = 'rude') => ({
  messageId,
  reporterId,
  note,
  channelId: 'general',
  authorId: 'rude-one',
})

test('a message that many report has one card, with its words', () =>
  inWorld(async (world) => {
    world.discord.join('rude-one')
    world.discord.write('general', 'rude-1', 'rude-one', 'you @everyone')
    const desk = deskOf(world)
    for (const reporter of ['ana', 'ben', 'ana']) {
      expect(await desk.report(report('rude-1', reporter), world.state.now)).toBe('reported')
    }
    const cards = [...(world.discord.channels.get(MOD_CARDS)?.values() ?? [])]
    expect(cards).toHaveLength(1)
    expect(JSON.stringify(cards[0])).toMatch(/you \\\\@everyone.*Dismiss/)
    expect(await desk.reportsOf('rude-1')).toHaveLength(2)
    expect((await desk.caseByNumber(1))?.decidedBy).toBe('ana')
  }))

test('a member can report only so many messages an hour', () =>
  inWorld(async (world) => {
    const desk = deskOf(world)
    const outcomes: string[] = []
    for (let count = 0; count <= REPORTS_AN_HOUR; count++) {
      outcomes.push(await desk.report(report(`m-${count}`, 'ana'), world.state.now))
    }
    expect(outcomes.at(-1)).toBe('too_many')
    expect(outcomes.filter((outcome) => outcome === 'reported')).toHaveLength(REPORTS_AN_HOUR)
    expect(await desk.report(report('m-9', 'ana'), world.state.now + 3_700_000)).toBe('reported')
  }))

test('of two moderators the first decides, the second is told who; a repeated press is still the first', () =>
  inWorld(async (world) => {
    world.discord.join('author-x')
    world.discord.write('general', 'x-1', 'author-x', 'buy')
    await world.survive(({ enforce }) => enforce([decisionOf('x', [{ kind: 'remove' }, { kind: 'card' }])]))
    const desk = deskOf(world)
    const press = (interactionId: string, moderatorId: string, resolution: 'undone' | 'dismissed') =>
      desk.press({ interactionId, caseNumber: 1, moderatorId, resolution, mayRevise: false })
    const [first, second] = await Promise.all([
      press('1', 'mod-a', 'undone'),
      press('2', 'mod-b', 'dismissed'),
    ])
    expect(first).toEqual({ kind: 'first' })
    expect(second).toMatchObject({ kind: 'second', resolved: { by: 'mod-a', what: 'undone' } })
    expect(await press('1', 'mod-a', 'undone')).toEqual({ kind: 'first' })
    await world.rest()
    const dms = [...(world.discord.channels.get('dm-author-x')?.values() ?? [])]
    expect(dms.filter(({ content }) => content.includes('took case 1 back'))).toHaveLength(1)
  }))

test('what a moderator confirmed can still be taken back by command, once', () =>
  inWorld(async (world) => {
    world.discord.join('author-x')
    world.discord.write('general', 'x-1', 'author-x', 'buy')
    await world.survive(({ enforce }) =>
      enforce([decisionOf('x', [{ kind: 'remove' }, { kind: 'card' }], { rule: 'shilling' })]),
    )
    const desk = deskOf(world)
    const press = (interactionId: string, resolution: 'banned' | 'undone', mayRevise: boolean) =>
      desk.press({ interactionId, caseNumber: 1, moderatorId: 'mod-a', resolution, mayRevise })
    await press('1', 'banned', false)
    await world.rest()
    expect([...world.discord.bans]).toEqual(['author-x'])
    expect(await press('2', 'undone', false)).toMatchObject({ kind: 'second' })
    expect(await press('3', 'undone', true)).toEqual({ kind: 'first' })
    await world.rest()
    expect([...world.discord.bans]).toEqual([])
    expect(await desk.caseByNumber(1)).toMatchObject({
      isFalsePositive: true,
      resolution: { what: 'undone' },
    })
  }))

test('strikes add up to a proposal to ban, those taken back do not count, and old ones expire', () =>
  inWorld(async (world) => {
    world.discord.join('flo')
    const strike = async (id: string) => {
      world.discord.write('general', `${id}-1`, 'flo', id)
      await world.survive(({ enforce }) =>
        enforce([decisionOf(id, [{ kind: 'remove' }], { authorId: 'flo', isStrike: true })]),
      )
      await world.rest()
      const until = world.discord.members.get('flo')?.until
      return Math.round((until ? Date.parse(until) - world.state.now : 0) / 3_600_000)
    }
    expect([await strike('s1'), await strike('s2'), await strike('s3'), await strike('s4')]).toEqual([
      0, 1, 24, 24,
    ])
    const cards = JSON.stringify([...(world.discord.channels.get(MOD_CARDS)?.values() ?? [])])
    expect(cards.match(/:ban"/g)).toHaveLength(1)
    const desk = deskOf(world)
    expect(await desk.strikesOf('flo', world.state.now)).toHaveLength(4)
    await desk.press({
      interactionId: '1',
      caseNumber: 4,
      moderatorId: 'm',
      resolution: 'undone',
      mayRevise: false,
    })
    await world.rest()
    expect(await desk.strikesOf('flo', world.state.now)).toHaveLength(3)
    expect(await desk.strikesOf('flo', world.state.now + 31 * 86_400_000)).toHaveLength(0)
  }))

test('a card that may have been posted is looked for when Discord has long forgotten the nonce', () =>
  inWorld(async (world) => {
    world.discord.write('general', 'x-1', 'author-x', 'buy')
    const post = world.discord.answer
    let lost = 0
    world.discord.answer = (method, url, body) => {
      const answer = post(method, url, body)
      // The card is posted, and every answer that would say so is lost.
      if (method === 'POST' && url.pathname.endsWith(`${MOD_CARDS}/messages`) && lost++ < 3) {
        return new Response('', { status: 503 })
      }
      return answer
    }
    await world.survive(({ enforce }) => enforce([decisionOf('x', [{ kind: 'remove' }, { kind: 'card' }])]))
    world.state.now += 300_000
    await world.rest()
    expect(lost).toBe(3)
    expect(world.discord.channels.get(MOD_CARDS)?.size).toBe(1)
  }))

test('nothing reaches a member in a dry run, and everything is on record', () =>
  inWorld(async (world, sql) => {
    world.discord.join('author-x')
    world.discord.write('general', 'x-1', 'author-x', 'buy')
    const actions = (
      ['remove', 'warn', 'timeout', 'ban', 'card', 'reply', 'ask_context', 'move', 'react'] as const
    ).map((kind) => ({ kind, seconds: 60 }))
    await world.survive(({ enforce }) => enforce([decisionOf('x', actions, { isDry: true, isStrike: true })]))
    await world.rest()
    const acts = world.state.calls.filter((call) => !/^(GET|database)/.test(call))
    expect(acts.every((call) => call.includes(MOD_CARDS))).toBe(true)
    expect(
      sql.exec("SELECT count(*) AS n FROM audit_events WHERE type LIKE '%.dry'").one().n,
    ).toBeGreaterThan(5)
    expect(sql.exec('SELECT count(*) AS n FROM strikes').one().n).toBe(0)
  }))

test('a job post whose first copy its author deleted is moved from where it comes next, and its author is told', () =>
  inWorld(async (world) => {
    world.discord.join('ann')
    const move = (messages: { id: string; channelId: string }[]) =>
      decisionOf('job', [{ kind: 'move' }, { kind: 'card' }], { rule: 'jobs', authorId: 'ann', messages })
    const first = { id: 'job-1', channelId: 'general' }
    const second = { id: 'job-2', channelId: 'help' }
    // Deleted before it could be copied.
    await world.survive(({ enforce }) => enforce([move([first])]))
    await world.rest()
    world.discord.write('help', 'job-2', 'ann', 'hiring a baker')
    await world.survive(({ enforce }) => enforce([move([first, second])]))
    await world.rest()
    const inJobs = [...(world.discord.channels.get(JOBS)?.values() ?? [])]
    expect(inJobs.filter((post) => JSON.stringify(post).includes('hiring a baker'))).toHaveLength(1)
    expect(world.discord.channels.get('help')?.has('job-2')).toBe(false)
    const told = [...(world.discord.channels.get('dm-ann')?.values() ?? [])]
    expect(told.filter(({ content }) => content.includes('Your post is here now'))).toHaveLength(1)
    // A third is only removed.
    world.discord.write('general', 'job-3', 'ann', 'hiring a baker')
    const third = { id: 'job-3', channelId: 'general' }
    await world.survive(({ enforce }) => enforce([move([first, second, third])]))
    await world.rest()
    expect(world.discord.channels.get('general')?.has('job-3')).toBe(false)
    expect([...(world.discord.channels.get(JOBS)?.values() ?? [])]).toHaveLength(inJobs.length)
  }))
