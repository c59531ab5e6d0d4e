import { type Random, seeded, sigmoid } from '../../../../../src/learning/index.ts'
import { FEATURE_NAMES, FEATURES, type FeatureName } from '../../../../../src/moderation/feedback/features.ts'
import type { Label, RatedCandidate } from '../../../../../src/storage/reviews.ts'

export const NOON = Date.UTC(2026, 10, 20, 12)
const HOUR_MS = 3_600_000

/** A rated candidate of a community; every one of another author and conversation unless said otherwise. */
export function rated(
  number: number,
  change: Partial<RatedCandidate> & { label?: Label } = {},
): RatedCandidate {
  const { label = 'correct', ...rest } = change
  return {
    flagId: `14${String(number).padStart(17, '0')}`,
    messageIds: [`14${String(number).padStart(17, '0')}`],
    features: FEATURE_NAMES.map((name) => FEATURES[name].missing),
    votes: [{ reviewerId: 'mod', label, at: NOON + number * HOUR_MS }],
    inclusionProbability: 1,
    isAudit: false,
    isSplit: false,
    isHoldOut: false,
    prediction: 'flag',
    score: 0.8,
    authorAnonId: number,
    channelId: 'c',
    runId: `r${number}`,
    note: 'USER_2 speaks about what USER_1 made.',
    createdAt: NOON + number * HOUR_MS,
    ...rest,
  }
}

/** Where this community draws the line: log-odds for a step of 1. */
export type Line = Partial<Record<FeatureName, number>>

/** Candidates with random features, each rated once by a moderator who follows the line (and errs as it says). */
export function community(count: number, line: Line, seed = 1): RatedCandidate[] {
  const random: Random = seeded(seed)
  return Array.from({ length: count }, (_, index) => {
    const features = FEATURE_NAMES.map((name) => {
      const [least, most] = FEATURES[name].range
      return least + (most - least) * random()
    })
    const margin = FEATURE_NAMES.reduce(
      (sum, name, column) => sum + (line[name] ?? 0) * ((features[column] ?? 0) - FEATURES[name].missing),
      0,
    )
    return rated(index + 1, { features, label: random() < sigmoid(margin) ? 'correct' : 'incorrect' })
  })
}
