import { expect, it } from 'vitest'
import { afterQuietHours, nextTimeOfDay } from '../../../src/announcements/quiet-hours.ts'

const night = { from: '22:00', to: '07:00' }
const iso = (at: number) => new Date(at).toISOString()
const after = (time: string, zone: string, quiet = night) =>
  iso(afterQuietHours(Date.parse(time), quiet, zone))

it.each([
  ['by day, nothing waits', '2026-11-25T12:00:00Z', 'UTC', '2026-11-25T12:00:00.000Z'],
  ['before midnight', '2026-11-25T22:00:00Z', 'UTC', '2026-11-26T07:00:00.000Z'],
  ['after midnight', '2026-11-25T03:10:20Z', 'UTC', '2026-11-25T07:00:00.000Z'],
  ['at their end they are over', '2026-11-25T07:00:00Z', 'UTC', '2026-11-25T07:00:00.000Z'],
  ['by the clocks of the place', '2026-11-25T21:30:00Z', 'Europe/Berlin', '2026-11-26T06:00:00.000Z'],
  ['in half hours', '2026-11-25T17:00:00Z', 'Asia/Kolkata', '2026-11-26T01:30:00.000Z'],
  ['the night clocks go forward', '2026-03-28T23:00:00Z', 'Europe/Berlin', '2026-03-29T05:00:00.000Z'],
  ['the night clocks go back', '2026-10-24T23:00:00Z', 'Europe/Berlin', '2026-10-25T06:00:00.000Z'],
])('%s', (_, time, zone, expected) => expect(after(time, zone)).toBe(expected))

it('quiet hours within a day', () => {
  expect(after('2026-11-25T12:30:00Z', 'UTC', { from: '12:00', to: '13:00' })).toBe(
    '2026-11-25T13:00:00.000Z',
  )
})

it('the next time of day is always ahead, and the clock shows it', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 7 * 3_600_000 + 11 * 60_000) {
      const next = nextTimeOfDay(at, '09:00', zone)
      expect(next).toBeGreaterThan(at)
      expect(next - at).toBeLessThanOrEqual(25 * 3_600_000)
      expect(clock.format(next)).toBe('09:00')
    }
  }
})
