import type { TimeStyle } from './ast.ts'

const STYLES: Record<Exclude<TimeStyle, 'R'>, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** "in 5 minutes", "2 days ago": the largest unit that fits, rounded toward zero as Discord does. */
function relativeTime(unixSeconds: number, now: number, locale = 'en'): string {
  const seconds = unixSeconds - Math.round(now / 1000)
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}

/** A `<t:…>` token as a person reads it. `unixSeconds` beyond what a Date holds gives a plain word. */
export function formatTime(unixSeconds: number, style: TimeStyle, now: number, locale = 'en'): string {
  if (Math.abs(unixSeconds) > 8.64e12) return 'an unknown time'
  if (style === 'R') return relativeTime(unixSeconds, now, locale)
  return new Intl.DateTimeFormat(locale, STYLES[style]).format(new Date(unixSeconds * 1000))
}
