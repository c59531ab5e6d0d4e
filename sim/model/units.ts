/** Something of a passage that can be quoted whole: a sentence, a list, a code block, a row of a table. */
export interface Unit {
  kind: 'sentence' | 'list' | 'code' | 'row'
  /** As it is written in the answer. */
  text: string
  /** As it stands in the passage. */
  source: string
}

/** A list that is longer is taken item by item. */
const MAX_LIST_CHARS = 500
/** Words that give orders to a model. Text that has them is never quoted, whoever wrote it. */
const ORDERS =
  /\b(ignore|disregard|forget|override)\b.{0,40}\b(instruction|previous|prior|above|rule|prompt)|\bsystem prompt\b|\byou are now\b|\b(pretend|act) (to be|as)\b|\breveal\b.{0,30}\b(prompt|instruction|secret|key)|\bjailbreak|\bdeveloper mode\b|<\/?(system|assistant|human)>/i

/** The units of a passage of Markdown, in reading order. */
export function unitsOf(markdown: string): Unit[] {
  return blocksOf(markdown)
    .flatMap(unitsOfBlock)
    .filter((unit) => unit.text.trim() !== '' && !ORDERS.test(unit.source))
}

/** Paragraphs, lists, tables and fenced code, each with its own lines. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = []
  let current: string[] = []
  let fence: string | null = null
  const close = () => {
    if (current.length > 0) blocks.push(current.join('\n'))
    current = []
  }
  for (const line of markdown.split('\n')) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== null) {
      current.push(line)
      if (mark?.startsWith(fence)) {
        fence = null
        close()
      }
    } else if (mark) {
      close()
      fence = mark
      current.push(line)
    } else if (line.trim() === '' || /^#{1,6} /.test(line)) close()
    else {
      if (isListLine(line) && current.length > 0 && !isListLine(current[0] ?? '')) close()
      current.push(line)
    }
  }
  close()
  return blocks
}

function unitsOfBlock(block: string): Unit[] {
  if (/^\s{0,3}(`{3,}|~{3,})/.test(block)) return [{ kind: 'code', text: block, source: block }]
  if (block.startsWith('|')) return rowsOf(block)
  if (isListLine(block)) {
    if (block.length <= MAX_LIST_CHARS) return [{ kind: 'list', text: block, source: block }]
    return block
      .split(/\n(?=\s{0,3}(?:[-*+]|\d+[.)])\s)/)
      .map((item) => ({ kind: 'list' as const, text: item.trim(), source: item.trim() }))
  }
  const text = block
    .replace(/^>\s?/gm, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
  return sentencesOf(text).map((sentence) => ({ kind: 'sentence', text: sentence, source: sentence }))
}

/** Discord draws no tables: a row becomes a list item, its first cell in bold. */
function rowsOf(table: string): Unit[] {
  const lines = table.split('\n').filter((line) => line.startsWith('|'))
  if (lines.length < 3) return []
  return lines.slice(2).flatMap((line) => {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|'))
    const [first, ...rest] = cells.filter(Boolean)
    if (!first || rest.length === 0) return []
    const name = first.startsWith('`') ? first : `**${first.replaceAll('**', '')}**`
    return [{ kind: 'row' as const, text: `- ${name}: ${rest.join(' · ')}`, source: line }]
  })
}

function sentencesOf(paragraph: string): string[] {
  const parts = paragraph.split(/(?<=[.!?…]["')\]*_`]*)\s+(?=["'(*_`[]*[\p{Lu}\p{N}`])/u)
  return parts.map((part) => part.trim()).filter(Boolean)
}

function isListLine(line: string): boolean {
  return /^\s{0,3}(?:[-*+]|\d+[.)])\s/.test(line)
}
