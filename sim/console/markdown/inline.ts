import type { Inline, TimeStyle } from './ast.ts'

/** Deeper nesting than any person writes; beyond it marks stay as they are typed. */
const MAX_DEPTH = 12

type Span = { readonly node: Inline; readonly end: number }

/** Reads one run of text. Line ends become breaks; a mark that is never closed stays text. */
export function parseInline(source: string, depth = 0): Inline[] {
  const nodes: Inline[] = []
  let plain = ''
  const flush = () => {
    if (plain !== '') nodes.push({ type: 'text', text: plain })
    plain = ''
  }
  let at = 0
  while (at < source.length) {
    const span = readSpan(source, at, depth)
    if (span === undefined) {
      plain += source.charAt(at)
      at += 1
    } else if (span.node.type === 'text') {
      plain += span.node.text
      at = span.end
    } else {
      flush()
      nodes.push(span.node)
      at = span.end
    }
  }
  flush()
  return nodes
}

function readSpan(source: string, at: number, depth: number): Span | undefined {
  switch (source.charAt(at)) {
    case '\n':
      return { node: { type: 'break' }, end: at + 1 }
    case '\\':
      return readEscape(source, at)
    case '`':
      return readCode(source, at)
    case '<':
      return readAngle(source, at)
    case '[':
      return depth < MAX_DEPTH ? readMaskedLink(source, at, depth) : undefined
    case 'h':
      return readBareLink(source, at)
    case '@':
      return readEveryone(source, at)
    case '*':
    case '_':
    case '~':
    case '|':
      return depth < MAX_DEPTH ? readMark(source, at, depth) : undefined
    default:
      return undefined
  }
}

