import type { DatabaseLike } from './database.ts'

export interface HeadingSuggestion {
  /** The heading itself; the page's title for a page's first section. */
  heading: string
  /** Title of its page. */
  title: string
  url: string
}

/** Headings and titles with words that begin as the ones being typed, best first. Empty input gives none. */
export async function suggestHeadings(
  _db: DatabaseLike,
  _typed: string,
  _limit = 25,
): Promise<HeadingSuggestion[]> {
  return []
}
