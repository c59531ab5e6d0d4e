import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../../src/config/settings.ts'

const input = {
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' },
}
const discord = {
  DISCORD_APPLICATION_ID: '1100000000000000002',
  DISCORD_PUBLIC_KEY: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  DISCORD_BOT_TOKEN: 'not-a-real-token-just-long-enough',
}

const problem = (variables: Record<string, string>, name: string) =>
  loadSettings(input, variables).problems.find(({ path }) => path === name)?.message

describe('the settings', () => {
  it('turn a feature off when its secrets are missing, and name them', () => {
    const settings = loadSettings(input, {})
    expect(settings.discord).toBeNull()
    expect(settings.model).toBeNull()
    expect(settings.problems.map(({ path }) => path)).toEqual([
      'DISCORD_APPLICATION_ID',
      'DISCORD_PUBLIC_KEY',
      'DISCORD_BOT_TOKEN',
      'ANTHROPIC_API_KEY',
    ])
  })

  it('are complete with all secrets there', () => {
    const settings = loadSettings(input, { ...discord, ANTHROPIC_API_KEY: 'key' })
    expect(settings.problems).toEqual([])
    expect(settings.discord?.apiUrl).toBe('https://discord.com/api/v10')
  })

  it.each([
    ['an all-zero key', '0'.repeat(64)],
    ['a key of small order', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
    ['a short key', 'd75a98'],
    ['a key that is not hexadecimal', 'z'.repeat(64)],
  ])('refuse %s', (_, key) => {
    const variables = { ...discord, DISCORD_PUBLIC_KEY: key }
    expect(problem(variables, 'DISCORD_PUBLIC_KEY')).toMatch(/weak key|hexadecimal digits/)
    expect(loadSettings(input, variables).discord).toBeNull()
  })

  it('never repeat a malformed secret in a problem', () => {
    const variables = { ...discord, DISCORD_BOT_TOKEN: 'secret with spaces', SESSION_SECRET: 'too short' }
    const text = JSON.stringify(loadSettings(input, variables).problems)
    expect(text).not.toContain('secret with spaces')
    expect(text).not.toContain('too short')
  })

  it('never hold another model to the price of the configured one', () => {
    const price = { input: 0.01, output: 0.02, cacheRead: 0 }
    const priced = { ...input, model: { name: 'small-model', price } }
    const other = loadSettings(priced, { MODEL: 'claude-opus-5-5' }).config.model
    expect([other.name, other.price]).toEqual(['claude-opus-5-5', undefined])
    expect(loadSettings(priced, { MODEL: 'small-model' }).config.model.price).toEqual(price)
    expect(loadSettings(priced, {}).config.model.price).toEqual(price)
  })

  it('let operators change the model, the budget and dry run without a build', () => {
    const settings = loadSettings(input, {
      DRY_RUN: 'true',
      GUILD_ID: '1100000000000000777',
      MODEL: 'claude-sonnet-5-5',
      BUDGET_DAILY_USD: '0.50',
      DISCORD_API_URL: 'http://127.0.0.1:8788/api/v10',
    })
    expect(settings.dryRun).toBe(true)
    expect(settings.config.community.guildId).toBe('1100000000000000777')
    expect(settings.config.model.name).toBe('claude-sonnet-5-5')
    expect(settings.config.budget).toMatchObject({ dailyUsd: 0.5, perChannelDailyUsd: 0.5 })
  })

  it('keep the file’s budget when an override makes no sense, and say so', () => {
    expect(problem({ BUDGET_DAILY_USD: 'three' }, 'BUDGET_DAILY_USD')).toContain('dollars')
    const settings = loadSettings(input, { BUDGET_DAILY_USD: '99999999' })
    expect(settings.config.budget.dailyUsd).toBe(3)
    expect(settings.problems.map(({ path }) => path)).toContain('environment')
  })

  it('read the key of the provider that is configured', () => {
    const openai = { ...input, model: { provider: 'openai-compatible' as const, name: 'gpt-oss-120b' } }
    const settings = loadSettings(openai, {
      LLM_API_KEY: 'k',
      ANTHROPIC_API_KEY: 'other',
      LLM_BASE_URL: 'http://x',
    })
    expect(settings.model).toEqual({ apiKey: 'k', baseUrl: 'http://x' })
  })
})
