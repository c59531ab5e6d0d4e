import * as z from 'zod'
import { analysed } from './analysis/words.ts'
import { conceptsOf } from './concepts.ts'
import { parseQuestion } from './question.ts'
import { type Candidate, type Collection, HEADING_SEPARATOR, rank } from './rank.ts'
import type { Passage, SearchQuery, Section } from './section.ts'

const level = z.string().nullish()

/** A DocSearch record: a heading or a paragraph, under its headings. https://docsearch.algolia.com/docs/record-extractor */
export const docSearchRecord = z.object({
  url: z.url({ protocol: /^https?$/ }),
  anchor: z.string().nullish(),
  type: z.string().optional(),
  content: z.string().nullish(),
  hierarchy: z.object({
    lvl0: level,
    lvl1: level,
    lvl2: level,
    lvl3: level,
    lvl4: level,
    lvl5: level,
    lvl6: level,
  }),
})
export type DocSearchRecord = z.infer<typeof docSearchRecord>

function headingsOf({ hierarchy }: DocSearchRecord): { title: string; headings: string[] } {
  const { lvl0, lvl1, lvl2, lvl3, lvl4, lvl5, lvl6 } = hierarchy
  const headings = [lvl2, lvl3, lvl4, lvl5, lvl6].flatMap((heading) => (heading ? [heading] : []))
  return { title: lvl1 ?? lvl0 ?? '', headings }
}

/** Records of one place put together: its headings as the deepest record has them, its paragraphs in rank order. */
function sectionsOf(records: DocSearchRecord[], scope: string): Section[] {
  const sections = new Map<string, Section>()
  for (const record of records) {
    const { title, headings } = headingsOf(record)
    const known = sections.get(record.url)
    const content = record.content?.trim() ?? ''
    if (known === undefined) {
      const page = record.url.split('#')[0] ?? record.url
      sections.set(record.url, {
        id: record.url,
        url: record.url,
        page,
        title,
        headings,
        body: content,
        scope,
        position: sections.size,
      })
    } else if (content !== '' && !known.body.includes(content)) {
      known.body = known.body === '' ? content : `${known.body}\n\n${content}`
    }
  }
  return [...sections.values()]
}

/** Algolia does not say how rare a word is: each counts as if a few sections of a middling collection had it. */
const PRESUMED_SECTIONS = 500
const PRESUMED_OCCURRENCES = 5

/**
 * The first sections in Algolia's order. The score is our own confidence in each, from the words it shares with
 * the question, because Algolia gives none.
 */
export function passagesOf(records: DocSearchRecord[], query: SearchQuery): Passage[] {
  const sections = sectionsOf(records, query.scope ?? '').slice(0, query.limit)
  const question = parseQuestion(query.text)
  const concepts = conceptsOf(question)
  const candidates = sections.map(
    (section): Candidate => ({
      id: section.id,
      title: analysed(section.title),
      headings: section.headings.map(analysed).join(HEADING_SEPARATOR),
      address: '',
      body: analysed(section.body),
      code: '',
      questions: '',
    }),
  )
  const length = (of: (candidate: Candidate) => string) =>
    candidates.reduce((sum, candidate) => sum + of(candidate).split(' ').length, 0) / (candidates.length || 1)
  const collection: Collection = {
    sections: PRESUMED_SECTIONS,
    averageHeadingWords: length((candidate) => `${candidate.title} ${candidate.headings}`),
    averageBodyWords: length((candidate) => candidate.body),
    occurrences: new Map(
      concepts.flatMap(({ variants }) => [...variants.keys()].map((term) => [term, PRESUMED_OCCURRENCES])),
    ),
  }
  const ranked = rank(concepts, question.sequence, candidates, collection)
  const scores = new Map(ranked.map(({ id, score }) => [id, score]))
  return sections.map((section) => ({ section, score: scores.get(section.id) ?? 0 }))
}
