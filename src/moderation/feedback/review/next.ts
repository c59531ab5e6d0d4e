import type { Reviewable } from '../../../storage/reviewable.ts'

/** Every so many votes of a moderator one is on something shown by chance, so that what is missed gets counted. */
const AUDIT_EVERY = 4

/** In bits: 1 where the model says one half, 0 where it is sure. */
function uncertainty(score: number): number {
  const bits = (p: number): number => (p <= 0 ? 0 : -p * Math.log2(p))
  return bits(score) + bits(1 - score)
}

/**
 * What a moderator learns the model most by rating: where it is in doubt, and few have voted. What was drawn by chance
 * comes in turn and the oldest first, never by its probability: picked by that, it would no longer stand for the rest.
 */
export function nextToReview(candidates: readonly Reviewable[], votesCast: number): Reviewable | null {
  const byChance = candidates.filter(({ isAudit }) => isAudit)
  const others = candidates.filter(({ isAudit }) => !isAudit)
  const oldest = byChance.toSorted((a, b) => a.flagId.localeCompare(b.flagId))[0] ?? null
  const worth = ({ score, votes }: Reviewable) => uncertainty(score) / (1 + votes)
  const best = others.toSorted((a, b) => worth(b) - worth(a))[0] ?? null
  return votesCast % AUDIT_EVERY === AUDIT_EVERY - 1 ? (oldest ?? best) : (best ?? oldest)
}
