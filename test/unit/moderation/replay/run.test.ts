import { describe, expect, it } from 'vitest'
import { snowflakeAt } from '../../../../src/discord/snowflake.ts'
import { takeOrder, takePress } from '../../../../src/moderation/replay/calls.ts'
import { MAX_MATCHES } from '../../../../src/moderation/replay/step.ts'
import { work } from '../../../../src/moderation/replay/work.ts'
import { REPORT_KEPT_MS } from '../../../../src/privacy/retention.ts'
import { world } from './memory.ts'
import { CHANNEL, DAY_MS, finish, flood, NOW, OLD_MEMBER, order, run, type Written } from './world.ts'

const chat = (count: number, from: number, everyMs: number): Written[] =>
  Array.from({ length: count }, (_, index) => ({
    channel: index % 2 === 0 ? 'general' : 'help',
    by: String(BigInt(OLD_MEMBER) + BigInt(index % 40)),
    at: from + index * everyMs,
    content: `I wondered about point ${'abcdefghij'[index % 10]} of the guide number ${index}, does it hold?`,
  }))

describe('a replay', () => {
  it('finds what the rule would have found, says what would have been done, and does none of it', async () => {
    const made = world([...chat(300, NOW - 6 * DAY_MS, 600_000), ...flood(OLD_MEMBER, NOW - 2 * DAY_MS)])
    const shown = await run(made)
    expect(shown).toContain('Replay of repeated-messages: 1 match')
    expect(shown).toContain('304 messages in 2 channels')
    expect(shown).toContain('4 messages removed')
    expect(shown).toContain('Nov 18 ██████████ 1')
    expect(shown).toContain(`https://discord.com/channels/1100000000000000001/${CHANNEL.general}/`)
    const used = new Set(made.state.calls)
    expect([...used].sort()).toEqual([
      'answer',
      'channels',
      'edit',
      'guild',
      'member',
      'page',
      'post',
      'threads',
    ])
    expect(made.state.posts).toHaveLength(1)
    expect(made.state.answer).toContain('progress and the report')
  })

  it('reads channels in the order in which they were written in, so that posts across them count together', async () => {
    const across = flood(OLD_MEMBER, NOW - DAY_MS, 4, ['general', 'help'])
    const later = chat(400, NOW - 5 * DAY_MS, 1_000)
    expect(await run(world([...later, ...across]))).toContain('the first of 4 messages')
  })

  it('counts an incident once that several rules found piece by piece', async () => {
    const scam = ['general', 'help', 'general', 'help', 'general', 'help'].map((channel, index) => ({
      channel: channel === 'help' ? ('help' as const) : ('general' as const),
      by: OLD_MEMBER,
      at: NOW - DAY_MS + index * 1_000,
      content: 'Win free nitro today, the first hundred get it at https://nitro-gift.example/claim',
    }))
    const shown = await run(world(scam), { rule: 'all' })
    expect(shown).toContain('Replay of all rules: 1 match')
    expect(shown).toContain('6 messages removed')
  })

  it('judges with the changed numbers, and names them', async () => {
    const two = flood(OLD_MEMBER, NOW - DAY_MS, 2)
    expect(await run(world(two))).toContain('no match')
    const shown = await run(world(two), { changed: [{ name: 'count', value: 2, was: 4 }] })
    expect(shown).toContain('1 match')
    expect(shown).toContain('`count` 2 instead of 4')
  })

  it('leaves moderators and the owner alone, and looks up nobody whose messages do not match', async () => {
    const moderator = OLD_MEMBER
    const made = world([
      ...chat(200, NOW - 3 * DAY_MS, 60_000),
      ...flood(moderator, NOW - DAY_MS),
      ...flood('2', NOW - DAY_MS),
    ])
    made.state.roles.set(moderator, ['301'])
    expect(await run(made)).toContain('no match')
    expect(made.state.calls.filter((name) => name === 'member')).toHaveLength(1)
  })

  it('takes who joined again later for somebody it does not know since when', async () => {
    const link = {
      channel: 'general',
      by: OLD_MEMBER,
      content: 'see https://elsewhere.example/page',
    } as const
    const made = world([{ ...link, at: NOW - 2 * DAY_MS }])
    made.deps.discord.member = async () => ({
      ok: true,
      value: { joined_at: new Date(NOW - DAY_MS).toISOString(), roles: [] },
    })
    expect(await run(made, { rule: 'new-account-link' })).toContain('no match')
    const fresh = world([{ ...link, at: NOW - 2 * DAY_MS }])
    fresh.deps.discord.member = async () => ({
      ok: true,
      value: { joined_at: new Date(NOW - 2 * DAY_MS - 1000).toISOString(), roles: [] },
    })
    expect(await run(fresh, { rule: 'new-account-link' })).toContain('1 match')
  })

  it('judges job posts by their words, without a model', async () => {
    const post =
      '[HIRING] We are looking for a senior TypeScript developer, full-time, remote. Salary 5000 USD a month. Send your CV to jobs@firm.example.'
    const made = world([{ channel: 'general', by: OLD_MEMBER, at: NOW - DAY_MS, content: post }])
    const shown = await run(made, { rule: 'jobs' })
    expect(shown).toContain('1 match')
    expect(shown).toContain('1 message flagged')
  })

  it('begins with a message that Discord shows no words of, and says what to turn on', async () => {
    const made = world([{ channel: 'general', by: OLD_MEMBER, at: NOW - DAY_MS, content: '' }])
    expect(await run(made)).toContain('Message Content intent')
  })
})

