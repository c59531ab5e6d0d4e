import type { Passage } from '../knowledge/section.ts'
import type { Statement } from '../llm/model.ts'
import { type Block, type BlockKind, blocksOf, codeOf, itemMarker } from './blocks.ts'
import { type Range, sentencesOf } from './sentences.ts'

/** A run of text with the passages (indices) that say it. Only lead-ins and headings have none. */
export interface Run {
  text: string
  cites: number[]
}

/** A block of the answer of which every claim is backed by a passage. */
export interface GroundedBlock {
  kind: BlockKind
  /** A list item's marker; '' for the other kinds. */
  marker: string
  /** A code block has one run: the code without its fences. */
  runs: Run[]
  /** A code block's language, '' when it has none. */
  language: string
}

const MAX_HEADING_LEVEL = 6

interface Candidate extends GroundedBlock {
  /** A last sentence without a citation that introduces what follows. */
  leadIn: Run | null
  level: number
}

/**
 * What remains of a model's answer when everything without a citation to a given passage is dropped, in order.
 * - A sentence stays when any of its words is cited.
 * - A code block stays when each of its lines is cited, or when one passage has all its lines: then that passage is its citation.
 * - A lead-in (it ends with a colon) stays with what it leads to, a heading with the blocks below it.
 * Citations of passages that were not given do not count. Nothing left means that the docs do not answer.
 */
export function ground(statements: Statement[], passages: Passage[]): GroundedBlock[] {
  const text = statements.map((statement) => statement.text).join('')
  const spans = spansOf(statements, passages.length)
  const candidates = blocksOf(text).map((block) => candidate(block, text, spans, passages))
  return survivors(candidates)
}

function survivors(candidates: Candidate[]): GroundedBlock[] {
  const kept: GroundedBlock[] = []
  /** Whether the block after the current one stays; a list counts as one. */
  let isFollowed = false
  let nextKind: BlockKind | null = null
  /** Whether anything stays below a heading of this level, down to the next heading that closes it. */
  const hasContent = new Array<boolean>(MAX_HEADING_LEVEL + 1).fill(false)
  for (const { leadIn, level, ...block } of candidates.toReversed()) {
    const isHeading = block.kind === 'heading'
    const runs: Run[] =
      leadIn && (isHeading ? hasContent[level] : isFollowed) ? [...block.runs, leadIn] : block.runs
    const stays: boolean = runs.length > 0
    if (stays) kept.unshift({ ...block, runs })
    if (isHeading) hasContent.fill(false, level)
    else if (stays) hasContent.fill(true)
    const isInList = block.kind === 'item' && (nextKind === 'item' || nextKind === 'code')
    isFollowed = stays || (isInList && isFollowed)
    nextKind = block.kind
  }
  return kept
}

interface Span extends Range {
  cites: number[]
}

function spansOf(statements: Statement[], passageCount: number): Span[] {
  let position = 0
  return statements.map(({ text, cites }) => {
    const start = position
    position += text.length
    const given = cites.filter((index) => Number.isInteger(index) && index >= 0 && index < passageCount)
    return { start, end: position, cites: given }
  })
}

function candidate({ kind, start, end }: Block, text: string, spans: Span[], passages: Passage[]): Candidate {
  const raw = text.slice(start, end)
  const block = { kind, marker: '', language: '', leadIn: null, level: 0 }
  if (kind === 'code') {
    const { language, code } = codeOf(raw)
    const cited = citesOfLines(start + raw.indexOf(code), code, text, spans)
    const cites = cited.length > 0 ? cited : quotedFrom(code, passages)
    return { ...block, language, runs: cites.length > 0 && code.trim() !== '' ? [{ text: code, cites }] : [] }
  }
  if (kind === 'heading') {
    const run = { text: raw, cites: citesWithin({ start, end }, text, spans) }
    const level = /#+/.exec(raw)?.[0].length ?? 1
    return run.cites.length > 0
      ? { ...block, level, runs: [run] }
      : { ...block, level, runs: [], leadIn: run }
  }
  const marker = kind === 'item' ? itemMarker(raw) : ''
  const offset = start + marker.length
  const runs = sentencesOf(raw.slice(marker.length)).map((sentence) => {
    const range = { start: offset + sentence.start, end: offset + sentence.end }
    return { text: text.slice(range.start, range.end), cites: citesWithin(range, text, spans) }
  })
  const last = runs.at(-1)
  const isLeadIn = last !== undefined && last.cites.length === 0 && /[:：][\s*_]*$/.test(last.text)
  return {
    ...block,
    marker,
    runs: runs.filter(({ cites }) => cites.length > 0),
    leadIn: isLeadIn ? last : null,
  }
}

/** The passages cited for any word within the range, in order of their first citation. */
function citesWithin({ start, end }: Range, text: string, spans: Span[]): number[] {
  const cites = new Set<number>()
  for (const span of spans) {
    if (span.cites.length === 0 || span.end <= start || span.start >= end) continue
    const shared = text.slice(Math.max(start, span.start), Math.min(end, span.end))
    if (/[\p{L}\p{N}]/u.test(shared)) for (const index of span.cites) cites.add(index)
  }
  return [...cites]
}

/** The passages cited for code; none as soon as one line of it is not cited, as code is used whole. */
function citesOfLines(start: number, code: string, text: string, spans: Span[]): number[] {
  const cites = new Set<number>()
  let position = start
  for (const line of code.split('\n')) {
    const cited = citesWithin({ start: position, end: position + line.length }, text, spans)
    if (cited.length === 0 && /[\p{L}\p{N}]/u.test(line)) return []
    for (const index of cited) cites.add(index)
    position += line.length + 1
  }
  return [...cites]
}

/** The first passage that has every line of the code, spacing aside. */
function quotedFrom(code: string, passages: Passage[]): number[] {
  const lines = code.split('\n').map(withoutSpacing).filter(Boolean)
  const found = passages.findIndex(({ section }) => {
    const body = withoutSpacing(section.body)
    return lines.every((line) => body.includes(line))
  })
  return found === -1 || lines.length === 0 ? [] : [found]
}

function withoutSpacing(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
