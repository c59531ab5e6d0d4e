import { words } from './analysis/words.ts'
import { conceptsOf } from './concepts.ts'
import { clip, plainText, sentences } from './plain-text.ts'
import { parseQuestion } from './question.ts'
import { type Hit, runMatch } from './run-match.ts'
import type { Section } from './section.ts'

type Weights = ReadonlyMap<string, Hit[]>

/** What each term of a query counts for. Longer words are rarer, which is all that is known of rarity here. */
function weightsOf(query: string): Weights {
  const question = parseQuestion(query)
  const weights = new Map<string, Hit[]>()
  for (const { term, variants } of conceptsOf(question)) {
    for (const [variant, share] of variants) {
      const weight = share * Math.log2(2 + term.length)
      weights.set(variant, [...(weights.get(variant) ?? []), { concept: term, weight }])
    }
  }
  return weights
}

interface Run {
  from: number
  to: number
}

/**
 * The run of neighbouring pieces that matches best within `length` characters; the earlier of two equal ones. Each
 * piece is read once, however many runs it is part of.
 */
function bestRun(pieces: string[], weights: Weights, length: number, separator: number): Run {
  let best: Run = { from: 0, to: 1 }
  if (pieces.length <= 1) return best
  let bestMatch = -1
  const hits = pieces.map((piece) => words(piece).flatMap(({ term }) => weights.get(term) ?? []))
  const match = runMatch()
  let size = 0
  let to = 0
  for (const [from, piece] of pieces.entries()) {
    while (to < pieces.length && (to === from || size + (pieces[to]?.length ?? 0) <= length)) {
      size += (pieces[to]?.length ?? 0) + separator
      match.append(hits[to] ?? [])
      to++
    }
    if (match.value() > bestMatch + 1e-9) {
      best = { from, to }
      bestMatch = match.value()
    }
    size -= piece.length + separator
    match.dropFirst(hits[from] ?? [])
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
    if (lines.some((line) => line.trim() !== '')) blocks.push(lines.join('\n').replace(/^\n+/, '').trimEnd())
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
