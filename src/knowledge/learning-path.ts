import { type DatabaseLike, run } from './database.ts'
import { embeddedRetriever } from './embedded.ts'
import { clip, plainText, sentences } from './plain-text.ts'
import type { Passage, Section } from './section.ts'
import { parseSections, sectionsOfPages } from './store.ts'

export interface LearningStep {
  page: string
  title: string
  /** Where in the page the topic is treated; the page itself when it is all about it. */
  url: string
  /** One sentence, taken from the page. */
  why: string
}

const MAX_STEPS = 7
const MIN_STEPS = 3
/** Sections to look at: enough for seven pages with several sections each. */
const PASSAGES = 40
/** A page belongs to the path when it treats the topic at least this well, compared with the best page… */
const RELATIVE_SCORE = 0.4
/** …and a path is filled up to three pages with those that are at least this likely to be about it. */
const MIN_SCORE = 0.1
/** What each further section on the topic adds to its page, of what the one before it added. */
const FURTHER_SECTION = 0.3
/** A page with this share of its sections on the topic is about it as a whole. */
const WHOLE_PAGE_SHARE = 0.5
const WHY_CHARACTERS = 240

interface PageMatch {
  page: string
  score: number
  best: Section
  matches: number
}

function matchesByPage(passages: Passage[]): PageMatch[] {
  const pages = new Map<string, PageMatch & { weight: number }>()
  for (const { section, score } of [...passages].sort((a, b) => b.score - a.score)) {
    const known = pages.get(section.page)
    if (known === undefined) {
      pages.set(section.page, {
        page: section.page,
        score,
        best: section,
        matches: 1,
        weight: FURTHER_SECTION,
      })
      continue
    }
    known.score += score * known.weight
    known.weight *= FURTHER_SECTION
    known.matches++
  }
  return [...pages.values()].sort((a, b) => b.score - a.score)
}

function chosen(matches: PageMatch[]): PageMatch[] {
  const bestScore = matches[0]?.score ?? 0
  return matches
    .filter(
      ({ score }, i) =>
        score >= (i < MIN_STEPS ? MIN_SCORE : Math.max(MIN_SCORE, RELATIVE_SCORE * bestScore)),
    )
    .slice(0, MAX_STEPS)
}

/** The first sentence of prose that is one: not a label, a row of a table or a line of code. */
function firstSentence(section: Section | undefined): string | null {
  if (section === undefined) return null
  const prose = section.body
    .replace(/^ {0,3}(`{3,}|~{3,})[\s\S]*?^ {0,3}\1[ \t]*$/gm, '')
    .replace(/^\s*\|.*$/gm, '')
  const sentence = sentences(plainText(prose)).find((each) => /\s/.test(each) && /[.!?]["”')\]]?$/.test(each))
  return sentence === undefined ? null : clip(sentence, WHY_CHARACTERS)
}

function step(match: PageMatch, sections: Section[]): LearningStep {
  const [first] = sections
  const own = sections.filter((section) => section.headings.length > 0).length
  const isWhole = match.best.headings.length === 0 || match.matches >= Math.max(2, WHOLE_PAGE_SHARE * own)
  const about = firstSentence(first)
  const treated = firstSentence(match.best)
  const place = match.best.headings.at(-1)
  const page = { page: match.page, title: match.best.title }
  if (isWhole || place === undefined) return { ...page, url: match.page, why: about ?? treated ?? page.title }
  return { ...page, url: match.best.url, why: treated === null ? (about ?? place) : `${place}: ${treated}` }
}

/**
 * Three to seven pages from basic to advanced, in the order of the docs; fewer when fewer treat the topic, none
 * when none does. `pages`: every section of the pages that `passages` come from, and nothing else needed.
 */
export function learningPath(passages: Passage[], pages: Section[]): LearningStep[] {
  const inOrder = [...pages].sort((a, b) => a.position - b.position)
  const byPage = Map.groupBy(inOrder, (section) => section.page)
  const place = new Map([...byPage.keys()].map((page, i) => [page, i]))
  const placeOf = ({ page, best }: PageMatch): number => place.get(page) ?? best.position
  return chosen(matchesByPage(passages))
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((match) => step(match, byPage.get(match.page) ?? [match.best]))
}

/** `learningPath` for a topic over the embedded index. Throws `RetrieverUnavailable` as its retriever does. */
export async function findLearningPath(
  db: DatabaseLike,
  topic: string,
  options: { scope?: string | undefined } = {},
): Promise<LearningStep[]> {
  const passages = await embeddedRetriever(db).search({ text: topic, scope: options.scope, limit: PASSAGES })
  const pages = [...new Set(passages.map((passage) => passage.section.page))]
  if (pages.length === 0) return []
  const [rows = []] = await run(db, [sectionsOfPages(pages)])
  return learningPath(passages, parseSections(rows))
}
