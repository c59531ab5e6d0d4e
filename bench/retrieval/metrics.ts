export const METRICS = ['ndcg5', 'recall3', 'recall5', 'mrr'] as const
export type Metric = (typeof METRICS)[number]
export type Scores = Record<Metric, number>

/** The rank from which on a first hit counts nothing. */
const MRR_DEPTH = 10

/**
 * One query's figures. nDCG@5 with the grades as gains; recall@k is the share of all relevant documents among the
 * first k; MRR is the reciprocal rank of the first relevant one among the first ten.
 */
export function score(ranked: string[], relevant: ReadonlyMap<string, number>): Scores {
  const gain = (grades: number[]): number =>
    grades.slice(0, 5).reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0)
  const recall = (k: number): number =>
    ranked.slice(0, k).filter((id) => relevant.has(id)).length / relevant.size
  const first = ranked.slice(0, MRR_DEPTH).findIndex((id) => relevant.has(id))
  const ideal = gain([...relevant.values()].sort((a, b) => b - a))
  return {
    ndcg5: ideal === 0 ? 0 : gain(ranked.map((id) => relevant.get(id) ?? 0)) / ideal,
    recall3: recall(3),
    recall5: recall(5),
    mrr: first === -1 ? 0 : 1 / (first + 1),
  }
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1)

/** Chance that an answerable question scores above one that is not (area under the ROC curve; ties count half). */
export function separation(answerable: number[], offTopic: number[]): number {
  let wins = 0
  for (const a of answerable) for (const b of offTopic) wins += a > b ? 1 : a === b ? 0.5 : 0
  return wins / (answerable.length * offTopic.length)
}
