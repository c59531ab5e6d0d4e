/** Discord's limit for a message's content, in UTF-16 code units. */
export const MAX_CONTENT_CHARS = 2000

interface Block {
  /** The fence's opening line, such as "```ts", or null outside of code. */
  fence: string | null
  lines: string[]
}

/**
 * Cuts Markdown into messages of at most `limit` characters and loses nothing but blank lines: between paragraphs and
 * whole code blocks when they fit, else between lines, sentences, words, and only then inside a word. A code block that
 * has to be cut is closed and opened again with its language. `limit` must be at least 100.
 */
export function splitMessage(text: string, limit: number = MAX_CONTENT_CHARS): string[] {
  const pieces = blocksOf(text).flatMap((block) => splitBlock(block, limit))
  return pack(pieces, '\n\n', limit)
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let current: Block | null = null
  for (const line of text.split('\n')) {
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (current?.fence != null) {
      if (marker && line.trim() === marker && current.fence.trimStart().startsWith(marker)) current = null
      else current.lines.push(line)
    } else if (marker) {
      current = { fence: line, lines: [] }
      blocks.push(current)
    } else if (line.trim() === '') {
      current = null
    } else if (current) {
      current.lines.push(line)
    } else {
      current = { fence: null, lines: [line] }
      blocks.push(current)
    }
  }
  return blocks
}

function splitBlock({ fence, lines }: Block, limit: number): string[] {
  if (fence === null)
    return pack(
      lines.flatMap((line) => cutLine(line, limit)),
      '\n',
      limit,
    )
  // A language longer than any real one is noise that could leave no room for the code.
  const open = fence.slice(0, 40)
  const close = /[`~]{3,}/.exec(open)?.[0] ?? '```'
  const room = limit - open.length - close.length - 2
  const parts = pack(
    lines.flatMap((line) => cutLine(line, room)),
    '\n',
    room,
  )
  return (parts.length > 0 ? parts : ['']).map((part) => `${open}\n${part}\n${close}`)
}

/** Joins neighbours for as long as they fit; every piece must fit by itself. */
function pack(pieces: string[], separator: string, limit: number): string[] {
  const packed: string[] = []
  for (const piece of pieces) {
    const last = packed.at(-1)
    if (last !== undefined && last.length + separator.length + piece.length <= limit) {
      packed[packed.length - 1] = last + separator + piece
    } else packed.push(piece)
  }
  return packed
}

function cutLine(line: string, limit: number): string[] {
  const parts: string[] = []
  let rest = line
  while (rest.length > limit) {
    const head = rest.slice(0, limit)
    const sentence = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? ')) + 2
    const word = head.lastIndexOf(' ') + 1
    const cut = sentence > limit / 2 ? sentence : word > limit / 2 ? word : wholeCharacters(head)
    parts.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return [...parts, rest]
}

/** The length of `head` without half a surrogate pair at its end. */
function wholeCharacters(head: string): number {
  const last = head.charCodeAt(head.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? head.length - 1 : head.length
}
