import { type Retriever, RetrieverUnavailable } from './section.ts'

/** Told when the primary retriever was out of service, with the reason for the operator. */
export type FallbackLog = (event: {
  event: 'retriever_fallback'
  from: string
  to: string
  reason: string
}) => void

/** Asks `primary`; when it is out of service, or null because it is not configured, asks `fallback`. */
export function withFallback(primary: Retriever | null, fallback: Retriever, log: FallbackLog): Retriever {
  if (primary === null) return fallback
  return {
    name: primary.name,
    search: async (query) => {
      try {
        return await primary.search(query)
      } catch (error) {
        if (!(error instanceof RetrieverUnavailable)) throw error
        log({ event: 'retriever_fallback', from: primary.name, to: fallback.name, reason: error.message })
        return fallback.search(query)
      }
    },
  }
}
