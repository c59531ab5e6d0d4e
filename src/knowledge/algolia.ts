import { searchClient } from '@algolia/client-search'
import * as z from 'zod'
import { type DocSearchRecord, docSearchRecord, passagesOf } from './docsearch.ts'
import { type Passage, type Retriever, RetrieverUnavailable, type SearchQuery } from './section.ts'

export interface AlgoliaOptions {
  appId: string
  /** A search-only key. */
  apiKey: string
  index: string
  /** Facet that holds the scope of a record, such as `scope` or `docusaurus_tag`; without it scopes narrow nothing. */
  scopeFacet?: string | undefined
  /** Replaces Algolia's hosts, for stand-ins: `http://127.0.0.1:9000`. */
  baseUrl?: string | undefined
  /** For the whole search, all hosts tried. */
  timeoutMs?: number
}

const DEFAULT_TIMEOUT_MS = 2500
/** DocSearch has a record a paragraph; so many make up the five or so sections that are asked for. */
const RECORDS = 40
/** Algolia ignores what comes after 512 bytes. https://www.algolia.com/doc/api-reference/api-parameters/query */
const MAX_QUERY_CHARACTERS = 256

const searchResponse = z.object({
  results: z.array(z.object({ hits: z.array(z.unknown()), nbHits: z.number().optional() })),
})

function hostOf(baseUrl: string) {
  const { protocol, host, pathname } = new URL(baseUrl)
  const scheme: 'http' | 'https' = protocol === 'http:' ? 'http' : 'https'
  return { url: host + pathname.replace(/\/$/, ''), accept: 'readWrite' as const, protocol: scheme }
}

function requestsFor(query: SearchQuery, options: AlgoliaOptions) {
  const everywhere = {
    indexName: options.index,
    query: query.text.slice(0, MAX_QUERY_CHARACTERS),
    hitsPerPage: RECORDS,
    // All paragraphs of a section, so that it can be quoted; they are put together again in docsearch.ts.
    distinct: false,
    // A question has many words that no page has all of.
    removeWordsIfNoResults: 'allOptional' as const,
    removeStopWords: true,
    advancedSyntax: false,
    attributesToRetrieve: ['hierarchy', 'content', 'url', 'anchor', 'type'],
    attributesToHighlight: [],
    attributesToSnippet: [],
    analytics: false,
  }
  if (query.scope === undefined || options.scopeFacet === undefined) return [everywhere]
  const facetFilters = [`${options.scopeFacet}:${query.scope}`]
  // The second only tells whether anything has that scope: an unknown one searches everything.
  return [
    { ...everywhere, facetFilters },
    { indexName: options.index, query: '', hitsPerPage: 0, facetFilters, analytics: false },
    everywhere,
  ]
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** For the operator: what went wrong, without the request, which carries the key. */
const reasonOf = (error: unknown): string => {
  const status = z.object({ status: z.number() }).safeParse(error)
  if (status.success) return `Algolia answered ${status.data.status}`
  return error instanceof Error ? `Algolia: ${error.message}` : 'Algolia did not answer'
}

/** Algolia's DocSearch records as sections. Throws `RetrieverUnavailable` when Algolia fails, refuses or is late. */
export function algoliaRetriever(options: AlgoliaOptions): Retriever {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  const client = searchClient(options.appId, options.apiKey, {
    timeouts: { connect: timeoutMs, read: timeoutMs, write: timeoutMs },
    ...(options.baseUrl === undefined ? {} : { hosts: [hostOf(options.baseUrl)] }),
  })

  async function search(query: SearchQuery): Promise<Passage[]> {
    const response = searchResponse.parse(
      await within(timeoutMs, client.search({ requests: requestsFor(query, options) })),
    )
    const [first, probe, everywhere] = response.results
    const scopeIsUnknown = probe !== undefined && (probe.nbHits ?? 0) === 0
    const hits = (scopeIsUnknown ? everywhere : first)?.hits ?? []
    const records = hits.flatMap((hit): DocSearchRecord[] => {
      const parsed = docSearchRecord.safeParse(hit)
      return parsed.success ? [parsed.data] : []
    })
    return passagesOf(records, query)
  }

  return {
    name: 'algolia',
    search: async (query) => {
      if (query.text.trim() === '' || query.limit < 1) return []
      try {
        return await search(query)
      } catch (error) {
        throw new RetrieverUnavailable(reasonOf(error), { cause: error })
      }
    },
  }
}
