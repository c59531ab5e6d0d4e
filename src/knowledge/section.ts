/**
 * The unit of the documentation that is indexed, retrieved, cited and linked: the text under one heading,
 * bounded in size. Its `id` is stable as long as its page and anchor are.
 */
export interface Section {
  id: string
  /** Absolute URL of the exact place, with the heading's anchor. */
  url: string
  /** URL of the page without the anchor; sections of one page share it. */
  page: string
  /** Title of the page. */
  title: string
  /** Headings from the top of the page down to this section, the page's title not included. */
  headings: string[]
  /** Markdown as written, code blocks whole. */
  body: string
  /** The part of the docs it belongs to (first folder of its path), '' for the root. */
  scope: string
  /** Order in the docs: page order first, then the order within the page. */
  position: number
}

/** A section found for a query. `score` is a confidence in [0, 1], comparable between queries of one retriever. */
export interface Passage {
  section: Section
  score: number
}

export interface SearchQuery {
  text: string
  /** Only sections of this scope, when given and known; unknown scopes search everything. */
  scope?: string | undefined
  /** At most this many passages. */
  limit: number
}

/** Finds sections. Implementations never throw for user text; they throw `RetrieverUnavailable` when out of service. */
export interface Retriever {
  readonly name: 'embedded' | 'algolia'
  search(query: SearchQuery): Promise<Passage[]>
}

export class RetrieverUnavailable extends Error {
  override readonly name = 'RetrieverUnavailable'
}
