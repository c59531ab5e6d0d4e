export type BlockKind = 'text' | 'item' | 'heading' | 'code'

/** A block of Markdown as a range of the text it stands in, without the blank lines around it. */
export interface Block {
  kind: BlockKind
  start: number
  end: number
}

const FENCE = /^\s*(`{3,}|~{3,})(.*)$/
const HEADING = /^ {0,3}#{1,6}\s/
const ITEM = /^\s*(?:[-*+]|\d{1,4}[.)])\s+/

/**
 * Cuts Markdown into blocks as Discord reads it: fenced code, headings, list items, and paragraphs for all the rest.
 * A fence that is never closed reaches to the end.
 */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let open: (Block & { fence?: string }) | null = null
  let position = 0
  for (const line of text.split('\n')) {
    const start = position
    const end = start + line.length
    position = end + 1
    const marker = FENCE.exec(line)?.[1]
    if (open?.fence) {
      open.end = end
      if (marker?.startsWith(open.fence) && line.trim() === marker) open = null
      continue
    }
    if (marker) {
      open = { kind: 'code', start, end, fence: marker }
      blocks.push(open)
    } else if (line.trim() === '') open = null
    else if (HEADING.test(line)) {
      blocks.push({ kind: 'heading', start, end })
      open = null
    } else if (ITEM.test(line)) {
      open = { kind: 'item', start, end }
      blocks.push(open)
    } else if (open) open.end = end
    else {
      open = { kind: 'text', start, end }
      blocks.push(open)
    }
  }
  return blocks.map(({ kind, start, end }) => ({ kind, start, end }))
}

/** The marker of a list item, with its indentation and the space behind it; '' for any other text. */
export function itemMarker(text: string): string {
  return ITEM.exec(text)?.[0] ?? ''
}

/** The language and the lines between the fences of a code block. */
export function codeOf(block: string): { language: string; code: string } {
  const lines = block.split('\n')
  const [, marker = '```', info = ''] = FENCE.exec(lines[0] ?? '') ?? []
  const last = lines.at(-1)?.trim() ?? ''
  const isClosed = lines.length > 1 && last.startsWith(marker) && /^([`~])\1+$/.test(last)
  return {
    language: /^[\w+#.-]{1,30}/.exec(info.trim())?.[0] ?? '',
    code: lines.slice(1, isClosed ? -1 : undefined).join('\n'),
  }
}