describe('a replay that is interrupted', () => {
  const past = [
    ...chat(220, NOW - 6 * DAY_MS, 60_000),
    ...flood(OLD_MEMBER, NOW - 5 * DAY_MS),
    ...flood(String(BigInt(OLD_MEMBER) + 1n), NOW - 4 * DAY_MS, 6, ['general', 'help']),
    ...flood(OLD_MEMBER, NOW - DAY_MS),
  ]

  it('ends the same wherever Discord or the object fails', { timeout: 20_000 }, async () => {
    const calm = world(past)
    const expected = await run(calm)
    const { length } = calm.state.calls
    expect(length).toBeGreaterThan(10)
    for (let at = 1; at <= length; at++) {
      for (const kind of ['rate_limited', 'unknown', 'crash'] as const) {
        const made = world(past)
        made.messages.splice(0, made.messages.length, ...calm.messages)
        let calls = 0
        made.state.fail = () => {
          if (++calls !== at) return null
          if (kind === 'crash') throw new Error('restarted')
          return kind === 'unknown' ? { kind, detail: 'x' } : { kind, retryAfterMs: 700_000 }
        }
        takeOrder(order(), made.deps)
        await finish(made).catch(() => finish(made))
        expect(JSON.stringify(made.state.shown), `${kind} at call ${at}`).toBe(expected)
      }
    }
  })

  it('waits as long as Discord says', async () => {
    const made = world(past)
    takeOrder(order(), made.deps)
    await work(made.deps)
    made.state.fail = () => ({ kind: 'rate_limited', retryAfterMs: 1_163_000 })
    expect(await work(made.deps)).toBeGreaterThanOrEqual(made.state.now + 1_163_000)
  })

  it('reports what was found so far when a moderator stops it', async () => {
    const made = world([...flood(OLD_MEMBER, NOW - 6 * DAY_MS), ...chat(3_000, NOW - 5 * DAY_MS, 60_000)])
    takeOrder(order(), made.deps)
    for (let turn = 0; turn < 4; turn++) await work(made.deps)
    expect(takePress({ runId: '500', by: '78', act: 'stop' }, made.deps).kind).toBe('stopped')
    expect(takePress({ runId: '500', by: '79', act: 'stop' }, made.deps)).toEqual({
      kind: 'stopped_before',
      by: '78',
    })
    await finish(made)
    const shown = JSON.stringify(made.state.shown)
    expect(shown).toContain('**Stopped** by <@78>')
    expect(shown).toContain('1 match')
    expect(takePress({ runId: '500', by: '78', act: 'stop' }, made.deps).kind).not.toBe('stopped')
  })

  it('reports what was found so far when Discord stays silent', async () => {
    const made = world(past)
    takeOrder(order(), made.deps)
    await work(made.deps)
    made.state.fail = (name) => (name === 'page' ? { kind: 'unknown', detail: 'x' } : null)
    await finish(made)
    expect(JSON.stringify(made.state.shown)).toContain('Discord did not answer for too long')
  })

  it('names a channel that it may not read, and goes on with the others', async () => {
    const made = world(past)
    let refused = 0
    made.state.fail = (name) =>
      name === 'page' && refused++ === 0 ? { kind: 'refused', status: 403, code: 50001, message: '' } : null
    expect(await run(made)).toContain('**Not readable:** <#20')
  })
})

describe('one replay at a time', () => {
  it('is what a second moderator is told, with how far it is and a button to stop it', async () => {
    const made = world(flood(OLD_MEMBER, NOW - DAY_MS))
    takeOrder(order(), made.deps)
    expect(takeOrder(order(), made.deps)).toEqual({ kind: 'begun' })
    await work(made.deps)
    const second = takeOrder({ ...order({}, '501'), by: '78' }, made.deps)
    expect(JSON.stringify(second)).toContain('<@77> is running one')
    expect(JSON.stringify(second)).toContain('"Stop"')
    await finish(made)
    expect(takeOrder(order({}, '502'), made.deps)).toEqual({ kind: 'begun' })
    expect(takePress({ runId: '500', by: '77', act: '1' }, made.deps)).toEqual({ kind: 'forgotten' })
  })

  it.each([
    [{ channelId: CHANNEL.offtopic }, 'I do not read <#203>'],
    [{ channelId: '999' }, 'I do not read <#999>'],
  ])('says which channels it reads when it is asked for another: %o', async (asked, words) => {
    const made = world(flood(OLD_MEMBER, NOW - DAY_MS))
    takeOrder(order(asked), made.deps)
    await finish(made)
    expect(made.state.answer).toContain(words)
    expect(made.state.answer).toContain('<#201>')
    expect(made.state.posts).toEqual([])
    expect(made.store.load()).toBeNull()
  })

  it('says so when it may not post among the moderators', async () => {
    const made = world([])
    made.state.fail = (name) =>
      name === 'post' ? { kind: 'refused', status: 403, code: 50013, message: '' } : null
    takeOrder(order(), made.deps)
    await finish(made)
    expect(made.state.answer).toContain('may not write there')
    expect(made.store.load()).toBeNull()
  })
})