function readEscape(source: string, at: number): Span | undefined {
  const next = source.charAt(at + 1)
  return /[!-/:-@[-`{-~]/.test(next) ? { node: { type: 'text', text: next }, end: at + 2 } : undefined
}

function readCode(source: string, at: number): Span | undefined {
  const ticks = source.startsWith('``', at) ? '``' : '`'
  const close = source.indexOf(ticks, at + ticks.length)
  const text = close < 0 ? '' : source.slice(at + ticks.length, close)
  return text === '' ? undefined : { node: { type: 'code', text }, end: close + ticks.length }
}

function readEveryone(source: string, at: number): Span | undefined {
  for (const text of ['@everyone', '@here'] as const)
    if (source.startsWith(text, at)) return { node: { type: 'everyone', text }, end: at + text.length }
  return undefined
}

const TIME_STYLES: readonly string[] = ['t', 'T', 'd', 'D', 'f', 'F', 'R', 's', 'S'] satisfies TimeStyle[]
const isTimeStyle = (value: string): value is TimeStyle => TIME_STYLES.includes(value)

const ANGLE = /<(?:@!?(\d+)|@&(\d+)|#(\d+)|\/([^:>]{1,100}):(\d+)|t:(-?\d{1,13})(?::(\w))?|a?:(\w+):(\d+))>/y

function readAngle(source: string, at: number): Span | undefined {
  ANGLE.lastIndex = at
  const match = ANGLE.exec(source)
  if (match === null) return readAutolink(source, at)
  const [, user, role, channel, command, commandId, unix, style, emoji, emojiId] = match
  const end = ANGLE.lastIndex
  if (user) return { node: { type: 'user', id: user }, end }
  if (role) return { node: { type: 'role', id: role }, end }
  if (channel) return { node: { type: 'channel', id: channel }, end }
  if (command && commandId) return { node: { type: 'command', name: command, id: commandId }, end }
  if (emoji && emojiId) return { node: { type: 'emoji', name: emoji, id: emojiId }, end }
  if (unix === undefined || (style !== undefined && !isTimeStyle(style))) return undefined
  return { node: { type: 'time', unixSeconds: Number(unix), style: style ?? 'f' }, end }
}

const AUTOLINK = /<(https?:\/\/[^\s>]+)>/y

function readAutolink(source: string, at: number): Span | undefined {
  AUTOLINK.lastIndex = at
  const address = AUTOLINK.exec(source)?.[1]
  return address === undefined ? undefined : link(address, undefined, AUTOLINK.lastIndex)
}

const BARE_LINK = /https?:\/\/[^\s<]+/y

function readBareLink(source: string, at: number): Span | undefined {
  BARE_LINK.lastIndex = at
  const found = BARE_LINK.exec(source)?.[0]
  if (found === undefined) return undefined
  let address = found.replace(/[.,:;!?'"*_~|]+$/, '')
  while (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1)
  return link(address, undefined, at + address.length)
}

const TARGET = /\(\s*(?:<([^\s>]+)>|([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*))(?:\s+"[^"]*")?\s*\)/y

function readMaskedLink(source: string, at: number, depth: number): Span | undefined {
  const close = matchingBracket(source, at)
  if (close === undefined) return undefined
  TARGET.lastIndex = close + 1
  const target = TARGET.exec(source)
  const address = target?.[1] ?? target?.[2]
  const end = TARGET.lastIndex
  const label = source.slice(at + 1, close)
  if (address === undefined || label.trim() === '') return undefined
  return link(address, parseLabel(label, depth), end)
}

/** A link cannot hold a link: addresses in a label stay text. */
function parseLabel(label: string, depth: number): Inline[] {
  return parseInline(label, depth + 1).flatMap((node) => (node.type === 'link' ? node.children : [node]))
}

function matchingBracket(source: string, at: number): number | undefined {
  let open = 0
  for (let i = at; i < source.length; i += 1) {
    const char = source.charAt(i)
    if (char === '\\') i += 1
    else if (char === '[') open += 1
    else if (char === ']') {
      open -= 1
      if (open === 0) return i
    }
  }
  return undefined
}

/** Only http and https leave this function: other schemes stay text. */
function link(address: string, children: Inline[] | undefined, end: number): Span | undefined {
  const url = URL.parse(address)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined
  return {
    node: { type: 'link', url: url.href, children: children ?? [{ type: 'text', text: address }] },
    end,
  }
}

const DOUBLE_MARKS = { '**': 'strong', __: 'underline', '~~': 'strike', '||': 'spoiler' } as const

function readMark(source: string, at: number, depth: number): Span | undefined {
  for (const [mark, type] of Object.entries(DOUBLE_MARKS)) {
    if (!source.startsWith(mark, at)) continue
    const close = closingMark(source, at + 2, mark)
    if (close === undefined || close === at + 2) continue
    return { node: { type, children: parseInline(source.slice(at + 2, close), depth + 1) }, end: close + 2 }
  }
  const mark = source.charAt(at)
  if ((mark !== '*' && mark !== '_') || /^\s?$/.test(source.charAt(at + 1))) return undefined
  if (mark === '_' && isWord(source.charAt(at - 1))) return undefined
  const close = closingMark(source, at + 1, mark)
  if (close === undefined || close === at + 1) return undefined
  return {
    node: { type: 'em', children: parseInline(source.slice(at + 1, close), depth + 1) },
    end: close + 1,
  }
}

const isWord = (char: string) => /^\w$/.test(char)

/** Where `mark` closes, stepping over escapes, code and doubled marks that belong to another pair. */
function closingMark(source: string, from: number, mark: string): number | undefined {
  const char = mark.charAt(0)
  for (let i = from; i < source.length; i += 1) {
    const here = source.charAt(i)
    if (here === '\\') i += 1
    else if (here === '`') i = (readCode(source, i)?.end ?? i + 1) - 1
    else if (here === '<') i = (readAngle(source, i)?.end ?? i + 1) - 1
    else if (here === char) {
      const run = runLength(source, i, char)
      if (mark.length === 2 && run >= 2) return i + run - 2
      if (mark.length === 1 && run % 2 === 1 && closesEmphasis(source, i + run - 1, char)) return i + run - 1
      i += run - 1
    }
  }
  return undefined
}

function closesEmphasis(source: string, at: number, char: string): boolean {
  if (/^\s?$/.test(source.charAt(at - 1))) return false
  return char === '*' || !isWord(source.charAt(at + 1))
}

function runLength(source: string, at: number, char: string): number {
  let length = 0
  while (source.charAt(at + length) === char) length += 1
  return length
}
