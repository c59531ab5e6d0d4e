import { featuresOf } from './features.ts'
import { type LinearModel, logistic, marginOf, unpackModel } from './linear.ts'
import { JOB_MODEL } from './weights.ts'

export const INTENTS = ['post_job', 'seek_job', 'other'] as const
/** What a message is mainly for: offering work, looking for work, or anything else. */
export type JobIntent = (typeof INTENTS)[number]

export interface LexicalVerdict {
  /** The likeliest. */
  intent: JobIntent
  /** Calibrated; they add up to 1. */
  probabilities: Record<JobIntent, number>
  /** Whether it is settled that this is a job post, or that it is none. Between the two a model is asked. */
  isClear: boolean
}

/** Below the first nothing is a job post; from the second on everything is. How they were chosen: docs/job-posts.md. */
export const UNCERTAIN_BAND = { from: JOB_MODEL.band.from, to: JOB_MODEL.band.to } as const

let unpacked: { job: LinearModel; posting: LinearModel } | undefined

/** The intent of a text by its words alone. Pure, without a model or a network; reads the first 4,000 characters. */
export function lexicalIntent(text: string): LexicalVerdict {
  unpacked ??= { job: unpackModel(JOB_MODEL.job), posting: unpackModel(JOB_MODEL.posting) }
  const features = featuresOf(text)
  const job = logistic(marginOf(unpacked.job, features))
  const posting = logistic(marginOf(unpacked.posting, features))
  const probabilities = { post_job: job * posting, seek_job: job * (1 - posting), other: 1 - job }
  const kind = posting >= 0.5 ? 'post_job' : 'seek_job'
  return {
    intent: job >= 0.5 ? kind : 'other',
    probabilities,
    isClear: job < UNCERTAIN_BAND.from || job >= UNCERTAIN_BAND.to,
  }
}
