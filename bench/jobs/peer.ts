import { perCpuSecond } from '../statistics.ts'

const BUCKETS = 1 << 18
const LONGEST = 5

/**
 * Messages a second of CPU through the plainest model of the kind: a hashed bag of the lower-cased text's 2- to 5-grams and one
 * product with weights. What the weights are makes no difference to the time.
 */
export function plainGramsPerSecond(texts: readonly string[]): number {
  const weights = new Float32Array(BUCKETS).fill(0.001)
  let margin = 0
  const rate = perCpuSecond(texts.length, () => {
    for (const text of texts) {
      const counts = new Map<number, number>()
      const folded = text.toLowerCase()
      for (let from = 0; from < folded.length; from++) {
        let hash = 0x811c9dc5
        const last = Math.min(folded.length, from + LONGEST)
        for (let at = from; at < last; at++) {
          hash = Math.imul(hash ^ folded.charCodeAt(at), 0x01000193)
          if (at > from) counts.set(hash & (BUCKETS - 1), (counts.get(hash & (BUCKETS - 1)) ?? 0) + 1)
        }
      }
      for (const [bucket, count] of counts) margin += (weights[bucket] ?? 0) * (1 + Math.log(count))
    }
  })
  return Number.isFinite(margin) ? rate : Number.NaN
}
