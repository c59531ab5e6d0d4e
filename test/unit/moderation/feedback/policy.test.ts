import { describe, expect, it, test } from 'vitest'
import { parseConfig } from '../../../../src/config/config.ts'
import { ConfigError } from '../../../../src/config/problems.ts'

const base = {
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' },
  channels: { showcase: ['ships'], moderators: ['mods'], inactive: ['offtopic'] },
}

function problems(feedback: unknown, more: object = {}): Record<string, string> {
  try {
    parseConfig({ ...base, ...more, feedback })
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.problems.map((p) => [p.path, p.message]))
    throw error
  }
  return {}
}

describe('the configuration of feedback', () => {
  it('is off, with the numbers of the brief', () => {
    expect(parseConfig(base).feedback).toMatchObject({
      enabled: false,
      messageCountThreshold: 12,
      idleSeconds: 45,
      cooldownSeconds: 20,
      editRerunThreshold: 0.25,
      historyMessages: 60,
      thresholds: { tLow: 0.35, tHigh: 0.7 },
      reactionEmoji: '🛑',
      auditSampleRate: 0.02,
      newReviewsBeforeRetrain: 20,
    })
  })

  it('is accepted when it is complete', () => {
    expect(problems({ enabled: true, channels: ['ships'], prior: { seniority: { mean: -1 } } })).toEqual({})
  })

  test.each<[string, unknown, string]>([
    ['thresholds.tLow', { thresholds: { tLow: 0.8 } }, 'less than thresholds.tHigh'],
    ['messageCountThreshold', { messageCountThreshold: 40, historyMessages: 30 }, 'at most historyMessages'],
    ['model.name', { model: { provider: 'anthropic' } }, 'name of a model'],
    ['prior.tone_harshness.mean', { prior: { tone_harshness: { mean: -1 } } }, '0 or more'],
    ['channels', { enabled: true }, 'at least one channel'],
    ['channels[0]', { enabled: true, channels: ['lounge'] }, 'not watched'],
    ['channels[0]', { enabled: true, channels: ['offtopic'] }, 'not watched'],
    [
      'historyMessages',
      { enabled: true, channels: ['ships'], historyMessages: 80 },
      'watch.historyMessages (60)',
    ],
    ['reactionEmoji', { reactionEmoji: 'stop' }, 'one emoji'],
    ['guidelines', { guidelines: 'be nice' }, 'some sentences'],
  ])('names the problem at feedback.%s', (path, feedback, message) => {
    expect(problems(feedback)[`feedback.${path}`]).toContain(message)
  })

  it('asks for somewhere to put the cards', () => {
    const channels = { showcase: ['ships'] }
    expect(problems({ enabled: true, channels: ['ships'] }, { channels })['feedback.enabled']).toContain(
      'channels.moderators',
    )
  })
})
