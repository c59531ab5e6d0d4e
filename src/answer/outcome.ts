/** Why passages are quoted in place of an answer. */
export type FallbackReason =
  | 'no_model'
  | 'daily_cap'
  | 'channel_cap'
  | 'ledger_unreachable'
  | 'timeout'
  | 'rate_limited'
  | 'refused'
  | 'malformed'
  | 'misconfigured'
  | 'unavailable'
  /** Work on the question was cut short twice. */
  | 'interrupted'

/** How an ask ended; the figures of the usage log count by it. */
export type AnswerOutcome =
  | 'answered'
  /** The docs do not answer it. */
  | 'gap'
  /** Nothing at all was found, or the index could not be read. */
  | 'nothing_found'
  | FallbackReason
