import type { Prediction } from './band.ts'

/** What becomes of a candidate that was judged. */
export interface Outcome {
  /** The reaction on the message: only what is flagged, or what a moderator accepts later. */
  reacts: boolean
  card: boolean
  /** Shown although nothing would happen, by chance and unmarked, so that what is missed can be counted. */
  isAudit: boolean
  /** Of being shown; its inverse weighs the vote. 0: never shown, so never rated. */
  inclusionProbability: number
}

/** `draw` is a number from [0, 1) that belongs to the candidate for good: a run that is repeated decides the same. */
export function outcomeOf(
  prediction: Prediction,
  { isWaived, auditSampleRate, draw }: { isWaived: boolean; auditSampleRate: number; draw: number },
): Outcome {
  // Whoever welcomes any feedback: kept to learn from, and nothing is shown.
  if (isWaived) return { reacts: false, card: false, isAudit: false, inclusionProbability: 0 }
  if (prediction !== 'no_flag')
    return { reacts: prediction === 'flag', card: true, isAudit: false, inclusionProbability: 1 }
  const isAudit = draw < auditSampleRate
  return { reacts: false, card: isAudit, isAudit, inclusionProbability: auditSampleRate }
}

/**
 * A number from [0, 1) that follows from the candidate and the guild's secret: the first 32 bits of HMAC-SHA-256. Judged
 * again it is the same, so that no candidate gets a second draw; nobody without the secret can tell what is drawn.
 */
export async function drawOf(flagId: string, secret: string): Promise<number> {
  const encoder = new TextEncoder()
  const hash = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), hash, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(`audit\0${flagId}`))
  return new DataView(signed).getUint32(0) / 2 ** 32
}

export interface KnownFlag {
  flagId: string
  messageIds: readonly string[]
  status: 'active' | 'cleared'
}

export interface Reconciled<C> {
  /** Each candidate with the flag it had before: a thought that lost or gained a message is the same thought. */
  judged: { candidate: C; flagId: string }[]
  /** Judged again and a candidate no more, or without a message that is still there. */
  cleared: string[]
}

/** Holds what a run found against what was known of the messages that it judged (`judgedIds`) and of those that are gone. */
export function reconcile<C extends { messageIds: readonly string[] }>(
  known: readonly KnownFlag[],
  candidates: readonly C[],
  judgedIds: ReadonlySet<string>,
  goneIds: ReadonlySet<string>,
): Reconciled<C> {
  const free = new Set(known)
  const judged = candidates.map((candidate) => {
    const own = new Set(candidate.messageIds)
    const same = [...free].find(({ messageIds }) => messageIds.some((id) => own.has(id)))
    if (same) free.delete(same)
    return { candidate, flagId: same?.flagId ?? candidate.messageIds[0] ?? '' }
  })
  const cleared = [...free]
    .filter(({ status, messageIds }) => {
      const left = messageIds.filter((id) => !goneIds.has(id))
      return status === 'active' && left.every((id) => judgedIds.has(id))
    })
    .map(({ flagId }) => flagId)
  return { judged, cleared }
}
