import type { Held } from './job-folds.ts'

export const isJob = ({ example }: Held): boolean => example.label !== 'other'

/** Job posts against the rest, decided at `margin` log-odds. */
export function f1At(margin: number): (sample: readonly Held[]) => number {
  return (sample) => {
    const found = sample.filter((each) => each.job >= margin)
    const right = found.filter(isJob).length
    return (2 * right) / (found.length + sample.filter(isJob).length)
  }
}

export const shareAbove =
  (margin: number) =>
  (sample: readonly Held[]): number =>
    sample.filter((each) => each.job >= margin).length / sample.length

/** The log-odds above which lies one in a hundred of those that are no job posts. */
export function marginAtOnePercent(sample: readonly Held[]): number {
  const others = sample.filter((each) => !isJob(each)).map(({ job }) => job)
  others.sort((a, b) => b - a)
  return others[Math.floor(others.length / 100)] ?? Number.POSITIVE_INFINITY
}

/** The share of the job posts that is found when one in a hundred of the others is taken for one. */
export function recallAtOnePercent(sample: readonly Held[]): number {
  const margin = marginAtOnePercent(sample)
  const jobs = sample.filter(isJob)
  return jobs.filter(({ job }) => job > margin).length / jobs.length
}

/** The mean F1 of the three intents. */
export function macroF1(sample: readonly Held[]): number {
  const said = ({ job, posting }: Held) => (job < 0 ? 'other' : posting >= 0 ? 'post_job' : 'seek_job')
  const scores = (['post_job', 'seek_job', 'other'] as const).map((intent) => {
    const found = sample.filter((each) => said(each) === intent)
    const meant = sample.filter(({ example }) => example.label === intent)
    const right = found.filter(({ example }) => example.label === intent).length
    return (2 * right) / (found.length + meant.length)
  })
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}
