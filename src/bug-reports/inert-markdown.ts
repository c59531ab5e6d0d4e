import { isHidden, ZERO_WIDTH_JOINER } from '../moderation/text/code-points.ts'

/** An opening or closing fence, with its language. */
const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/
/** One backtick, neither doubled nor beside another. */
const CODE_SPAN = /(`[^`\n]+`)/
const ZERO_WIDTH_SPACE = '\u200b'

/**
 * A member's text for GitHub: it reads as written, code stays code, and nothing in it acts. Mentions ping nobody, `#1` and
 * `GH-1` refer to nothing, HTML and its comments are text, headings and images are none. GitHub looks for mentions in what
 * Markdown has become, so that a backslash would not stop them: a zero-width space does.
 */
export function inertMarkdown(text: string): string {
  const out: string[] = []
  let code: { marker: string; language: string; lines: string[] } | null = null
  for (const line of clean(text).split('\n')) {
    const [, marker = '', language = ''] = FENCE.exec(line) ?? []
    if (code) {
      const isEnd = marker[0] === code.marker[0] && marker.length >= code.marker.length && language === ''
      if (!isEnd) code.lines.push(line)
      else {
        out.push(fenced(code))
        code = null
      }
    } else if (marker) {
      code = { marker, language, lines: [] }
    } else {
      out.push(inertLine(line))
    }
  }
  // A fence that was never closed reaches to the end, as it does in Discord.
  if (code) out.push(fenced(code))
  return out.join('\n')
}

/** One line without formatting, for a title: GitHub shows code spans in titles and nothing else. */
export function plainLine(text: string): string {
  return clean(text)
    .replace(/[\s`]+/g, ' ')
    .trim()
}

/** Longer than every run of backticks inside, so that nothing inside can end it. */
function fenced({ language, lines }: { language: string; lines: readonly string[] }): string {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const name = /^[\w+#-]{1,20}$/.test(language) ? language : 'text'
  return [`${fence}${name}`, ...lines, fence].join('\n')
}

function inertLine(line: string): string {
  const backticks = line.match(/`+/g) ?? []
  // Code spans only where there is one way to read them: single backticks, in pairs.
  const hasSpans = backticks.length % 2 === 0 && backticks.every((run) => run.length === 1)
  const parts = hasSpans ? line.split(CODE_SPAN) : [line]
  // Four spaces at the beginning would be code, in which an entity shows as such.
  return parts
    .map((part) => (hasSpans && CODE_SPAN.test(part) ? part : inertProse(part)))
    .join('')
    .trimStart()
}

/** An address without what ends the sentence it stands in. */
const ADDRESS = /(https?:\/\/[^\s<>"'`\\|[\](){}^]{1,1000}(?<![.,;:!?*_~]))/i

/** Addresses are shown as they are: no text stands in front of where one leads. */
function inertProse(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? `<${part.replaceAll('@', '%40')}>` : inertWords(part)))
    .join('')
}

function inertWords(text: string): string {
  return text
    .replace(/[\\*_~`|[\]!]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', `@${ZERO_WIDTH_SPACE}`)
    .replaceAll('#', `#${ZERO_WIDTH_SPACE}`)
    .replace(/\bGH-(?=\d)/gi, (found) => `${found.slice(0, 2)}${ZERO_WIDTH_SPACE}-`)
    .replace(/^(\s*)([-=]+)(?=\s*$)/, (_, space: string, rule: string) => `${space}\\${rule}`)
}

const LAST_CONTROL = 0x1f
const DELETE = 0x7f
const EMOJI_VARIATION = 0xfe0f

/** Without characters that hide or reorder others, with one kind of line break. */
function clean(text: string): string {
  const lines = text.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\t', '  ')
  return Array.from(lines)
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0
      if (character === '\n' || code === ZERO_WIDTH_JOINER || code === EMOJI_VARIATION) return true
      return code > LAST_CONTROL && code !== DELETE && !isHidden(code)
    })
    .join('')
}
