import { type Unit, unitsOf } from './units.ts'
import { words } from './words.ts'

/** A passage as a provider's request carries it: titled, in one or more blocks of text. */
export interface SourcePassage {
  title: string
  blocks: string[]
}

/** A run of the answer with the one block it was taken from. */
export interface Extract {
  kind: Unit['kind']
  text: string
  passage: number
  block: number
  source: string
  /** Stands in a paragraph with the extract before it. */
  joined: boolean
}

const MAX_EXTRACTS = 4
/** Of the question's words that the passages together must have, else they do not answer it. */
const MIN_COVERAGE = 0.5
/** Of the best score that a unit of the same passage, and one of another passage, must reach. */
const MIN_SHARE_SAME = 0.6
const MIN_SHARE_OTHER = 0.65
/** A heading that repeats the question says more than a sentence that does. */
const TITLE_SHARE = 0.6
/** Passages come best first; each further one is trusted less. */
const RANK_DECAY = 0.92
/** What a unit is worth for its passage alone, and for opening it. */
const BASE = 0.5
const OPENING = 0.15
/** "[Budget](…) explains that" and the like lead elsewhere. */
const POINTER =
  /^\[[^\]]+\]\([^)]*\)\s+(?:explains|shows|describes|lists|says|tells|has)\b|^(?:See|Read) (?:also )?\[/
const POINTER_SHARE = 0.4
/** Code belongs to the words this many units away. */
const CODE_DISTANCE = 2

interface Candidate extends Unit {
  passage: number
  block: number
  order: number
  score: number
}

/**
 * The best two to four statements of the passages for a question, each word for word as it stands there, with the
 * code that belongs to them; none when the passages speak of something else.
 */
export function extract(question: string, passages: SourcePassage[]): Extract[] {
  const asked = [...new Set(words(question))]
  const candidates = passages.flatMap((passage, index) => candidatesOf(asked, passage, index))
  const known = new Set(passages.flatMap(({ title, blocks }) => words([title, ...blocks].join('\n'))))
  if (asked.length === 0 || shareOf(asked, known) < MIN_COVERAGE) return []
  return arrange(complete(pick(candidates), candidates))
}

function candidatesOf(asked: string[], passage: SourcePassage, index: number): Candidate[] {
  const title = shareOf(asked, new Set(words(passage.title)))
  const body = shareOf(asked, new Set(words(passage.blocks.join('\n'))))
  const about = (TITLE_SHARE * title + (1 - TITLE_SHARE) * body) * RANK_DECAY ** index
  return passage.blocks
    .flatMap((text, block) => unitsOf(text).map((unit) => ({ ...unit, block })))
    .map((unit, order) => {
      const own = shareOf(asked, new Set(words(unit.text)))
      const score = about * (BASE + (order === 0 ? OPENING : 0) + (1 - BASE) * own)
      return {
        ...unit,
        passage: index,
        order,
        score: POINTER.test(unit.text) ? score * POINTER_SHARE : score,
      }
    })
}

function shareOf(asked: string[], bag: Set<string>): number {
  return asked.filter((word) => bag.has(word)).length / asked.length
}

function pick(candidates: Candidate[]): Candidate[] {
  const prose = candidates.filter((unit) => unit.kind !== 'code')
  const ranked = (prose.length > 0 ? prose : candidates).toSorted((a, b) => b.score - a.score)
  const best = ranked[0]
  if (!best || best.score === 0) return []
  const isGoodEnough = (unit: Candidate) =>
    unit.score >= best.score * (unit.passage === best.passage ? MIN_SHARE_SAME : MIN_SHARE_OTHER)
  return ranked.filter(isGoodEnough).slice(0, MAX_EXTRACTS - 1)
}

/** Adds what the chosen units are worth little without: the code beside them, the list that a colon announces. */
function complete(chosen: Candidate[], candidates: Candidate[]): Candidate[] {
  const announced = chosen
    .filter((unit) => unit.text.endsWith(':'))
    .flatMap((unit) =>
      candidates.filter((one) => one.passage === unit.passage && one.order === unit.order + 1),
    )
  const best = chosen[0]
  const shown = candidates.find(
    (one) =>
      one.kind === 'code' &&
      one.passage === best?.passage &&
      chosen.some(
        (unit) => unit.passage === one.passage && Math.abs(one.order - unit.order) <= CODE_DISTANCE,
      ),
  )
  return [...new Set([...chosen, ...announced, ...(shown ? [shown] : [])])].slice(0, MAX_EXTRACTS + 1)
}

/** Best passage first, within it in reading order. */
function arrange(chosen: Candidate[]): Extract[] {
  const order = [...new Set(chosen.map((unit) => unit.passage))]
  const ordered = chosen.toSorted(
    (a, b) => order.indexOf(a.passage) - order.indexOf(b.passage) || a.order - b.order,
  )
  return ordered.map(({ kind, text, passage, block, source }, index) => {
    const before = ordered[index - 1]
    const joined = kind === 'sentence' && before?.kind === 'sentence' && before.passage === passage
    return { kind, text, passage, block, source, joined }
  })
}
