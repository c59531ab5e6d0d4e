import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../../src/config/config.ts'
import { ConfigError } from '../../../../src/config/problems.ts'
import { patternProblem } from '../../../../src/moderation/patterns/bounded.ts'

const community = { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' }
const problemsOf = (moderation: unknown): string[] => {
  try {
    parseConfig({ community, moderation })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path }) => path)
    throw error
  }
}

it('has the numbers that the guide names when nothing else is said', () => {
  const { moderation } = parseConfig({ community })
  expect(moderation.rules.repeatedMessages).toMatchObject({ count: 4, seconds: 30, timeoutSeconds: 3600 })
  expect(moderation.rules.crossPosting).toMatchObject({ channels: 3, seconds: 60 })
  expect(moderation.newcomer).toEqual({ accountDays: 7, memberHours: 24 })
  expect(moderation.strikeDays).toBe(30)
  expect(moderation.ladder.map((step) => step.do)).toEqual(['warn', 'timeout', 'timeout', 'propose_ban'])
})

it('names what is wrong', () => {
  expect(problemsOf({ rules: { repeatedMessages: { cuont: 3 } } })).toEqual([
    'moderation.rules.repeatedMessages.cuont',
  ])
  expect(problemsOf({ rules: { listed: { lists: [{ name: 'x', patterns: ['(a+)+$'] }] } } })).toEqual([
    'moderation.rules.listed.lists[0].patterns[0]',
  ])
})

describe('a pattern that can run for ever is refused', () => {
  it.each([
    '(a+)+$',
    '(a|a)*b',
    '(a|aa)+$',
    'a*a*a*b',
    '.*.*x',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(x+x+)+y',
    '(?:a{0,50}){0,50}b',
    '\\w*\\d\\w*z',
    '(a)\\1',
    '(?=x)y',
    'x*',
    '[a-z',
  ])('%s', (source) => {
    expect(patternProblem(source)).not.toBeNull()
  })

  it.each([
    'free\\s+nitro',
    'free.*nitro',
    'free\\s*discord\\s*nitro',
    '(?:foo|bar)+baz',
    '\\b(?:buy|sell)\\s+(?:now|today)\\b',
    '(?:https?:\\/\\/)?t\\.me\\/\\w+',
    '\\d{1,3}(?:,\\d{3})*',
    '\\p{L}+\\d',
  ])('%s is fine, and quick on 4,000 hostile characters', (source) => {
    expect(patternProblem(source)).toBeNull()
    for (const piece of ['free', 'a', ' ', '1', 'foo', '1,', 'buy ']) {
      const start = performance.now()
      new RegExp(source, 'giu').exec(piece.repeat(4000 / piece.length))
      expect(performance.now() - start).toBeLessThan(500)
    }
  })
})
