import * as z from 'zod'
import { editDistance, editsAllowed } from '../../knowledge/spelling.ts'
import type { JudgementRequest } from '../../llm/judgement.ts'

/** What a community means by a word. */
export interface LingoEntry {
  term: string
  definition: string
}

export const MAX_LINGO_TERM_CHARS = 60
export const MAX_DEFINITION_CHARS = 400
/** A phrase of more words is found by its exact words only as far as this. */
const MAX_TERM_WORDS = 6
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu

const wordsOf = (text: string): string[] =>
  Array.from(text.normalize('NFKC').toLowerCase().matchAll(WORD), ([word]) => word.replaceAll('’', "'"))

interface Scored {
  entry: LingoEntry
  /** Edits away from what is written, summed over its words. */
  edits: number
  /** Messages it occurs in. */
  uses: number
}

/**
 * Entries whose term is in the texts, letter for letter or misspelt by an edit or two, at most `max` of them: exact before
 * fuzzy, used often before seldom, then by term, so that the same texts give the same packet.
 */
export function lingoIn(texts: readonly string[], entries: readonly LingoEntry[], max: number): LingoEntry[] {
  const messages = texts.map(wordsOf)
  const uses = new Map<string, number>()
  for (const words of messages) for (const word of new Set(words)) uses.set(word, (uses.get(word) ?? 0) + 1)
  const vocabulary = [...uses.keys()]
  const near = new Map<string, { word: string; edits: number } | null>()
  const nearest = (word: string) => {
    const known = near.get(word)
    if (known !== undefined) return known
    const found = nearestWord(word, uses, vocabulary)
    near.set(word, found)
    return found
  }
  const found = entries.flatMap((entry): Scored[] => {
    const words = wordsOf(entry.term).slice(0, MAX_TERM_WORDS)
    const matches = words.map(nearest)
    const written = matches.flatMap((match) => (match ? [match.word] : []))
    if (words.length === 0 || written.length < words.length) return []
    const inMessages = messages.filter((message) => followsIn(message, written)).length
    if (inMessages === 0) return []
    return [{ entry, edits: matches.reduce((sum, match) => sum + (match?.edits ?? 0), 0), uses: inMessages }]
  })
  return found
    .toSorted((a, b) => a.edits - b.edits || b.uses - a.uses || (a.entry.term < b.entry.term ? -1 : 1))
    .slice(0, Math.max(0, max))
    .map(({ entry }) => entry)
}

function nearestWord(
  word: string,
  uses: ReadonlyMap<string, number>,
  vocabulary: readonly string[],
): { word: string; edits: number } | null {
  if (uses.has(word)) return { word, edits: 0 }
  let bound = editsAllowed(word.length)
  let best: { word: string; edits: number } | null = null
  for (const other of bound === 0 ? [] : vocabulary) {
    const edits = editDistance(word, other, bound)
    if (edits > bound) continue
    best = { word: other, edits }
    if (edits === 1) return best
    bound = edits - 1
  }
  return best
}

function followsIn(message: readonly string[], words: readonly string[]): boolean {
  return message.some((_, start) => words.every((word, offset) => message[start + offset] === word))
}

/** One thing that somebody said a term means. */
export interface LingoSource {
  text: string
  /** Epoch milliseconds. */
  at: number
}

const definitionAnswer = z.strictObject({
  definition: z.string(),
  /** 0 to 1: how well the sources agree. */
  confidence: z.number(),
  is_person: z.boolean(),
})
export type DefinitionAnswer = z.output<typeof definitionAnswer>

const MAX_OUTPUT_TOKENS = 300

/** Asks for one definition from what moderators answered, the definition so far included. Texts are pseudonymous. */
export function definitionRequest(
  term: string,
  current: string | null,
  sources: readonly LingoSource[],
): JudgementRequest<DefinitionAnswer> {
  return {
    system: [
      'You keep the dictionary of a community’s own words. Write one definition of the term from what moderators answered, the newest last: at most two short sentences, only what they say, the newer answer where two contradict each other.',
      'confidence: 0 to 1, how well the answers agree and how clear they are. is_person: true when the term turns out to be a name for a member.',
      'Reply with JSON: {"definition":"…","confidence":0.9,"is_person":false}.',
    ].join('\n'),
    data: [
      { label: 'term', text: term.slice(0, MAX_LINGO_TERM_CHARS) },
      ...(current === null ? [] : [{ label: 'definition so far', text: current }]),
      ...sources
        .toSorted((a, b) => a.at - b.at)
        .map(({ text }) => ({ label: 'answer', text: text.slice(0, MAX_DEFINITION_CHARS) })),
    ],
    schema: definitionAnswer,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
}

/** A reconciled definition that can be stored; null when the answer is empty. */
export function usableDefinition({ definition, confidence, is_person: isPerson }: DefinitionAnswer): {
  definition: string
  confidence: number
  isPerson: boolean
} | null {
  const text = definition.replace(/\s+/g, ' ').trim().slice(0, MAX_DEFINITION_CHARS)
  if (text === '') return null
  return {
    definition: text,
    confidence: Number.isFinite(confidence) ? Math.min(1, Math.max(0, confidence)) : 0,
    isPerson,
  }
}

/**
 * What the answers say, without a model: one after the other, each once. When they are too long together, the newest are
 * kept, as they may correct the others.
 */
export function joinedDefinition(current: string | null, answers: readonly string[]): string {
  const said = [...(current === null ? [] : [current]), ...answers].map((text) =>
    text
      .replace(/\s+/g, ' ')
      .replace(/[\s;]+$/, '')
      .trim(),
  )
  const kept: string[] = []
  let room = MAX_DEFINITION_CHARS
  for (const text of said.toReversed()) {
    if (text === '' || kept.some((other) => other.toLowerCase() === text.toLowerCase())) continue
    const piece = kept.length === 0 ? text.slice(0, MAX_DEFINITION_CHARS) : text
    if (piece.length + 2 > room + (kept.length === 0 ? 2 : 0)) break
    kept.unshift(piece)
    room -= piece.length + 2
  }
  return kept.join('; ')
}
