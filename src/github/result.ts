/** Why GitHub did not do what it was asked. */
export type GithubFailure =
  /** GitHub answered and refused: nothing happened. */
  | { kind: 'refused'; status: number; message: string }
  /** Too many requests (primary or secondary limit); nothing happened, and nothing will before `retryAfterMs`. */
  | { kind: 'rate_limited'; retryAfterMs: number }
  /** No answer, a server error, or an answer of another form: it may have happened or not. */
  | { kind: 'unknown'; detail: string }

export type GithubResult<T> = { ok: true; value: T } | { ok: false; failure: GithubFailure }
