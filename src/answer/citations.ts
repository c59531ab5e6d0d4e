import { maskedLink, titledLink } from '../discord/text.ts'
import type { Passage, Section } from '../knowledge/section.ts'
import { cleanCode, cleanProse, joinBlocks } from './clean.ts'
import type { GroundedBlock, Run } from './grounding.ts'
import type { LinkPolicy } from './links.ts'

const MAX_BREADCRUMB_CHARS = 120
/** Anchors are made of headings, and some headings are whole paragraphs: those sections are linked by their page. */
const MAX_URL_CHARS = 500

/** An answer as the member reads it, and the sections behind its numbers: the first is number 1. */
export interface CitedAnswer {
  markdown: string
  cited: Section[]
}

/** Writes the blocks with `[[1]](<url>)` behind each statement, never inside code. A section has one number, given at its first use. */
export function renderAnswer(
  blocks: GroundedBlock[],
  passages: Passage[],
  isAllowed: LinkPolicy,
): CitedAnswer {
  const cited: Section[] = []
  const numberOf = (section: Section): number => {
    const known = cited.findIndex(({ id }) => id === section.id)
    return known === -1 ? cited.push(section) : known + 1
  }
  const marks = (cites: number[]): string => {
    const sections = cites.flatMap((index) => passages[index]?.section ?? [])
    const numbers = new Map(sections.map((section) => [numberOf(section), section]))
    return [...numbers].map(([number, section]) => maskedNumber(number, hrefOf(section))).join(' ')
  }
  const rendered = blocks.map((block, index) => {
    const next = blocks[index + 1]
    if (block.kind !== 'code')
      return { kind: block.kind, text: prose(withCodeCites(block, next), marks, isAllowed) }
    const text = cleanCode(block.language, block.runs[0]?.text ?? '', isAllowed)
    // Code right behind a statement is cited there; other code on the line below it.
    const before = blocks[index - 1]
    const isCitedBefore = before !== undefined && carriesCites(before)
    const source = isCitedBefore ? '' : `\n-# ${marks(block.runs[0]?.cites ?? [])}`
    return { kind: block.kind, text: text + source }
  })
  return { markdown: joinBlocks(rendered), cited }
}

function carriesCites({ kind }: GroundedBlock): boolean {
  return kind === 'text' || kind === 'item'
}

/** The block, its last run citing also what the code block behind it cites. */
function withCodeCites(block: GroundedBlock, next: GroundedBlock | undefined): GroundedBlock {
  const last = block.runs.at(-1)
  if (next?.kind !== 'code' || !last || !carriesCites(block)) return block
  const cites = [...new Set([...last.cites, ...(next.runs[0]?.cites ?? [])])]
  return { ...block, runs: [...block.runs.slice(0, -1), { ...last, cites }] }
}

function prose(
  { marker, runs }: GroundedBlock,
  marks: (cites: number[]) => string,
  isAllowed: LinkPolicy,
): string {
  const texts = joinEqual(runs).map(({ text, cites }) => withMarks(cleanProse(text, isAllowed), marks(cites)))
  const text = texts.join('').trimEnd()
  return text.trim() === '' ? '' : marker + text
}

/** Neighbours with the same citations get them once, at the end. */
function joinEqual(runs: Run[]): Run[] {
  const joined: Run[] = []
  for (const { text, cites } of runs) {
    const last = joined.at(-1)
    const isEqual =
      last && last.cites.length === cites.length && last.cites.every((cite) => cites.includes(cite))
    if (isEqual) last.text += text
    else joined.push({ text, cites })
  }
  return joined
}

/** The marks stand behind the text, in front of the colon of a lead-in and of the space that follows. */
function withMarks(text: string, marks: string): string {
  if (marks === '') return text
  const [end = ''] = /[:：]?\s*$/.exec(text) ?? []
  return `${text.slice(0, text.length - end.length)} ${marks}${end || ' '}`
}

function hrefOf({ url, page }: Section): string {
  return url.length <= MAX_URL_CHARS ? url : page
}

function maskedNumber(number: number, url: string): string {
  const [, destination = ''] = /\((<[^>]*>)\)$/.exec(maskedLink('', url)) ?? []
  return `[[${number}]](${destination})`
}

/** "Page › Heading" as a link to the exact section. */
export function sectionLink(section: Section): string {
  const headings = section.headings.filter((heading) => heading !== section.title)
  const breadcrumb = cleanProse([section.title, ...headings].join(' › '), () => false)
  return titledLink(breadcrumb, hrefOf(section), MAX_BREADCRUMB_CHARS)
}

/** One small line for each source, with its number. */
export function sourceLines(cited: Section[]): string {
  return cited.map((section, index) => `-# ${index + 1} · ${sectionLink(section)}`).join('\n')
}
