import * as z from 'zod'
import type { TrainingReport } from './challenger.ts'

const proposal = z.object({
  threshold: z.number(),
  precision: z.number(),
  recall: z.number(),
  cardsPerDay: z.number(),
})

/** `metrics` of a model, as it is stored. */
const trainingReportJson = z.object({
  id: z.string(),
  learnedFrom: z.object({ rows: z.int(), upheld: z.int(), leftOut: z.int() }),
  network: z.object({ isBetter: z.boolean(), gain: z.number() }).nullable(),
  calibration: z.enum(['identity', 'platt', 'isotonic']),
  proposals: z.object({ wantedPrecision: proposal.nullable(), wantedCards: proposal.nullable() }),
  gate: z.object({
    against: z.int(),
    holdOut: z.object({
      rows: z.int(),
      champion: z.number(),
      challenger: z.number(),
      worstCase: z.number().nullable(),
      isNotWorse: z.boolean(),
    }),
    redTeam: z.object({
      conversations: z.int(),
      championWrong: z.array(z.string()),
      challengerWrong: z.array(z.string()),
      isNotWorse: z.boolean(),
    }),
    passes: z.boolean(),
  }),
})

export const parseTrainingReport = (metrics: unknown): TrainingReport => trainingReportJson.parse(metrics)
