import { type Attempt, NO_TOKENS } from './attempts.ts'
import type { ModelFailure, TokenUsage } from './model.ts'

const MAX_DETAIL_CHARS = 200

type FailedAttempt = Extract<Attempt<never>, { ok: false }>

/** An answer with an error status: the provider refused before it wrote anything, and billed nothing. */
export function refusedWithStatus(
  status: number,
  message: string,
  headers: Headers,
  secret: string,
): FailedAttempt {
  const [failure, isTransient] = failureOfStatus(status)
  return {
    ok: false,
    failure,
    isTransient,
    usage: NO_TOKENS,
    detail: scrub(`status ${status}: ${message}`, secret),
    retryAfterMs: retryAfterMs(headers),
  }
}

/** No answer, or one that broke off. `billed` is the most the provider can have counted until then. */
export function brokenOff(signal: AbortSignal, reason: string, billed: TokenUsage): FailedAttempt {
  return signal.aborted
    ? { ok: false, failure: 'timeout', isTransient: true, usage: billed, detail: 'no answer in time' }
    : { ok: false, failure: 'unavailable', isTransient: true, usage: billed, detail: reason }
}

function failureOfStatus(status: number): [ModelFailure, isTransient: boolean] {
  if (status === 429) return ['rate_limited', true]
  if (status === 408) return ['timeout', true]
  // 409 is a conflict of locks; 529 is how Anthropic says that it is overloaded.
  if (status === 409 || status >= 500) return ['unavailable', true]
  return ['misconfigured', false]
}

/** Seconds or an HTTP date, RFC 9110 section 10.2.3; undefined when the header is missing or neither. */
function retryAfterMs(headers: Headers, nowMs: number = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

/** Fit for a log: bounded, on one line, without the key and without anything that looks like one. */
export function scrub(text: string, secret: string): string {
  const withoutSecret = secret === '' ? text : text.replaceAll(secret, '[secret]')
  return withoutSecret
    .replace(/\b(sk|gsk|csk|key|pk)[-_][\w*.-]{6,}/gi, '[secret]')
    .replace(/\bBearer\s+\S+/gi, 'Bearer [secret]')
    .replace(/\s+/g, ' ')
    .slice(0, MAX_DETAIL_CHARS)
}
