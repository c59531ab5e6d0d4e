import { FOLDS, type JobExample } from '../../scripts/train/job-examples.ts'
import { type Held, held } from '../../scripts/train/job-folds.ts'
import { trainJobModel } from '../../scripts/train/job-model.ts'

/**
 * The job posts of one place, and a fold's share of everything else, judged by a model that saw neither: what to expect
 * from a place that is not in the training sets.
 */
export function leaveOut(
  source: string,
  sets: { posts: readonly JobExample[]; chat: readonly JobExample[]; own: readonly JobExample[] },
): Held[] {
  const isTested = (example: JobExample): boolean =>
    example.source === source || (example.label === 'other' && example.fold === FOLDS - 1)
  const model = trainJobModel({ ...sets, posts: sets.posts.filter((example) => !isTested(example)) })
  return sets.posts.filter(isTested).map((example) => held(model, example))
}
