import type { DatabaseLike } from '../../../knowledge/database.ts'
import type { Prior } from '../../../learning/index.ts'
import {
  champion,
  decideModel,
  type FeedbackModel,
  listModels,
  modelByVersion,
  modelDecisions,
} from '../../../storage/feedback-models.ts'
import { allRatedCandidates } from '../../../storage/reviews.ts'
import type { Job } from './job.ts'
import { missingLabels } from './readiness.ts'
import { type Rows, rowsOf } from './rows.ts'
import { sidesOf } from './split.ts'
import type { Taken } from './work.ts'

/** What moderators ask of the model with commands. */
export interface TrainingDesk {
  /** What is missing before a training can begin, in sentences; empty when it can. `rated`: messages with a usable label. */
  readiness(): Promise<{ missing: string[]; rated: number; heldOut: number }>
  take(asked: Pick<Job, 'id' | 'kind' | 'by'>): Promise<Taken>
  /** Which version decides; 0 is the expert's prior. */
  deciding(): Promise<number>
  list(limit: number): Promise<FeedbackModel[]>
  byVersion(version: number): Promise<FeedbackModel | null>
  /** False for an unknown version. */
  promote(change: ModelChange): Promise<boolean>
  /** Back to what decided before; null when nothing did. */
  rollback(change: Omit<ModelChange, 'version'>): Promise<{ from: number; to: number } | null>
  prior: Prior
}

export interface ModelChange {
  interactionId: string
  moderatorId: string
  version: number
  now: number
}

export function trainingDesk(db: DatabaseLike, prior: Prior, take: TrainingDesk['take']): TrainingDesk {
  return {
    prior,
    take,
    async readiness() {
      const rows: Rows = rowsOf((await sidesOf(await allRatedCandidates(db))).candidates)
      const rated = rows.learn.length + rows.holdOut.length + rows.leftOut.length
      return { missing: missingLabels(rows), rated, heldOut: rows.holdOut.length }
    },
    deciding: async () => (await champion(db))?.version ?? 0,
    list: (limit) => listModels(db, limit),
    byVersion: (version) => modelByVersion(db, version),
    promote: ({ interactionId, moderatorId, version, now }) =>
      decideModel(db, { decisionId: interactionId, version, kind: 'promoted', moderatorId }, now),
    async rollback({ interactionId, moderatorId, now }) {
      const [latest, ...earlier] = await modelDecisions(db, MOST_DECISIONS)
      const repeated = [latest, ...earlier].find((each) => each?.decisionId === interactionId)
      if (repeated) return { from: repeated.replaced, to: repeated.version }
      if (!latest) return null
      // Rolled back twice it goes back two steps, so a rollback itself is no step.
      const step = [latest, ...earlier].find(
        ({ kind, version }) => kind !== 'rolled_back' && version === latest.version,
      )
      if (!step || step.replaced === latest.version) return null
      const decision = { decisionId: interactionId, version: step.replaced, kind: 'rolled_back' as const }
      await decideModel(db, { ...decision, moderatorId }, now, latest.version)
      return { from: latest.version, to: step.replaced }
    },
  }
}

const MOST_DECISIONS = 200
