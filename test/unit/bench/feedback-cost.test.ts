import { describe, expect, it } from 'vitest'
import { checksOf, conversationTimes, dayCost, measuredTokens } from '../../../bench/feedback/cost.ts'

const TRAFFIC = { messages: 5_000, channels: 20, candidateShare: 0.03 }
const BRIEF = { messageCountThreshold: 12, idleSeconds: 45, cooldownSeconds: 20, historyMessages: 60 }
const FRUGAL = { messageCountThreshold: 60, idleSeconds: 3_600, cooldownSeconds: 20, historyMessages: 10 }
const FREE_ROWS = 100_000

describe('what a day of 5,000 messages in 20 channels costs', () => {
  it('judges every message once, with few checks where many wait for each other', () => {
    const times = conversationTimes(250, 1)
    const brief = checksOf(times, BRIEF)
    const frugal = checksOf(times, FRUGAL)
    for (const judged of [brief, frugal]) expect(judged.reduce((sum, n) => sum + n, 0)).toBe(250)
    expect(Math.max(...brief)).toBeLessThanOrEqual(12)
    expect(frugal.length).toBeLessThan(brief.length / 3)
  })

  it('stays within the Free plan at the default settings', () => {
    const { objectRows, databaseRows, objectRequests } = dayCost(
      TRAFFIC,
      BRIEF,
      measuredTokens(),
      'claude-haiku-5-5',
    )
    for (const used of [objectRows, databaseRows, objectRequests]) expect(used).toBeLessThan(FREE_ROWS / 2)
  })

  it('costs several times less with few, large checks than at the default settings', () => {
    const usd = (settings: typeof BRIEF) =>
      dayCost(TRAFFIC, settings, measuredTokens(), 'claude-haiku-5-5').usdAMonth
    expect(usd(FRUGAL)).toBeLessThan(usd(BRIEF) / 5)
  })
})
