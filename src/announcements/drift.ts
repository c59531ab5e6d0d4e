import * as z from 'zod'

/** Most reports of one request. */
const MAX_REPORTS = 200

const driftReport = z.strictObject({
  series: z
    .string()
    .trim()
    .min(1, 'expected the name of the series')
    .max(120)
    .regex(/^[^\p{Cc}]+$/u, 'expected a name without control characters'),
  drift_zscore: z.number('expected a number such as -1.8'),
  observed_at: z.iso
    .datetime({ offset: true, error: 'expected a time such as 2026-11-25T09:00:00Z' })
    .transform(Date.parse),
})

/** What is POSTed to /webhooks/drift: one report, or several under `reports`. */
export const driftSchema = z
  .union([
    z.strictObject({ reports: z.array(driftReport).min(1).max(MAX_REPORTS) }),
    driftReport.transform((report) => ({ reports: [report] })),
  ])
  .transform(({ reports }) =>
    reports.map(
      ({ series, drift_zscore, observed_at }): DriftReport => ({
        series,
        zscore: drift_zscore,
        observedAt: observed_at,
      }),
    ),
  )

/** `observedAt` in epoch milliseconds. */
export interface DriftReport {
  series: string
  zscore: number
  observedAt: number
}

/** What is remembered of a series. */
export interface SeriesState {
  isDrifting: boolean
  observedAt: number
  /** The announcement that warned; null while it does not drift. */
  announcementId: string | null
}

export type DriftChange = 'none' | 'begins' | 'goes_on' | 'recovers'

/**
 * Hysteresis: a series begins to drift below `threshold` and has recovered at `recoveredAbove` or more. Reports that are not
 * newer than the last one change nothing.
 */
export function driftChange(
  state: Pick<SeriesState, 'isDrifting' | 'observedAt'> | null,
  { zscore, observedAt }: DriftReport,
  { threshold, recoveredAbove }: { threshold: number; recoveredAbove: number },
): DriftChange {
  if (state && observedAt <= state.observedAt) return 'none'
  if (state?.isDrifting) return zscore >= recoveredAbove ? 'recovers' : 'goes_on'
  return zscore < threshold ? 'begins' : 'none'
}
