import type * as z from 'zod'
import type { LanguageModel, ModelOutcome } from './model.ts'

/** A question to which a model answers with a value of a given shape. */
export interface JudgementRequest<T> {
  /** Instructions and policy. Never contains text of members. */
  system: string
  /** What is judged: data, each piece fenced by the adapter under its label. */
  data: { label: string; text: string }[]
  /** The shape of the answer; must have a JSON schema. */
  schema: z.ZodType<T>
  maxOutputTokens: number
}

/** The port to a model that judges. Both adapters of LanguageModel have it; attempts, prices and bounds are the same. */
export interface JudgeModel extends Pick<LanguageModel, 'provider' | 'model' | 'maxAttempts'> {
  /** Upper bound of the tokens one attempt can be billed as input (never less than the truth). */
  boundInputTokens(request: JudgementRequest<unknown>): number
  /** Upper bound of the tokens one attempt can be billed as output, thinking included. */
  boundOutputTokens(request: JudgementRequest<unknown>): number
  /** One value that fits the schema. An answer that does not, even after a repair, is `malformed`. Never rejects. */
  judge<T>(request: JudgementRequest<T>): Promise<ModelOutcome<T>>
}
