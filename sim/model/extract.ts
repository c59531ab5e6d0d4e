import { type Unit, unitsOf } from './units.ts'
import { words } from './words.ts'

/** A passage as a provider's request carries it: titled, in one or more blocks of text. */
export interface SourcePassage {
  title: string
  blocks: string[]
}

/** A run of the answer with the one block it was taken from. */
export interface Extract {
  text: string
  passage: number
  block: number
  source: string
  /** Stands in a paragraph with the extract before it. */
  joined: boolean
}

const MAX_EXTRACTS = 4
/** Of the question's weight that passages must speak of, else they do not answer it. */
const MIN_COVERAGE = 0.5
/** Of the best unit's score that others must reach. */
const MIN_RELATIVE_SCORE = 0.45
/** The heading above a sentence says what it is about. */
const TITLE_SHARE = 0.5
/** Passages come best first; each further one is trusted less. */
const RANK_DECAY = 0.9
const LEAD_BONUS = 0.15

interface Candidate extends Unit {
  passage: number
  block: number
  order: number
  score: number
}

/**
 * The best two to four statements of the passages for a question, best passage first, each word for word as it stands
 * there; none when the passages speak of something else. Words that few units have count more.
 */
export function extract(question: string, passages: SourcePassage[]): Extract[] {
  const asked = [...new Set(words(question))]
  const candidates = passages.flatMap(candidatesOf)
  if (asked.length === 0 || candidates.length === 0) return []

  const bags = new Map(candidates.map((unit) => [unit, new Set(words(unit.text))]))
  const titles = passages.map((passage) => new Set(words(passage.title)))
  const weights = new Map(asked.map((word) => [word, rarity(word, [...bags.values()])]))
  const total = sum([...weights.values()])

  const everything = new Set([...titles, ...bags.values()].flatMap((bag) => [...bag]))
  const covered = sum(asked.filter((word) => everything.has(word)).map((word) => weights.get(word) ?? 0))
  if (covered / total < MIN_COVERAGE) return []

  for (const unit of candidates) {
    const bag = bags.get(unit) ?? new Set()
    const title = titles[unit.passage] ?? new Set()
    const gained = asked.map((word) => {
      const weight = weights.get(word) ?? 0
      return bag.has(word) ? weight : title.has(word) ? weight * TITLE_SHARE : 0
    })
    const own = asked.some((word) => bag.has(word)) ? 1 : 0.4
    const leading = unit.order === 0 ? LEAD_BONUS : 0
    unit.score = (sum(gained) / total) * own * RANK_DECAY ** unit.passage + leading * (sum(gained) / total)
  }
  return arrange(pick(candidates))
}

function candidatesOf(passage: SourcePassage, index: number): Candidate[] {
  return passage.blocks
    .flatMap((text, block) => unitsOf(text).map((unit) => ({ ...unit, block })))
    .map((unit, order) => ({ ...unit, passage: index, order, score: 0 }))
}

/** Rare words tell more; a word that no unit has weighs as much as one that a single unit has. */
function rarity(word: string, bags: Set<string>[]): number {
  const having = bags.filter((bag) => bag.has(word)).length
  return Math.log(1 + bags.length / Math.max(1, having))
}

function pick(candidates: Candidate[]): Candidate[] {
  const ranked = candidates.filter((unit) => unit.kind !== 'code').sort((a, b) => b.score - a.score)
  const best = ranked[0] ?? [...candidates].sort((a, b) => b.score - a.score)[0]
  if (!best || best.score === 0) return []
  const chosen = ranked
    .filter((unit) => unit.score >= best.score * MIN_RELATIVE_SCORE)
    .slice(0, MAX_EXTRACTS - 1)
  if (chosen.length === 0) chosen.push(best)
  const shown = chosen.map((unit) => code(unit, candidates)).find((one) => one !== undefined)
  const withCode = shown && !chosen.includes(shown) ? [...chosen, shown] : chosen
  // A sentence that announces what follows is worth nothing without it.
  const complete = withCode.flatMap((unit) =>
    unit.text.endsWith(':') ? [unit, ...following(unit, candidates)] : [unit],
  )
  return [...new Set(complete)].slice(0, MAX_EXTRACTS + 1)
}

/** The code block that stands right below a chosen unit. */
function code(unit: Candidate, candidates: Candidate[]): Candidate | undefined {
  return candidates.find(
    (one) =>
      one.kind === 'code' &&
      one.passage === unit.passage &&
      one.order > unit.order &&
      one.order <= unit.order + 2,
  )
}

function following(unit: Candidate, candidates: Candidate[]): Candidate[] {
  return candidates.filter((one) => one.passage === unit.passage && one.order === unit.order + 1)
}

/** Best passage first, within it in reading order. */
function arrange(chosen: Candidate[]): Extract[] {
  const bestOf = (passage: number) =>
    Math.max(...chosen.filter((unit) => unit.passage === passage).map((unit) => unit.score))
  const ordered = [...chosen].sort(
    (a, b) => bestOf(b.passage) - bestOf(a.passage) || a.passage - b.passage || a.order - b.order,
  )
  return ordered.map((unit, index) => {
    const before = ordered[index - 1]
    return {
      text: unit.text,
      passage: unit.passage,
      block: unit.block,
      source: unit.source,
      joined: before?.kind === 'sentence' && unit.kind === 'sentence' && before.passage === unit.passage,
    }
  })
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
