import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../../src/config/settings.ts'
import { health } from '../../../src/http/health.ts'

const BOTH = { answers: true, feedback: true }

const input = {
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' },
}
const secrets = {
  DISCORD_APPLICATION_ID: '1100000000000000002',
  DISCORD_PUBLIC_KEY: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  DISCORD_BOT_TOKEN: 'not-a-real-token-just-long-enough',
}

describe('the health page', () => {
  it('is well only when members can be answered', () => {
    expect(health(loadSettings(input, secrets), { answers: false, feedback: false }, 12)).toMatchObject({
      ok: true,
      features: { interactions: 'on', answers: 'on, quoting the docs without a model' },
    })
    expect(health(loadSettings(input, {}), BOTH, 12).ok).toBe(false)
    expect(health(loadSettings(input, secrets), BOTH, 0).ok).toBe(false)
    expect(health(loadSettings(input, secrets), BOTH, null).features.docs).toContain('cannot be read')
  })

  it('names what is missing and never what is there', () => {
    const page = JSON.stringify(
      health(loadSettings(input, { ...secrets, DISCORD_PUBLIC_KEY: 'nonsense' }), BOTH, 1),
    )
    expect(page).toContain('DISCORD_PUBLIC_KEY')
    expect(page).not.toContain('nonsense')
    expect(page).not.toContain(secrets.DISCORD_BOT_TOKEN)
  })

  it('says whether channels are watched, whether anything is done, and that nobody is shown it', () => {
    const watched = (over: object, variables = {}) =>
      health(loadSettings({ ...input, ...over }, { ...secrets, ...variables }), BOTH, 1).features.moderation
    const channels = { moderators: ['mod-cards'] }
    expect(watched({})).toBe('off')
    expect(watched({ channels }, { WATCH: 'true' })).toBe('on')
    expect(watched({ channels, moderation: { dryRun: true } }, { WATCH: 'true' })).toBe('on, dry run')
    expect(watched({ channels }, { WATCH: 'true', DRY_RUN: 'true' })).toBe('on, dry run')
    expect(watched({}, { WATCH: 'true' })).toContain('channels.moderators')
  })
})
