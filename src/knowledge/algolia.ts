import type { Retriever } from './section.ts'

export interface AlgoliaOptions {
  appId: string
  /** A search-only key. */
  apiKey: string
  index: string
  /** Attribute that holds the scope of a record, such as `scope` or `tags`; null searches everything. */
  scopeFacet?: string | null
  /** Replaces Algolia's hosts, for stand-ins: `http://127.0.0.1:9000`. */
  baseUrl?: string | undefined
  timeoutMs?: number
}

/** Algolia's DocSearch records as sections. */
export function algoliaRetriever(_options: AlgoliaOptions): Retriever {
  return { name: 'algolia', search: async () => [] }
}
