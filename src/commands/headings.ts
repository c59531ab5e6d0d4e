import type { Choice } from '../discord/reply.ts'
import type { HeadingSuggestion } from '../knowledge/suggest.ts'

/** As many as a person reads while typing. */
export const SUGGESTIONS = 10

/** Headings to choose from, each with its page: three pages may have a heading "Budget". */
export function headingChoices(suggestions: readonly HeadingSuggestion[]): Choice[] {
  return suggestions.map(({ heading, title }) => ({
    name: heading === title ? title : `${heading} · ${title}`,
    value: heading,
  }))
}
