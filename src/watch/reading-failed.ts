import type { DiscordFailure } from '../discord/result.ts'

const RETRY_MS = 5_000
const MAX_RETRY_MS = 300_000
/** Refusals stay until a person changes something, and too many of them get a Worker's address banned. */
const REFUSED_RETRY_MS = 60_000
const MAX_REFUSED_RETRY_MS = 600_000
const MIN_RATE_LIMIT_MS = 1_000

/** How long to wait after the `failures`th failure in a row, in milliseconds. */
export function waitAfter(failure: DiscordFailure, failures: number): number {
  const factor = 2 ** Math.min(failures - 1, 10)
  switch (failure.kind) {
    case 'rate_limited':
      return Math.max(failure.retryAfterMs, MIN_RATE_LIMIT_MS)
    case 'refused':
      return Math.min(REFUSED_RETRY_MS * factor, MAX_REFUSED_RETRY_MS)
    case 'unknown':
      return Math.min(RETRY_MS * factor, MAX_RETRY_MS)
  }
}

/** For a log line. */
export function detailOf(failure: DiscordFailure): string {
  switch (failure.kind) {
    case 'rate_limited':
      return `rate limited for ${failure.retryAfterMs} ms`
    case 'refused':
      return `refused with ${failure.status} (${failure.code})`
    case 'unknown':
      return failure.detail
  }
}
