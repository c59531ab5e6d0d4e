import type { Attempt } from './attempts.ts'
import type { JudgementRequest } from './judgement.ts'
import { readJudgement } from './judgement-request.ts'
import type { TokenUsage } from './model.ts'

/** One attempt at a judgement. `bound` is what it can be billed at most. */
export type JudgeAttempt = <T>(
  request: JudgementRequest<T>,
  bound: TokenUsage,
  signal: AbortSignal,
) => Promise<Attempt<T>>

/** What a reply comes to; `text` is null when the model refused. */
export function judged<T>(
  { schema }: JudgementRequest<T>,
  text: string | null,
  usage: TokenUsage,
): Attempt<T> {
  if (text === null) {
    return { ok: false, failure: 'refused', usage, detail: 'the model refused', isTransient: false }
  }
  const read = readJudgement(text, schema)
  return read
    ? { ok: true, value: read.value, usage, truncated: false }
    : { ok: false, failure: 'malformed', usage, detail: 'the reply is not of the schema', isTransient: true }
}
