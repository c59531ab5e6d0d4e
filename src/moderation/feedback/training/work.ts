import { nonceOf } from '../../../discord/post-once.ts'
import { modelByVersion } from '../../../storage/feedback-models.ts'
import { newReviews } from '../../../storage/reviews.ts'
import { detailOf, waitAfter } from '../../../watch/reading-failed.ts'
import type { TrainingDeps } from './deps.ts'
import { type EvaluationPost, evaluate } from './evaluate-job.ts'
import { type Job, newJob } from './job.ts'
import { parseTrainingReport } from './report-json.ts'
import { decide, train } from './train-job.ts'
import { trainingMessage } from './training-message.ts'

/** Jobs that wait; more than moderators could mean. */
const MOST_JOBS = 5
const MOST_FAILURES = 6
const ERROR_RETRY_MS = 10_000

/** `waiting`: one of the same kind is under way or waits, and will answer this one as well. */
export type Taken = 'taken' | 'waiting' | 'full'

/** Takes a job; asked again with the same id it is the same job. */
export function takeJob(
  asked: Pick<Job, 'id' | 'kind' | 'by'>,
  { store }: Pick<TrainingDeps, 'store'>,
): Taken {
  const jobs = store.jobs()
  if (jobs.some(({ id }) => id === asked.id)) return 'taken'
  if (jobs.some(({ kind }) => kind === asked.kind)) return 'waiting'
  if (jobs.length >= MOST_JOBS) return 'full'
  store.save([...jobs, newJob(asked)])
  return 'taken'
}

/** Begins a training when enough votes are new. */
export async function countVotes({ db, store, newReviewsBeforeRetrain }: TrainingDeps): Promise<void> {
  const { count, latest } = await newReviews(db, store.seenTo())
  if (count >= newReviewsBeforeRetrain) takeJob({ id: `votes-${latest}`, kind: 'train', by: null }, { store })
}

/** Does one phase of the first job. When to be called again, in epoch milliseconds; null when nothing is left. */
export async function work(deps: TrainingDeps): Promise<number | null> {
  const { store, now } = deps
  const [job] = store.jobs()
  if (!job) return null
  if (job.kind === 'evaluate' && job.outcome === null) return post(job, await evaluate(job, deps), deps)
  if (job.phase === 'posting') return post(job, { parts: await messageOf(job, deps), files: [] }, deps)
  const next = job.phase === 'working' ? await train(job, deps) : await decide(job, deps)
  replace(job, next && { ...next, failures: 0 }, deps)
  return now()
}

async function messageOf(job: Job, { db }: TrainingDeps) {
  if (job.kind === 'evaluate')
    return { content: 'The evaluation failed several times, on my side. `/evaluate` tries it again.' }
  const stored = job.version === null ? null : await modelByVersion(db, job.version)
  return trainingMessage(job, stored && parseTrainingReport(stored.metrics))
}

async function post(job: Job, { parts, files }: EvaluationPost, deps: TrainingDeps): Promise<number> {
  const { discord, now, log } = deps
  const channelId = await deps.moderatorsChannel()
  if (channelId === null) {
    log('training_not_told', { detail: 'no channel has the purpose "moderators"' })
    replace(job, null, deps)
    return now()
  }
  const posted = await discord.createMessage(channelId, parts, {
    nonce: await nonceOf(`training/${job.id}/${job.kind}`),
    files,
  })
  if (posted.ok) {
    replace(job, null, deps)
    return now()
  }
  const { failure } = posted
  const failures = job.failures + 1
  log('training_not_told', { detail: detailOf(failure) })
  const isGivenUp = failures >= MOST_FAILURES && failure.kind !== 'rate_limited'
  replace(job, isGivenUp ? null : { ...job, failures }, deps)
  return now() + waitAfter(failure, failures)
}

/** After an error nobody expected: tried again, later and later, and in the end told. */
export function afterError({ store, now, log }: Pick<TrainingDeps, 'store' | 'now' | 'log'>): number | null {
  const [job] = store.jobs()
  if (!job) return null
  const failures = job.failures + 1
  if (failures < MOST_FAILURES) replace(job, { ...job, failures }, { store })
  else {
    log('training_given_up', { kind: job.kind })
    const isToTell = job.phase !== 'posting'
    replace(job, isToTell ? { ...job, phase: 'posting', outcome: 'failed', failures: 0 } : null, { store })
  }
  return now() + ERROR_RETRY_MS * failures
}

/** Others may have been taken meanwhile. */
function replace(job: Job, next: Job | null, { store }: Pick<TrainingDeps, 'store'>): void {
  store.save(store.jobs().flatMap((each) => (each.id === job.id ? (next ? [next] : []) : [each])))
}
