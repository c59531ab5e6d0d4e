import { words } from './analysis/words.ts'
import { conceptsOf } from './concepts.ts'
import { clip, plainText, sentences } from './plain-text.ts'
import { parseQuestion } from './question.ts'
import type { Section } from './section.ts'

type Weights = ReadonlyMap<string, { concept: string; weight: number }[]>

/** What each term of a query counts for. Longer words are rarer, which is all that is known of rarity here. */
function weightsOf(query: string): Weights {
  const question = parseQuestion(query)
  const weights = new Map<string, { concept: string; weight: number }[]>()
  for (const { term, variants } of conceptsOf(question)) {
    for (const [variant, share] of variants) {
      const weight = share * Math.log2(2 + term.length)
      weights.set(variant, [...(weights.get(variant) ?? []), { concept: term, weight }])
    }
  }
  return weights
}

/** Each thing asked for counts once, in its best form, and a little more when it comes again. */
function matchOf(text: string, weights: Weights): number {
  const best = new Map<string, number>()
  let repeats = 0
  for (const { term } of words(text)) {
    for (const { concept, weight } of weights.get(term) ?? []) {
      if (best.has(concept)) repeats += weight
      best.set(concept, Math.max(best.get(concept) ?? 0, weight))
    }
  }
  return [...best.values()].reduce((sum, weight) => sum + weight, 0) + 0.1 * Math.log2(1 + repeats)
}

interface Run {
  from: number
  to: number
}

/** The run of neighbouring pieces that matches best within `length` characters; the earlier of two equal ones. */
function bestRun(pieces: string[], weights: Weights, length: number, separator: number): Run {
  let best: Run = { from: 0, to: 1 }
  let bestMatch = -1
  for (const [from] of pieces.entries()) {
    let size = 0
    let to = from
    while (to < pieces.length && (to === from || size + (pieces[to]?.length ?? 0) <= length)) {
      size += (pieces[to]?.length ?? 0) + separator
      to++
    }
    const match = matchOf(pieces.slice(from, to).join(' '), weights)
    if (match > bestMatch + 1e-9) {
      best = { from, to }
      bestMatch = match
    }
  }
  return best
}

/** The part of a long sentence around its first match. */
function aroundMatch(sentence: string, weights: Weights, length: number): string {
  if (sentence.length <= length) return sentence
  const tokens = sentence.split(/(?<=\s)/)
  const { from } = bestRun(tokens, weights, length - 2, 0)
  const start = tokens.slice(0, from).join('')
  return (start === '' ? '' : '…') + clip(sentence.slice(start.length), length - (start === '' ? 0 : 1))
}

/**
 * The best passage of a section for a query, as plain text of at most `length` characters, with an ellipsis where it
 * was cut. '' when the section has no text.
 */
export function snippet(section: Section, query: string, length = 200): string {
  const all = sentences(plainText(section.body))
  if (all.length === 0) return ''
  const weights = weightsOf(query)
  const { from, to } = bestRun(all, weights, length, 1)
  const text = all.slice(from, to).join(' ')
  return to - from === 1 ? aroundMatch(text, weights, length) : clip(text, length)
}

/** Blocks of Markdown, fenced code whole. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = []
  let lines: string[] = []
  let fence: string | null = null
  const flush = () => {
    if (lines.some((line) => line.trim() !== '')) blocks.push(lines.join('\n').replace(/^\n+|\s+$/g, ''))
    lines = []
  }
  for (const line of markdown.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === null && mark !== undefined) {
      flush()
      fence = mark
      lines.push(line)
    } else if (fence !== null && mark?.startsWith(fence) && /^\s*[`~]+\s*$/.test(line)) {
      lines.push(line)
      flush()
      fence = null
    } else if (fence === null && line.trim() === '') flush()
    else lines.push(line)
  }
  flush()
  return blocks
}

/** A block that is longer than may be quoted: code by lines with its fence closed, prose by words. */
function shortenBlock(block: string, weights: Weights, length: number): string {
  if (block.length <= length) return block
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(block)?.[1]
  if (fence === undefined) return aroundMatch(block.replace(/\s+/g, ' '), weights, length)
  const room = length - fence.length - 3
  const end = block.lastIndexOf('\n', room)
  return `${block.slice(0, end > 0 ? end : room)}\n…\n${fence}`
}

/**
 * The best passage of a section for a query, as Markdown of at most `length` characters, for answers that quote.
 * Blocks stay whole, code blocks with their fences; only a block longer than that alone is cut.
 */
export function quote(section: Section, query: string, length = 600): string {
  const blocks = blocksOf(section.body)
  if (blocks.length === 0) return ''
  const weights = weightsOf(query)
  const { from, to } = bestRun(blocks, weights, length, 2)
  if (to - from > 1) return blocks.slice(from, to).join('\n\n')
  return shortenBlock(blocks[from] ?? '', weights, length)
}
