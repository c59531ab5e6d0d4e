export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** The UTC day of a time, `YYYY-MM-DD`; such texts sort as the days do. */
export const utcDay = (now: number): string => new Date(now).toISOString().slice(0, 10)

const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** When the day after `day` begins. */
export const endOfDay = (day: string): number => startOfDay(day) + DAY_MS

/** The day `days` before. UTC has no daylight saving, so that days are of one length. */
export const daysBefore = (day: string, days: number): string => utcDay(startOfDay(day) - days * DAY_MS)
