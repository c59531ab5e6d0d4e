import { type Block, blocksOf } from './blocks.ts'
import type { GithubPlace, Token } from './inline.ts'

/** Less than this of a block is not worth showing. */
const MIN_CUT_CHARS = 80
/** Addresses are written out and comments may stand before: what is read is longer than what is shown. */
const READ_FACTOR = 3
const READ_CHARS = 1_500

/**
 * The beginning of a GitHub text in Discord's Markdown, at most `max` characters. It ends between headings, paragraphs and
 * list items; only a text that begins with a longer one than that ends inside it, at a word. Code and links are there as a
 * whole or not at all. Plain code of a fence that does not fit is left out.
 */
export function excerpt(markdown: string, place: GithubPlace, max: number): { text: string; isCut: boolean } {
  const { blocks, isWhole } = beginning(markdown, place, max)
  const taken: string[] = []
  let length = 0
  let count = 0
  for (const [index, block] of blocks.entries()) {
    const previous = blocks[index - 1]
    const text = separator(previous, block) + textOf(block)
    if (length + text.length > max || (!isWhole && blocks.length === 1)) break
    taken.push(text)
    length += text.length
    count++
  }
  if (isWhole && count === blocks.length) return { text: taken.join('').trim(), isCut: false }
  // A heading announces what is no longer there.
  while (count > 0 && blocks[count - 1]?.kind === 'heading') {
    taken.pop()
    count--
  }
  if (count > 0) return { text: taken.join('').trim(), isCut: true }
  const first = blocks.find(({ kind }) => kind !== 'heading' && kind !== 'code')
  return { text: first ? cutBlock(first, max) : '', isCut: true }
}

/** The first line that says something, for a list of releases. */
export function firstLine(markdown: string, place: GithubPlace, max: number): string {
  const first = beginning(markdown, place, max).blocks.find(
    ({ kind }) => kind === 'paragraph' || kind === 'item',
  )
  if (!first) return ''
  return cutBlock({ ...first, before: '' }, max).replace(/\s+/g, ' ')
}

/** As many blocks as an excerpt can need, and whether these are all: reading the rest would cost time for nothing. */
function beginning(markdown: string, place: GithubPlace, max: number): { blocks: Block[]; isWhole: boolean } {
  const enough = max * READ_FACTOR + READ_CHARS
  if (markdown.length <= enough) return { blocks: blocksOf(markdown, place), isWhole: true }
  const blocks = blocksOf(markdown.slice(0, enough), place)
  // The last one ends where reading ended.
  return { blocks: blocks.length > 1 ? blocks.slice(0, -1) : blocks, isWhole: false }
}

function separator(previous: Block | undefined, block: Block): string {
  if (!previous) return ''
  const isList = block.kind === 'item' && (previous.kind === 'item' || previous.kind === 'heading')
  return isList || previous.kind === 'heading' ? '\n' : '\n\n'
}

function textOf({ before, tokens }: Block): string {
  return before + balanced(tokens.map(({ text }) => text).join('')).trim()
}

function cutBlock({ before, tokens }: Block, max: number): string {
  const room = max - before.length - 4
  let text = ''
  for (const token of tokens) {
    if (text.length + token.text.length > room) return before + ended(text, token, room)
    text += token.text
  }
  return before + balanced(text).trim()
}

function ended(text: string, { text: next, isWhole }: Token, room: number): string {
  const whole = isWhole ? text : text + next.slice(0, room - text.length)
  const space = whole.lastIndexOf(' ')
  // A word is not cut where there is another; a link or code that was taken stays.
  const cut =
    space > Math.min(MIN_CUT_CHARS, text.length)
      ? whole.slice(0, Math.max(space, lastWhole(text)))
      : text || whole
  return `${balanced(
    cut
      .trimEnd()
      .replace(/\\+$/, '')
      .replace(/[\uD800-\uDBFF]$/, ''),
  )}…`
}

/** Where the last link or code ends. */
function lastWhole(text: string): number {
  return Math.max(text.lastIndexOf('>)') + 2, text.lastIndexOf('`') + 1)
}

/** Emphasis that is left open would run on into what follows. */
function balanced(text: string): string {
  const bare = text.replace(/`[^`]*`|\]\(<[^>]*>\)|\\[\s\S]/g, (match) => ' '.repeat(match.length))
  let result = text
  for (const mark of ['**', '~~']) {
    if ((bare.split(mark).length - 1) % 2 === 1) {
      const at = bare.lastIndexOf(mark)
      result = result.slice(0, at) + result.slice(at + mark.length)
      return balanced(result)
    }
  }
  return result
}
