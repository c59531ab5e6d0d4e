import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../../src/config/config.ts'
import { moderationPolicy } from '../../../../src/moderation/policy.ts'
import { REPLAYABLE, replayPolicy } from '../../../../src/moderation/replay/asked.ts'
import { parseChanged, SETTINGS, templateOf } from '../../../../src/moderation/replay/changed.ts'
import { parseSince, suggestSince } from '../../../../src/moderation/replay/since.ts'
import { RULES } from '../../../../src/moderation/rules/registry.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const HOUR_MS = 3_600_000
const policy = moderationPolicy(
  parseConfig({
    community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' },
  }),
)

describe('since', () => {
  it.each([
    ['24h', 24],
    ['7d', 168],
    ['2 weeks', 336],
    ['1 day ago', 24],
    ['90min', 1.5],
    ['2026-11-19', 36],
  ])('%s is %d hours ago', (typed, hours) => {
    expect(parseSince(typed, NOW)).toEqual({ ok: true, at: NOW - hours * HOUR_MS })
  })

  it.each([
    ['yesterday', 'such as `24h`'],
    ['31d', 'more than 30 days'],
    ['5m', 'less than an hour'],
    ['2026-13-77', 'such as'],
    ['2027-01-01', 'less than an hour'],
  ])('%s is refused with what would be right', (typed, words) => {
    const parsed = parseSince(typed, NOW)
    expect(parsed.ok ? '' : parsed.problem).toContain(words)
  })

  it('suggests what fits the number that was typed, and nothing that would be refused', () => {
    expect(suggestSince('5', NOW).map(({ value }) => value)).toEqual(['5h', '5d'])
    expect(suggestSince('3 d', NOW)).toEqual([{ name: 'the last 3 days', value: '3d' }])
    for (const { value } of suggestSince('', NOW)) expect(parseSince(value, NOW).ok).toBe(true)
  })
})

describe('changed numbers', () => {
  const changed = (text: string, rule = 'repeated-messages') => {
    const parsed = parseChanged(text, rule, policy)
    return parsed.ok ? parsed.changed : parsed.problem
  }

  it('are read in the forms people type', () => {
    const both = [
      { name: 'count', value: 3, was: 4 },
      { name: 'seconds', value: 20, was: 30 },
    ]
    for (const text of ['count=3 seconds=20', 'count = 3, seconds: 20', ' COUNT=3   Seconds=20 '])
      expect(changed(text)).toEqual(both)
    expect(changed('ban=no accountDays=14', 'shilling')).toMatchObject([{ value: false }, { value: 14 }])
    expect(changed('exceptChannels=a,b', 'financial-advice')).toMatchObject([{ value: ['a', 'b'] }])
  })

  it.each([
    [
      'cuont=3',
      'repeated-messages',
      'has no setting `cuont`. It has `count` (a whole number from 2 to 50, now 4)',
    ],
    ['count=1', 'repeated-messages', '`count` takes a whole number from 2 to 50, not “1”'],
    ['count=2.5', 'repeated-messages', 'takes a whole number'],
    ['count=many', 'repeated-messages', 'takes a whole number'],
    ['threshold=2', 'shilling', 'takes a number from 0.5 to 1'],
    ['3 20', 'repeated-messages', 'such as `count=4 seconds=30'],
    ['count=3 count=5', 'repeated-messages', 'stands twice'],
    ['count=3', 'all', 'choose that rule'],
    ['lists=x', 'listed', 'lists, in `steward.config.ts`'],
    ['enabled=true', 'deceptive-link', 'lists, in `steward.config.ts`'],
    ['enabled=false', 'shilling', 'has no setting `enabled`'],
  ])('%s for %s is refused with what would be right', (text, rule, words) => {
    expect(changed(text, rule)).toContain(words)
  })

  it('can be changed for every rule there is, and what is suggested is accepted', () => {
    expect(Object.keys(SETTINGS).sort()).toEqual(RULES.map(({ id }) => id).sort())
    for (const { id } of RULES) expect(parseChanged(templateOf(id, policy), id, policy).ok, id).toBe(true)
  })
})

describe('the policy of a replay', () => {
  it('has the asked rule alone in force, even where configuration has it off, with the changed numbers', () => {
    const off = {
      ...policy,
      rules: { ...policy.rules, shilling: { ...policy.rules.shilling, enabled: false } },
    }
    const changed = parseChanged('threshold=0.7 accountDays=30', 'shilling', off)
    const replayed = replayPolicy({ rule: 'shilling', changed: changed.ok ? changed.changed : [] }, off)
    expect(RULES.filter((rule) => rule.isEnabled(replayed)).map(({ id }) => id)).toEqual(['shilling'])
    expect(replayed.rules.shilling.threshold).toBe(0.7)
    expect(replayed.newcomer.accountDays).toBe(30)
    expect(policy.rules.shilling.threshold).toBe(0.9)
  })

  it('can be asked for by every name that is offered', () => {
    for (const { value } of REPLAYABLE)
      expect(replayPolicy({ rule: value, changed: [] }, policy)).toBeDefined()
  })
})
