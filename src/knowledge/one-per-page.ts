import type { Passage } from './section.ts'

/**
 * How much less likely a page's second section may be than another page's first and still come before it. Below
 * it, five results are five places rather than five paragraphs of one.
 */
const TOLERANCE = 0.2

/**
 * For lists that members read: one best section of a page before a second of it, unless the second is clearly better
 * than what else there is. Scores are untouched, so they may not fall from one to the next. Not for the model, which
 * wants the best sections wherever they are.
 */
export function oneSectionPerPage(passages: readonly Passage[]): Passage[] {
  const waiting = [...passages].sort((a, b) => b.score - a.score)
  const seen = new Map<string, number>()
  const ordered: Passage[] = []
  const adjusted = ({ section, score }: Passage): number => score - TOLERANCE * (seen.get(section.page) ?? 0)
  while (waiting.length > 0) {
    let best = 0
    for (const [i, passage] of waiting.entries()) {
      const leader = waiting[best]
      if (leader !== undefined && adjusted(passage) > adjusted(leader)) best = i
    }
    for (const passage of waiting.splice(best, 1)) {
      ordered.push(passage)
      seen.set(passage.section.page, (seen.get(passage.section.page) ?? 0) + 1)
    }
  }
  return ordered
}
