import { describe, expect, it } from 'vitest'
import type { DiscordFailure } from '../../../../src/discord/result.ts'
import { afterAttempt, DM_CLOSED } from '../../../../src/moderation/enforcement/after-attempt.ts'
import { type Act, effectOf } from '../../../../src/moderation/enforcement/effect.ts'

const NOW = 1_000_000
const timeout: Act = { kind: 'timeout', until: NOW }
const remove: Act = { kind: 'remove', channelId: 'c', ids: ['1'] }

const outcome = (act: Act, failure: DiscordFailure, attempts = 1) =>
  afterAttempt(effectOf('d', act, 0, { attempts }), { kind: 'failed', failure }, NOW)
const refused = (code: number, status = 403): DiscordFailure => ({
  kind: 'refused',
  status,
  code,
  message: '',
})

describe('after an attempt', () => {
  it('a message that is gone counts as removed', () => {
    expect(outcome(remove, refused(10008, 404))).toMatchObject({ state: 'done' })
  })

  it('a rate limit is waited out for as long as Discord says', () => {
    expect(outcome(remove, { kind: 'rate_limited', retryAfterMs: 1_163_000 })).toEqual({
      state: 'started',
      dueAt: NOW + 1_163_000,
    })
  })

  it('an unknown outcome is tried again, later each time, and moderators hear when it never ends', () => {
    const lost: DiscordFailure = { kind: 'unknown', detail: '' }
    const waits = [1, 2, 3, 20].map((attempts) => outcome(remove, lost, attempts))
    expect(waits.slice(0, 3)).toEqual([2000, 4000, 8000].map((ms) => ({ state: 'started', dueAt: NOW + ms })))
    expect(waits[3]).toMatchObject({ state: 'parked', problem: expect.stringMatching(/may or may not/) })
  })

  it('a ban is not held up for long by the message that comes before it', () => {
    const before: Act = { kind: 'dm', before: 'ban' }
    const lost: DiscordFailure = { kind: 'unknown', detail: '' }
    const limited: DiscordFailure = { kind: 'rate_limited', retryAfterMs: 1000 }
    for (const failure of [lost, limited]) {
      expect([3, 4].map((attempts) => outcome(before, failure, attempts).state)).toEqual([
        'started',
        'parked',
      ])
      expect(outcome({ kind: 'dm' }, failure, 4).state).toBe('started')
    }
  })

  it('what the database must not lose is never given up', () => {
    const record: Act = { kind: 'record', messageIds: ['1'] }
    const attempt = (act: Act) =>
      afterAttempt(effectOf('d', act, 0, { attempts: 500 }), { kind: 'database_failed' }, NOW).state
    expect([attempt(record), attempt({ kind: 'outcome' }), attempt(remove)]).toEqual([
      'started',
      'started',
      'parked',
    ])
  })

  it('a member who left is no failure, and a role too high is said in words', () => {
    expect(outcome(timeout, refused(10007, 404)).state).toBe('skipped')
    expect(outcome(timeout, refused(50013))).toMatchObject({
      state: 'parked',
      problem: expect.stringMatching(/my role is below theirs/),
    })
  })

  it('closed direct messages are known as such, whatever code Discord gives', () => {
    for (const code of [50007, 50278])
      expect(outcome({ kind: 'dm' }, refused(code))).toMatchObject({ problem: DM_CLOSED })
  })
})
