import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../budget/day.ts'

const MIN_MS = HOUR_MS
const MAX_REPLAY_DAYS = 30
const MAX_MS = MAX_REPLAY_DAYS * DAY_MS

const UNIT_MS: Record<string, number> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS }
const WORDS = [
  { unit: 'h', word: 'hour' },
  { unit: 'd', word: 'day' },
  { unit: 'w', word: 'week' },
]
const SPAN = /^(\d{1,5}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)(?: ago)?$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const RIGHT = `\`since\` takes a time between 1 hour and ${MAX_REPLAY_DAYS} days ago, such as \`24h\`, \`7d\`, \`2 weeks\` or a date as \`2026-11-20\`.`

export type Since = { ok: true; at: number } | { ok: false; problem: string }

/** What a moderator typed, as epoch milliseconds; dates begin at 00:00 UTC. */
export function parseSince(typed: string, now: number): Since {
  const text = typed.trim().toLowerCase()
  const at = timeOf(text, now)
  if (at === null) return { ok: false, problem: RIGHT }
  if (at > now - MIN_MS) return { ok: false, problem: `That is less than an hour ago. ${RIGHT}` }
  if (at < now - MAX_MS)
    return { ok: false, problem: `That is more than ${MAX_REPLAY_DAYS} days ago. ${RIGHT}` }
  return { ok: true, at }
}

function timeOf(text: string, now: number): number | null {
  const [, count, unit] = SPAN.exec(text) ?? []
  if (count && unit) return now - Number(count) * (UNIT_MS[unit[0] ?? ''] ?? 0)
  const day = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return Number.isNaN(day) ? null : day
}

const USUAL = ['1h', '6h', '24h', '3d', '7d', '14d', '30d']

/** Suggestions while `since` is being typed: the usual ones, or the number that was typed in every unit that fits. */
export function suggestSince(typed: string, now: number): { name: string; value: string }[] {
  const text = typed.trim().toLowerCase()
  const number = /^(\d{1,5})/.exec(text)?.[1]
  const values = number ? WORDS.map(({ unit }) => `${number}${unit}`) : USUAL
  const fitting = values.filter((value) => parseSince(value, now).ok)
  const started = fitting.filter((value) => value.startsWith(text.replaceAll(' ', '').slice(0, value.length)))
  return (started.length > 0 ? started : fitting).map((value) => ({
    name: `the last ${inWords(value)}`,
    value,
  }))
}

function inWords(value: string): string {
  const count = Number.parseInt(value, 10)
  const word = WORDS.find(({ unit }) => value.endsWith(unit))?.word ?? ''
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
