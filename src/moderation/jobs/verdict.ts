import * as z from 'zod'
import { INTENTS, type JobIntent } from './lexical.ts'

/** The rule that cases about job posts name. */
export const JOB_RULE = 'jobs'

/** Nothing that could not be taken back: a ban needs a deterministic rule. In rising order. */
export const JOB_ACTIONS = ['allow', 'flag', 'move', 'delete'] as const
export type JobAction = (typeof JOB_ACTIONS)[number]

const MAX_REASON_CHARS = 300

/** What a model is asked for. `reasoning` comes first, so that it is thought before it is decided. */
export const jobVerdict = z.strictObject({
  reasoning: z.string(),
  intent: z.enum(INTENTS),
  action: z.enum(JOB_ACTIONS),
  spam: z.boolean(),
  reason: z.string(),
})
export type JobVerdict = z.infer<typeof jobVerdict>

export interface JobJudgement {
  intent: JobIntent
  /** `flag` is a reaction and a card; `delete` is only ever for spam. */
  action: JobAction
  /** Moving would have been right, but the message has replies or a thread: the card offers a Move button. */
  offersMove: boolean
  /** One sentence for the author and the moderators. */
  reason: string
  /** For the audit, never shown to members. */
  reasoning: string
  /** The lexical stage's probability that it is a job post, whoever decided. */
  score: number
  decidedBy: 'lexical' | 'model'
  /** The model gave no usable answer: nothing is done now, and the message is to be judged again. */
  isToRetry: boolean
}

/** A model's sentence as people may see it: one line, bounded, without links and without mentions. */
export function presentableReason(reason: string, fallback: string): string {
  const plain = reason
    .replace(/(?:https?:\/\/|www\.)\S+|discord\.gg\/\S+|[<>[\]`*|~]/gi, ' ')
    .replace(/@/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain === '') return fallback
  return plain.length > MAX_REASON_CHARS ? `${plain.slice(0, MAX_REASON_CHARS - 1).trimEnd()}…` : plain
}
