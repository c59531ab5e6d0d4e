import { type GithubPlace, inlineTokens, type References, type Token } from './inline.ts'

/** A part of a text that can be left out as a whole. */
export interface Block {
  kind: 'heading' | 'item' | 'paragraph' | 'quote' | 'code'
  /** What stands before it and may not be cut off, such as "- ". */
  before: string
  tokens: Token[]
}

const MAX_INDENT = 6

/** GitHub-flavoured Markdown as blocks of Discord's: tables become lists, headings bold lines, comments nothing. */
export function blocksOf(markdown: string, place: GithubPlace): Block[] {
  const { lines, references } = withoutDefinitions(markdown)
  const inline = (text: string, isBold = false) => inlineTokens(text.trim(), place, references, isBold)
  const blocks: Block[] = []
  let open: { kind: Block['kind']; before: string; text: string[] } | null = null
  const close = () => {
    if (open) blocks.push({ kind: open.kind, before: open.before, tokens: inline(open.text.join('\n')) })
    open = null
  }
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const fence = /^\s*(`{3,}|~{3,})\s*([\w+#-]*)/.exec(line)
    if (fence) {
      close()
      const { code, end } = fenced(lines, index, fence[1] ?? '```')
      blocks.push({
        kind: 'code',
        before: '',
        tokens: [{ text: `\`\`\`${fence[2] ?? ''}\n${code}\n\`\`\``, isWhole: true }],
      })
      index = end
      continue
    }
    if (/^\s*\|?[\s:|-]*-{3,}[\s:|-]*$/.test(lines[index + 1] ?? '') && line.includes('|')) {
      close()
      const table = rowsFrom(lines, index)
      blocks.push(...tableBlocks(table, inline))
      index += table.length
      continue
    }
    const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
    const item = /^(\s*)([-*+]|\d{1,9}[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/.exec(line)
    const underline = /^ {0,3}(=+|-+)\s*$/.exec(line)
    const quote = /^ {0,3}>\s?(.*)$/.exec(line)
    if (heading) {
      close()
      blocks.push(headingBlock(heading[2] ?? '', inline))
    } else if (underline && open?.kind === 'paragraph') {
      const title: string = open.text.join(' ')
      open = null
      blocks.push(headingBlock(title, inline))
    } else if (line.trim() === '' || /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/.test(line)) {
      close()
    } else if (item) {
      close()
      const [, indent = '', mark = '-', box, text = ''] = item
      const bullet = /\d/.test(mark) ? `${Number.parseInt(mark, 10)}.` : '-'
      const ticked = box === undefined ? '' : box === ' ' ? '☐ ' : '☑ '
      const depth = Math.min(Math.floor(indent.replaceAll('\t', '  ').length / 2) * 2, MAX_INDENT)
      open = { kind: 'item', before: `${' '.repeat(depth)}${bullet} ${ticked}`, text: [text] }
    } else if (quote) {
      if (open?.kind !== 'quote') {
        close()
        open = { kind: 'quote', before: '> ', text: [] }
      }
      const text = (quote[1] ?? '').replace(/^\[!(\w+)\]$/, '**$1**')
      open.text.push(text)
    } else if (open) open.text.push(line.trim())
    else open = { kind: 'paragraph', before: '', text: [line.trim()] }
  }
  close()
  return blocks.filter(({ tokens }) => tokens.some(({ text }) => text.trim() !== '')).map(harmlessStart)
}

type Inline = (text: string, isBold?: boolean) => Token[]

function headingBlock(title: string, inline: Inline): Block {
  const text = inline(title, true)
    .map((token) => token.text)
    .join('')
    .trim()
  return { kind: 'heading', before: '', tokens: [{ text: text && `**${text}**`, isWhole: true }] }
}

/** A paragraph may not begin like one of Discord's own blocks: `-# ` is small print, `>>> ` quotes all that follows. */
function harmlessStart(block: Block): Block {
  const [first, ...rest] = block.tokens
  if (!first) return block
  if (block.kind === 'quote') {
    const tokens = block.tokens.map((token) => ({ ...token, text: token.text.replaceAll('\n', '\n> ') }))
    return { ...block, tokens }
  }
  if (block.kind !== 'paragraph') return block
  return { ...block, tokens: [{ ...first, text: first.text.replace(/^(\s*)([#>-])/, '$1\\$2') }, ...rest] }
}

/** The code until the fence is closed, its own fences made harmless. */
function fenced(lines: readonly string[], start: number, fence: string): { code: string; end: number } {
  let end = start + 1
  while (end < lines.length && !isClosing(lines[end] ?? '', fence)) end++
  const code = lines
    .slice(start + 1, end)
    .join('\n')
    .replaceAll('```', 'ˋˋˋ')
  return { code, end }
}

function isClosing(line: string, fence: string): boolean {
  const trimmed = line.trim()
  return trimmed.length >= fence.length && trimmed === (fence[0] ?? '`').repeat(trimmed.length)
}

function rowsFrom(lines: readonly string[], start: number): string[] {
  const length = lines.slice(start).findIndex((line) => !line.includes('|'))
  const rows = lines.slice(start, length === -1 ? undefined : start + length)
  return rows.filter((_, index) => index !== 1)
}

/** The header bold, each row an item. */
function tableBlocks(rows: readonly string[], inline: Inline): Block[] {
  return rows.map((row, index): Block => {
    const cells = row
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.replaceAll('\\|', '|').trim())
      .filter(Boolean)
      .join(' · ')
    return index === 0 ? headingBlock(cells, inline) : { kind: 'item', before: '- ', tokens: inline(cells) }
  })
}

const DEFINITION = /^ {0,3}\[([^\]]+)\]:\s*<?([^\s<>]+)>?(?:\s+"[^"]*")?\s*$/

/** Comments and definitions of links are taken out, but not of code. */
function withoutDefinitions(markdown: string): { lines: string[]; references: References } {
  const references = new Map<string, string>()
  const lines: string[] = []
  let fence: string | null = null
  let isComment = false
  for (let line of markdown.replaceAll('\r\n', '\n').split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== null) {
      if (isClosing(line, fence)) fence = null
    } else if (isComment) {
      const end = line.indexOf('-->')
      isComment = end === -1
      line = isComment ? '' : line.slice(end + 3)
    } else if (mark) fence = mark
    else {
      line = line.replace(/<!--[\s\S]*?-->/g, '').replace(/<br\s*\/?>/gi, '\n')
      const start = line.indexOf('<!--')
      if (start !== -1) {
        isComment = true
        line = line.slice(0, start)
      }
      const definition = DEFINITION.exec(line)
      if (definition) {
        references.set((definition[1] ?? '').trim().toLowerCase(), definition[2] ?? '')
        continue
      }
    }
    lines.push(...(fence === null ? line.split('\n') : [line]))
  }
  return { lines, references }
}
