const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' })
const day = new Intl.DateTimeFormat('en', { dateStyle: 'long' })
const short = new Intl.DateTimeFormat('en', { dateStyle: 'short' })
const full = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' })

export const clockTime = (iso: string) => time.format(new Date(iso))
export const longDay = (iso: string) => day.format(new Date(iso))
export const fullTime = (iso: string) => full.format(new Date(iso))

/** "Today at 10:30 AM", as a message's heading shows it. */
export function headingTime(iso: string, now = new Date()): string {
  const at = new Date(iso)
  if (at.toDateString() === now.toDateString()) return `Today at ${time.format(at)}`
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  if (at.toDateString() === yesterday.toDateString()) return `Yesterday at ${time.format(at)}`
  return `${short.format(at)}, ${time.format(at)}`
}

/** "3 days", "2 years": how long ago, for account ages. */
export function age(iso: string, now: number): string {
  const days = Math.max(0, Math.floor((now - Date.parse(iso)) / 86_400_000))
  if (days === 0) return 'today'
  const [count, unit] =
    days >= 365
      ? [Math.floor(days / 365), 'year']
      : days >= 30
        ? [Math.floor(days / 30), 'month']
        : [days, 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
