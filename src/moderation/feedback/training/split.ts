import type { RatedCandidate } from '../../../storage/reviews.ts'

/** Share of the authors whose candidates are held out. */
const HOLD_OUT_SHARE = 0.25

/**
 * Whether candidates of this author are held out: a number that follows from the author's pseudonym and nothing else, so
 * that nobody's candidates ever stand on both sides. Without an author it follows from the candidate.
 */
async function isHeldOut({
  authorAnonId,
  flagId,
}: Pick<RatedCandidate, 'authorAnonId' | 'flagId'>): Promise<boolean> {
  const key = authorAnonId === null ? `flag\0${flagId}` : `author\0${authorAnonId}`
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`hold-out\0${key}`))
  return new DataView(digest).getUint32(0) / 2 ** 32 < HOLD_OUT_SHARE
}

export interface Sides {
  /** On which side each candidate is. */
  candidates: RatedCandidate[]
  /** Flags that are new to the split, to be stored: a side once taken is kept. */
  toHoldOut: string[]
  toLearn: string[]
}

/** Puts each candidate that is rated for the first time on its side. */
export async function sidesOf(rated: readonly RatedCandidate[]): Promise<Sides> {
  const candidates = await Promise.all(
    rated.map(async (each) => (each.isSplit ? each : { ...each, isHoldOut: await isHeldOut(each) })),
  )
  const fresh = candidates.filter(({ isSplit }) => !isSplit)
  return {
    candidates,
    toHoldOut: fresh.filter(({ isHoldOut }) => isHoldOut).map(({ flagId }) => flagId),
    toLearn: fresh.filter(({ isHoldOut }) => !isHoldOut).map(({ flagId }) => flagId),
  }
}
