import type { Reply } from './reply.ts'

/** So many requests in so many seconds, for each major parameter (channel, guild, webhook). */
export type Bucket = readonly [requests: number, seconds: number]

interface Verdict {
  allowed: boolean
  headers: Record<string, string>
  retryAfterSeconds: number | null
  global: boolean
  limit: number
  remaining: number
  resetAfterSeconds: number
}

export interface RateLimits {
  /** Counts a request. `exempt` ones (interaction webhooks) do not count for the bot's global limit. */
  take(request: { bucket: string; name: string; rule: Bucket; exempt: boolean }): Verdict
  reset(): void
}

/** Requests a bot may make in a second, all routes together. */
const GLOBAL_PER_SECOND = 50

/** Fixed windows, as Discord announces them: the first request opens one. */
export function createRateLimits(now: () => number, enforced: () => boolean): RateLimits {
  const windows = new Map<string, { count: number; endsAt: number }>()

  const count = (key: string, limit: number, seconds: number) => {
    const open = windows.get(key)
    const window = open && open.endsAt > now() ? open : { count: 0, endsAt: now() + seconds * 1000 }
    windows.set(key, window)
    window.count++
    return {
      over: window.count > limit,
      remaining: Math.max(0, limit - window.count),
      resetAfterSeconds: Math.max(0, window.endsAt - now()) / 1000,
    }
  }

  return {
    take: ({ bucket, name, rule: [limit, seconds], exempt }) => {
      const all = exempt ? null : count('global', GLOBAL_PER_SECOND, 1)
      const own = count(bucket, limit, seconds)
      const refusedBy = !enforced() ? null : all?.over ? all : own.over ? own : null
      const global = refusedBy !== null && refusedBy === all
      const retryAfterSeconds = refusedBy ? Math.max(0.001, refusedBy.resetAfterSeconds) : null
      return {
        allowed: refusedBy === null,
        global,
        retryAfterSeconds,
        limit,
        remaining: own.remaining,
        resetAfterSeconds: own.resetAfterSeconds,
        headers: {
          'x-ratelimit-bucket': name,
          'x-ratelimit-limit': String(limit),
          'x-ratelimit-remaining': String(own.remaining),
          'x-ratelimit-reset': ((now() + own.resetAfterSeconds * 1000) / 1000).toFixed(3),
          'x-ratelimit-reset-after': own.resetAfterSeconds.toFixed(3),
          ...(retryAfterSeconds !== null && {
            'retry-after': String(Math.ceil(retryAfterSeconds)),
            'x-ratelimit-scope': global ? 'global' : 'user',
          }),
          ...(global && { 'x-ratelimit-global': 'true' }),
        },
      }
    },
    reset: () => windows.clear(),
  }
}

export function tooManyRequests(retryAfterSeconds: number, global: boolean): Reply {
  return {
    status: 429,
    body: {
      message: 'You are being rate limited.',
      retry_after: Number(retryAfterSeconds.toFixed(3)),
      global,
    },
  }
}
