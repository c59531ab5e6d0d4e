/** A piece of text as a reader sees it, and where it began in the original. */
export interface Segment {
  text: string
  start: number
  /** Decoded: every character of it stands at `start`. */
  isVerbatim?: true
}

/** `[label](target)`, with one pair of brackets allowed inside the label. Alternatives begin with different characters. */
export const MASKED_LINK =
  /\[((?:[^[\]\\]|\\[\s\S]|\[[^[\]]{0,100}\]){1,300})\]\(\s*<?((?:https?|hxxps?):\/\/[^\s<>)]{1,2000})>?(?:\s[^)\n]{0,200})?\)/iy
/** Discord's own tokens: mentions, channels, custom emoji, times, commands. They are no text of the author's. */
const TOKEN = /<(?:[@#]|a?:\w|t:|\/|id:)[^>\s]{0,100}>/y
const URL_TEXT = /(?:https?|hxxps?):\/\/[^\s<>|]{1,2000}/iy
const LINE_START = /(?:#{1,3} |-# |>{1,3} ?|[ \t]{0,8}[-*] )/y

/** Splits a message into what remains when Discord's markup is taken out; masked links keep their label, targets follow at the end. */
export function markup(source: string): Segment[] {
  const out: Segment[] = []
  const targets: Segment[] = []
  /** Where a label ends → where its link ends. */
  const skips = new Map<number, number>()
  let from = 0
  const cut = (end: number, next: number) => {
    if (end > from) out.push({ text: source.slice(from, end), start: from })
    from = next
  }
  for (let i = 0; i < source.length; ) {
    const skip = skips.get(i)
    if (skip !== undefined) {
      cut(i, skip)
      i = skip
      continue
    }
    if (i === 0 || source[i - 1] === '\n') {
      const start = matchAt(LINE_START, source, i)
      if (start) {
        cut(i, i + start[0].length)
        i += start[0].length
        continue
      }
    }
    const character = source[i]
    if (character === 'h' || character === 'H') {
      const url = matchAt(URL_TEXT, source, i)
      if (url) {
        const end = i + trimmedLength(url[0])
        cut(i, end)
        out.push(...decoded(source.slice(i, end), i))
        i = end
        continue
      }
    } else if (character === '[') {
      const link = matchAt(MASKED_LINK, source, i)
      if (link) {
        const [whole, label = '', target = ''] = link
        skips.set(i + 1 + label.length, i + whole.length)
        targets.push(
          { text: ' ', start: i },
          ...decoded(target, source.indexOf(target, i + 1 + label.length)),
        )
        cut(i, i + 1)
        i += 1
        continue
      }
    } else if (character === '<') {
      const token = matchAt(TOKEN, source, i)
      if (token) {
        cut(i, i + token[0].length)
        out.push({ text: ' ', start: i })
        i = from
        continue
      }
    }
    const length = markLength(source, i)
    if (length > 0) cut(i, i + length)
    // An escaped character is read as it stands, but a high surrogate keeps its pair.
    i += length > 0 && character === '\\' ? 2 : Math.max(1, length)
  }
  cut(source.length, source.length)
  return [...out, ...targets]
}

function matchAt(pattern: RegExp, source: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index
  return pattern.exec(source)
}

/** How many characters at `i` are markup and not text. */
function markLength(source: string, i: number): number {
  const character = source[i]
  const next = source[i + 1]
  if (character === '\\') return next === undefined ? 0 : 1
  if (character === '`') return 1
  if (character === '|' || character === '~') return next === character ? 2 : 0
  if (character === '*') return next === '*' ? 2 : isLetter(source[i - 1]) || isLetter(next) ? 1 : 0
  if (character !== '_') return 0
  if (next === '_') return 2
  // snake_case is a name; _emphasis_ begins and ends at a word's edge.
  return isLetter(source[i - 1]) !== isLetter(next) ? 1 : 0
}

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{M}\u0080-\u{10ffff}]/u.test(character)

const TRAILING = new Set(')].,;:!?\'"*_~`')

/** Length of a URL without the punctuation and markup that follow it. */
export function trimmedLength(url: string): number {
  let length = url.length
  while (length > 0 && TRAILING.has(url[length - 1] ?? '')) length -= 1
  return length
}

/** %-escapes in an address read as the characters they stand for; what is no UTF-8 stays. */
function decoded(url: string, start: number): Segment[] {
  if (!url.includes('%')) return [{ text: url, start }]
  const text = url.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
  return [{ text, start, isVerbatim: true }]
}
