import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { purposeOf, scopeOf } from '../../../src/config/channels.ts'
import { parseConfig } from '../../../src/config/config.ts'
import { ConfigError } from '../../../src/config/problems.ts'
import demo from '../../../steward.config.ts'

const community = { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' }

function problemsOf(input: unknown): Record<string, string> {
  try {
    parseConfig(input)
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.problems.map((p) => [p.path, p.message]))
    throw error
  }
  return {}
}

describe('the configuration', () => {
  it('has the budget of the brief when nothing else is said', () => {
    expect(parseConfig({ community }).budget).toEqual({
      dailyUsd: 3,
      perChannelDailyUsd: 1,
      cooldownSeconds: 30,
    })
  })

  it('is valid in the demo and in every example', async () => {
    expect(problemsOf(demo)).toEqual({})
    const examples = readdirSync('examples').map((file) => file.replace(/\.config\.ts$/, ''))
    expect(examples).toContain('mts1b')
    for (const file of examples) {
      const example: { default: unknown } = await import(`../../../examples/${file}.config.ts`)
      expect(problemsOf(example.default), file).toEqual({})
    }
  })

  it('lists every problem at once, with its path and what would be right', () => {
    const problems = problemsOf({
      community: { ...community, guildId: 5, guildid: 'x' },
      budget: { dailyUsd: -1, daily: 3 },
      channels: { answers: ['#help', { name: 'x', scop: 'a' }], general: [] },
      budgett: {},
    })
    expect(Object.keys(problems).sort()).toEqual([
      'budget.daily',
      'budget.dailyUsd',
      'budgett',
      'channels.answers[0]',
      'channels.answers[1].scop',
      'channels.general',
      'community.guildId',
      'community.guildid',
    ])
    expect(problems.budgett).toContain('did you mean "budget"')
    expect(problems['channels.answers[0]']).toContain('without #')
    expect(problems['channels.answers[1].scop']).toContain('"scope"')
    expect(problems['channels.general']).toContain('answers, mentions')
  })

  it('refuses a channel with two purposes, a cap above the day’s and a scope whose placeholder is nowhere', () => {
    const problems = problemsOf({
      community,
      budget: { dailyUsd: 1, perChannelDailyUsd: 2 },
      channels: { answers: ['help', { name: 'dev', scope: '{repo}' }], inactive: ['help'] },
    })
    expect(Object.keys(problems).sort()).toEqual([
      'budget.perChannelDailyUsd',
      'channels.answers[1].scope',
      'channels.inactive[0]',
    ])
  })

  it('bounds strings and lists', () => {
    const problems = problemsOf({
      community: {
        ...community,
        name: 'x'.repeat(101),
        linkHosts: Array.from({ length: 101 }, () => 'a.org'),
      },
    })
    expect(Object.keys(problems).sort()).toEqual(['community.linkHosts', 'community.name'])
  })
})

describe('the purpose of a channel', () => {
  const config = parseConfig({
    community,
    channels: {
      answers: ['help', { name: 'dev-{repo}', scope: 'repos-{repo}' }],
      inactive: ['dev-null', '1234567890123456789'],
    },
  })

  it('comes from its name, its id or a pattern, and a whole name wins over a pattern', () => {
    expect(purposeOf(config, { id: '1', name: 'help' })).toBe('answers')
    expect(purposeOf(config, { id: '1', name: 'dev-core' })).toBe('answers')
    expect(purposeOf(config, { id: '1', name: 'dev-null' })).toBe('inactive')
    expect(purposeOf(config, { id: '1234567890123456789', name: 'renamed' })).toBe('inactive')
    expect(purposeOf(config, { id: '1', name: 'lobby' })).toBeNull()
    expect(purposeOf(config, { id: '1', name: 'dev-' })).toBeNull()
  })

  it('gives a pattern’s channel its own part of the docs', () => {
    expect(scopeOf(config, { id: '1', name: 'dev-core' })).toBe('repos-core')
    expect(scopeOf(config, { id: '1', name: 'help' })).toBeUndefined()
  })
})
