import type { Inline } from './ast.ts'
import { parseInline } from './inline.ts'
import { formatTime } from './time.ts'

/** An excerpt may end within a link's address: its label is all that can be said. */
const CUT_LINK = /\[(\[?[^[\]]*\]?)\]\([^)\s]*$/

/** What a reader sees of a text, without marks and addresses, on one line: for excerpts and for being read aloud. */
export function plainText(source: string, now = Date.now()): string {
  const lines = source.replaceAll(/^(?:#{1,3}|-#|>{1,3}|[-*])\s+/gm, '').replace(CUT_LINK, '$1')
  return plain(parseInline(lines), now).replaceAll(/\s+/g, ' ').trim()
}

const plain = (nodes: readonly Inline[], now: number): string => nodes.map((node) => one(node, now)).join('')

function one(node: Inline, now: number): string {
  switch (node.type) {
    case 'text':
    case 'code':
    case 'everyone':
      return node.text.replaceAll('```', '')
    case 'break':
      return ' '
    case 'user':
    case 'role':
      return '@…'
    case 'channel':
      return '#…'
    case 'command':
      return `/${node.name}`
    case 'time':
      return formatTime(node.unixSeconds, node.style, now)
    case 'emoji':
      return `:${node.name}:`
    case 'spoiler':
      return 'spoiler'
    default:
      return plain(node.children, now)
  }
}
