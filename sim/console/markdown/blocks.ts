import type { Block } from './ast.ts'
import { parseInline } from './inline.ts'

const MAX_DEPTH = 8
const HEADING = /^(#{1,3})\s+(\S.*)$/
const SUBTEXT = /^-#\s+(\S.*)$/
const QUOTE = /^>(?:\s(.*))?$/
const ITEM = /^( *)(?:[-*]|(\d{1,9})\.)\s+(\S.*)$/
const FENCE = /```(?:([\w+#.-]*)\n)?([\s\S]*?)\n?```/

/**
 * Reads a message, an embed's text or a text display the way Discord does: every line end counts,
 * headings have three levels, `>>>` quotes all that follows.
 */
export function parseMarkdown(source: string, depth = 0): Block[] {
  const lines = source === '' ? [] : source.replaceAll('\r\n', '\n').split('\n')
  const blocks: Block[] = []
  let paragraph: string[] = []
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ type: 'paragraph', children: parseInline(paragraph.join('\n')) })
    paragraph = []
  }
  for (let i = 0; i < lines.length; ) {
    const fence = readFence(lines, i)
    if (fence) {
      if (fence.before !== '') paragraph.push(fence.before)
      flush()
      blocks.push(fence.block)
      lines.splice(0, fence.next, ...fence.after)
      i = 0
      continue
    }
    const found = readBlock(lines, i, depth)
    if (found === undefined) {
      paragraph.push(lines[i] ?? '')
      i += 1
    } else {
      flush()
      blocks.push(found.block)
      i = found.next
    }
  }
  flush()
  return blocks
}

/** A fence may open and close in the middle of a line; what stands beside it is text of its own. */
function readFence(lines: readonly string[], at: number) {
  const line = lines[at] ?? ''
  if (!line.includes('```') || QUOTE.test(line) || ITEM.test(line)) return undefined
  const rest = lines.slice(at).join('\n')
  const match = FENCE.exec(rest)
  const text = match?.[2] ?? ''
  if (match === null || match.index > line.length || text.trim() === '') return undefined
  const end = match.index + match[0].length
  const after = rest.slice(end).replace(/^\n/, '')
  const block: Block = { type: 'code', language: match[1] ?? '', text }
  return {
    before: line.slice(0, match.index),
    block,
    after: after === '' ? [] : after.split('\n'),
    next: lines.length,
  }
}

type Found = { readonly block: Block; readonly next: number }

function readBlock(lines: readonly string[], at: number, depth: number): Found | undefined {
  const line = lines[at] ?? ''
  const heading = HEADING.exec(line)
  if (heading) {
    const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3
    return { block: { type: 'heading', level, children: parseInline(heading[2] ?? '') }, next: at + 1 }
  }
  const subtext = SUBTEXT.exec(line)
  if (subtext) return { block: { type: 'subtext', children: parseInline(subtext[1] ?? '') }, next: at + 1 }
  if (depth >= MAX_DEPTH) return undefined
  if (line.startsWith('>>> ')) {
    const inside = [line.slice(4), ...lines.slice(at + 1)].join('\n')
    return { block: { type: 'quote', children: parseMarkdown(inside, depth + 1) }, next: lines.length }
  }
  if (QUOTE.test(line)) return readQuote(lines, at, depth)
  return ITEM.test(line) ? readList(lines, at, depth) : undefined
}

function readQuote(lines: readonly string[], at: number, depth: number): Found {
  const inside: string[] = []
  let next = at
  for (; next < lines.length; next += 1) {
    const match = QUOTE.exec(lines[next] ?? '')
    if (match === null) break
    inside.push(match[1] ?? '')
  }
  return { block: { type: 'quote', children: parseMarkdown(inside.join('\n'), depth + 1) }, next }
}

/** Items of one indent are siblings; what is indented further belongs to the item above it. */
function readList(lines: readonly string[], at: number, depth: number): Found {
  const first = ITEM.exec(lines[at] ?? '')
  const indent = first?.[1]?.length ?? 0
  const ordered = first?.[2] !== undefined
  const items: string[][] = []
  let next = at
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    const item = ITEM.exec(line)
    const depthOfLine = line.length - line.trimStart().length
    if (item && depthOfLine === indent && (item[2] !== undefined) === ordered) items.push([item[3] ?? ''])
    else if (line.trim() !== '' && depthOfLine > indent) items.at(-1)?.push(line.slice(indent + 2))
    else break
  }
  const children = items.map((item) => parseMarkdown(item.join('\n'), depth + 1))
  return { block: { type: 'list', ordered, start: Number(first?.[2] ?? 1), items: children }, next }
}
