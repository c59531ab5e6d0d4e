import { STOP_WORDS } from '../knowledge/analysis/stop-words.ts'
import { words } from '../knowledge/analysis/words.ts'

export interface FoundIssue {
  number: number
  title: string
  url: string
  state: 'open' | 'closed'
  /** GitHub's reason for a closed one. */
  reason: string | null
}

export type Duplicate = FoundIssue

const MAX_TERM_CHARS = 40
const SHOWN = 5
/** Words that say that it is a bug, and not which. */
const NO_SUBJECT = new Set(
  'bug bugs issue issues problem problems error errors broken fail fails failed failing work works working'.split(
    ' ',
  ),
)

/**
 * Searches for issues about what the title is about, the next one for when the one before found nothing; none when the
 * title has no word that could be looked for. All words of a search have to be there, so that they are few.
 */
export function duplicateQueries(repository: string, title: string): string[] {
  const terms = subjects(title)
    .map(({ surface }) => surface.replace(/[^\p{L}\p{N}._-]/gu, '').slice(0, MAX_TERM_CHARS))
    .filter((term) => term.length > 1)
  const [first, second] = [...new Set(terms)].toSorted((a, b) => b.length - a.length)
  // In quotes a word is no qualifier and no operator.
  const search = (chosen: string[]) =>
    `repo:${repository} is:issue ${chosen.map((term) => `"${term}"`).join(' ')}`
  if (first === undefined) return []
  return second === undefined ? [search([first])] : [search([first, second]), search([first])]
}

/** The five most like the title: those that share two words of it with theirs, or the only one it has. */
export function likelyDuplicates(title: string, found: readonly FoundIssue[]): Duplicate[] {
  const wanted = new Set(subjects(title).map(({ term }) => term))
  const needed = Math.min(2, wanted.size)
  return found
    .map((issue) => {
      const own = new Set(subjects(issue.title).map(({ term }) => term))
      const shared = [...wanted].filter((term) => own.has(term)).length
      return { issue, shared, score: shared / Math.max(1, Math.sqrt(wanted.size * own.size)) }
    })
    .filter(({ shared }) => shared > 0 && shared >= needed)
    .toSorted((a, b) => b.score - a.score || b.issue.number - a.issue.number)
    .slice(0, SHOWN)
    .map(({ issue }) => issue)
}

function subjects(text: string) {
  return words(text).filter(
    ({ part, surface }) => !part && !STOP_WORDS.has(surface) && !NO_SUBJECT.has(surface),
  )
}
