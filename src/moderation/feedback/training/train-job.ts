import { run } from '../../../knowledge/database.ts'
import { runPausing } from '../../../learning/index.ts'
import {
  addChallenger,
  champion,
  decideModel,
  modelByVersion,
  reject,
} from '../../../storage/feedback-models.ts'
import { splitSql } from '../../../storage/flags.ts'
import { allRatedCandidates, newReviews } from '../../../storage/reviews.ts'
import { decidingModel } from '../deciding-model.ts'
import { challengerSteps } from './challenger.ts'
import type { TrainingDeps } from './deps.ts'
import type { Job } from './job.ts'
import { missingLabels } from './readiness.ts'
import { parseTrainingReport } from './report-json.ts'
import { type Rows, rowsOf } from './rows.ts'
import { sidesOf } from './split.ts'

/** Everything that was rated, each candidate on its side of the split; sides that are new are stored first. */
export async function readRows({ db }: Pick<TrainingDeps, 'db'>): Promise<Rows> {
  const { candidates, toHoldOut, toLearn } = await sidesOf(await allRatedCandidates(db))
  if (toHoldOut.length + toLearn.length > 0)
    await run(db, [splitSql(toHoldOut, true), splitSql(toLearn, false)])
  return rowsOf(candidates)
}

/** Trains and stores a challenger with the figures it will be decided by. Null: too few labels, and nothing to tell. */
export async function train(job: Job, deps: TrainingDeps): Promise<Job | null> {
  const { db, prior, thresholds, redTeam, store, now, pause } = deps
  const { latest } = await newReviews(db, store.seenTo())
  const rows = await readRows(deps)
  const missing = missingLabels(rows)
  store.sawTo(latest)
  if (missing.length > 0) {
    deps.log('training_too_few', { missing: missing.join('; ') })
    return null
  }
  const before = await champion(db)
  const deciding = decidingModel(before, prior)
  const input = { rows, champion: deciding, prior, thresholds, redTeam: redTeam() }
  const { model, report } = await runPausing(challengerSteps(input), pause)
  if (before !== null && parseTrainingReport(before.metrics).id === report.id)
    return { ...job, phase: 'posting', version: before.version, outcome: 'same' }
  const version = await addChallenger(
    db,
    job.id,
    {
      kind: model.model.kind,
      parameters: { ...model.model },
      calibration: { ...model.calibration },
      metrics: { ...report },
      labels: report.learnedFrom.rows,
    },
    now(),
  )
  return { ...job, phase: 'deciding', version }
}

/** Makes the challenger the champion, or does not, by the figures that are stored with it. */
export async function decide(job: Job, { db, now }: TrainingDeps): Promise<Job> {
  const stored = job.version === null ? null : await modelByVersion(db, job.version)
  if (stored === null) return { ...job, phase: 'posting', outcome: 'failed' }
  const { version } = stored
  const { gate } = parseTrainingReport(stored.metrics)
  if (!gate.passes) {
    await reject(db, version, now())
    return { ...job, phase: 'posting', outcome: 'not_let_through' }
  }
  const decision = { decisionId: job.id, version, kind: 'trained' as const, moderatorId: null }
  const isPromoted = stored.status === 'champion' || (await decideModel(db, decision, now(), gate.against))
  return { ...job, phase: 'posting', outcome: isPromoted ? 'promoted' : 'overtaken' }
}
