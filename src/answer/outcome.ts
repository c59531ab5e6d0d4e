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
  /** Not even a near page. */
  | 'nothing_found'
  /** The docs' index could not be read. */
  | 'search_unavailable'
  /** Something that should not happen did, or the answer could not be shown. */
  | 'gave_up'
  | FallbackReason

/** What a member is told in place of an answer. */
export type NoAnswer = Exclude<AnswerOutcome, 'answered'>