describe('a report', () => {
  const everyHour = Array.from({ length: 12 }, (_, hour) =>
    flood(OLD_MEMBER, NOW - (hour + 2) * 3_600_000),
  ).flat()

  it('has pages, and keeps no message: a day later nothing is kept at all', async () => {
    const made = world(everyHour)
    const first = await run(made)
    expect(first).toContain('Matches 1 to 5 of 12')
    const last = takePress({ runId: '500', by: '77', act: '2' }, made.deps)
    expect(JSON.stringify(last)).toContain('Matches 11 to 12 of 12')
    expect(JSON.stringify(takePress({ runId: '500', by: '77', act: '99' }, made.deps))).toContain(
      'Matches 11 to 12',
    )
    expect(made.store.recent().size).toBe(0)
    expect(made.store.buffer(CHANNEL.general)).toEqual([])
    expect(await work(made.deps)).toBeGreaterThan(made.state.now)
    made.state.now += REPORT_KEPT_MS
    expect(await work(made.deps)).toBeNull()
    expect(made.store.load()).toBeNull()
    expect(made.state.shown?.components).toEqual([])
    expect(made.state.shown?.embeds).toHaveLength(2)
  })

  it('ends early when a rule matches so much that nobody would read it', async () => {
    const link = (index: number): Written => ({
      channel: 'general',
      by: snowflakeAt(NOW - 20 * DAY_MS + index),
      at: NOW - 6 * DAY_MS + index * 60_000,
      content: `look at https://page-${index}.example`,
    })
    const made = world(Array.from({ length: MAX_MATCHES + 50 }, (_, index) => link(index)))
    const shown = await run(made, {
      rule: 'new-account-link',
      changed: [{ name: 'accountDays', value: 365, was: 7 }],
    })
    expect(shown).toContain('500 matches')
    expect(shown).toContain('**Ended early**')
  })

  it('holds matches against cases, finds again what was removed, and names what it would miss', async () => {
    const at = NOW - 2 * DAY_MS
    const ids = [0, 2_000, 4_000, 6_000].map((offset) => snowflakeAt(at + offset))
    const kept = ids.map((id) => ({
      id,
      channelId: CHANNEL.general,
      authorId: OLD_MEMBER,
      authorName: 'somebody',
      content: 'the same again and again',
      filenames: [],
    }))
    const places = ids.map((id) => ({ id, channelId: CHANNEL.general }))
    const cases = [
      {
        number: 1,
        openedAt: NOW - DAY_MS,
        rule: 'repeated-messages',
        messages: places,
        resolution: 'undone' as const,
        isFalsePositive: true,
      },
      {
        number: 2,
        openedAt: NOW - DAY_MS,
        rule: 'repeated-messages',
        messages: [{ id: snowflakeAt(NOW - DAY_MS), channelId: CHANNEL.help }],
        resolution: null,
        isFalsePositive: false,
      },
      {
        number: 3,
        openedAt: NOW - DAY_MS,
        rule: 'shilling',
        messages: [{ id: snowflakeAt(NOW - DAY_MS), channelId: CHANNEL.help }],
        resolution: null,
        isFalsePositive: false,
      },
    ]
    const made = world(flood(OLD_MEMBER, NOW - 3 * DAY_MS), { cases, kept })
    const shown = await run(made)
    expect(shown).toContain('1 match has a case: 1 taken back. 1 is new.')
    expect(shown).toContain('1 case would not be found again')
    expect(shown).toContain('case 1, taken back')
    expect(shown).toContain('Too few cases to state a precision: 1 of the 10')
  })

  it('states a precision once enough cases were confirmed, taken back, or left to stand for days', async () => {
    const starts = Array.from({ length: 14 }, (_, hour) => NOW - 5 * DAY_MS + hour * 3_600_000)
    const made = world(starts.flatMap((at) => flood(OLD_MEMBER, at)))
    const firsts = made.messages.filter((_, index) => index % 4 === 0)
    made.deps.cases.since = async () =>
      firsts.map(({ json }, index) => ({
        number: index + 1,
        rule: 'repeated-messages',
        openedAt: index < 12 ? NOW - 4 * DAY_MS : NOW - DAY_MS,
        messages: [{ id: json.id, channelId: CHANNEL.general }],
        resolution: index < 3 ? ('undone' as const) : null,
        isFalsePositive: index < 3,
      }))
    const shown = await run(made)
    expect(shown).toContain('14 matches have a case: 3 taken back, 9 left to stand, 2 not decided.')
    expect(shown).toContain('Precision: 75 % (95 % interval 47 to 91 %) of 12 cases')
  })
})
