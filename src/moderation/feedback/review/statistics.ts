import { bootstrapSteps, type Interval, normal, runSteps, seeded } from '../../../learning/index.ts'
import type { Label, RatedCandidate, Vote } from '../../../storage/reviews.ts'
import { softLabel } from '../training/votes.ts'

const SEED = 5
const DRAWS = 2_000

export interface ModeratorFigures {
  id: string
  votes: Record<Label, number>
  /** Candidates on which others voted too, and on how many of those this one voted as most of the others. */
  compared: number
  agreed: number
}

export interface Estimate {
  value: number
  /** 95 %. */
  interval: Interval | null
}

export interface ReviewStatistics {
  rated: number
  moderators: ModeratorFigures[]
  /** Fleiss' kappa over candidates with two votes or more; null without any. */
  kappa: (Estimate & { candidates: number }) | null
  /** Share of what is to be upheld that became a card; null while nothing shown by chance is rated. */
  recall: (Estimate & { byChance: number; hidden: number }) | null
}

export function reviewStatistics(
  rated: readonly RatedCandidate[],
  counts: { shown: number; hidden: number },
): ReviewStatistics {
  return {
    rated: rated.length,
    moderators: moderatorFigures(rated),
    kappa: kappaOf(rated.map(({ votes }) => votes).filter((votes) => votes.length >= 2)),
    recall: recallOf(rated, counts),
  }
}

const LABELS: readonly Label[] = ['correct', 'incorrect', 'ambiguous', 'not_applicable']

function moderatorFigures(rated: readonly RatedCandidate[]): ModeratorFigures[] {
  const found = new Map<string, ModeratorFigures>()
  for (const { votes } of rated) {
    for (const vote of votes) {
      const { reviewerId: id } = vote
      if (id === null) continue
      const figures = found.get(id) ?? {
        id,
        votes: { correct: 0, incorrect: 0, ambiguous: 0, not_applicable: 0 },
        compared: 0,
        agreed: 0,
      }
      found.set(id, figures)
      figures.votes[vote.label]++
      const most = majority(votes.filter((other) => other !== vote))
      if (most === null) continue
      figures.compared++
      if (most === vote.label) figures.agreed++
    }
  }
  const total = ({ votes }: ModeratorFigures) => LABELS.reduce((sum, label) => sum + votes[label], 0)
  return [...found.values()].sort((a, b) => total(b) - total(a))
}

/** The label most chose; null when there is none, or a tie. */
function majority(votes: readonly Vote[]): Label | null {
  const counts = LABELS.map((label) => ({
    label,
    count: votes.filter((vote) => vote.label === label).length,
  })).sort((a, b) => b.count - a.count)
  const [first, second] = counts
  return first && first.count > (second?.count ?? 0) ? first.label : null
}

/** Fleiss' kappa (1971), for any number of votes on each; the interval by bootstrap of candidates. */
function kappaOf(votes: readonly (readonly Vote[])[]): ReviewStatistics['kappa'] {
  if (votes.length === 0) return null
  const tables = votes.map((each) =>
    LABELS.map((label) => each.filter((vote) => vote.label === label).length),
  )
  const kappa = (draws: ArrayLike<number>): number | null => {
    const shares = LABELS.map(() => 0)
    let [drawn, ratings, agreement] = [0, 0, 0]
    for (const [index, counts] of tables.entries()) {
      const times = draws[index] ?? 0
      const raters = counts.reduce((sum, count) => sum + count, 0)
      const pairs = counts.reduce((sum, count) => sum + count * (count - 1), 0)
      drawn += times
      ratings += times * raters
      agreement += (times * pairs) / (raters * (raters - 1))
      for (const [label, count] of counts.entries()) shares[label] = (shares[label] ?? 0) + times * count
    }
    if (drawn === 0) return null
    const expected = shares.reduce((sum, share) => sum + (share / ratings) ** 2, 0)
    // All say the same of everything: that this is more than chance cannot be told.
    return expected === 1 ? null : (agreement / drawn - expected) / (1 - expected)
  }
  const value = kappa(tables.map(() => 1))
  if (value === null) return null
  const groups = Int32Array.from(tables.keys())
  const { kappa: interval } = runSteps(
    bootstrapSteps(groups, (draws) => ({ kappa: kappa(draws) }), { random: seeded(SEED) }),
  )
  return { value, interval, candidates: votes.length }
}

/**
 * Recall of cards: what was shown by chance stands, weighted by the inverse of its probability, for all that was not
 * shown. The interval is of the posterior under Jeffreys' priors for the share to be upheld among both, so that it stays
 * honest when nothing missed was found yet.
 */
function recallOf(
  rated: readonly RatedCandidate[],
  { shown, hidden }: { shown: number; hidden: number },
): ReviewStatistics['recall'] {
  const byChance = shareUpheld(rated.filter(({ isAudit, prediction }) => isAudit && prediction === 'no_flag'))
  const cards = shareUpheld(rated.filter(({ prediction }) => prediction !== 'no_flag'))
  if (byChance.count === 0 || cards.count === 0 || shown === 0) return null
  const recall = (ofCards: number, ofHidden: number): number =>
    (shown * ofCards) / (shown * ofCards + hidden * ofHidden)
  const random = seeded(SEED)
  const gamma = (shape: number): number => {
    let sum = 0
    for (let left = Math.round(2 * shape); left > 0; left--) sum += normal(random) ** 2
    return sum / 2
  }
  const draw = ({ share, count }: typeof cards): number => {
    const upheld = gamma(share * count + 0.5)
    return upheld / (upheld + gamma((1 - share) * count + 0.5))
  }
  const draws = Float64Array.from({ length: DRAWS }, () => recall(draw(cards), draw(byChance))).sort()
  return {
    value: recall(cards.share, byChance.share) || 0,
    interval: { low: draws[Math.floor(0.025 * DRAWS)] ?? 0, high: draws[Math.ceil(0.975 * DRAWS) - 1] ?? 1 },
    byChance: byChance.rated,
    hidden,
  }
}

/** Weighted share to be upheld, and how many candidates of equal weight would tell as much (Kish 1965). */
function shareUpheld(candidates: readonly RatedCandidate[]) {
  let [weights, squares, upheld, rated] = [0, 0, 0, 0]
  for (const { votes, inclusionProbability } of candidates) {
    const label = softLabel(votes)
    if (label === null) continue
    const weight = 1 / inclusionProbability
    weights += weight
    squares += weight * weight
    upheld += weight * label.label
    rated++
  }
  return {
    share: weights === 0 ? 0 : upheld / weights,
    count: weights === 0 ? 0 : weights ** 2 / squares,
    rated,
  }
}
