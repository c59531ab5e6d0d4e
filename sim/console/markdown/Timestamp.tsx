import { useNow } from '../state/clock.ts'
import type { TimeStyle } from './ast.ts'
import { formatTime } from './time.ts'

/** A moment that stays true while it is looked at: relative times count on by themselves. */
export function Timestamp({ unixSeconds, style }: { unixSeconds: number; style: TimeStyle }) {
  const now = useNow(style === 'R' ? 1000 : 60_000)
  const known = Math.abs(unixSeconds) <= 8.64e12
  return (
    <time
      class="timestamp"
      title={formatTime(unixSeconds, 'F', now)}
      {...(known ? { dateTime: new Date(unixSeconds * 1000).toISOString() } : {})}
    >
      {formatTime(unixSeconds, style, now)}
    </time>
  )
}
