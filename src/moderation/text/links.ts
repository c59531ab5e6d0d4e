import { isHidden } from './code-points.ts'
import { isListedTopLevel } from './hosts.ts'
import { MASKED_LINK, trimmedLength } from './markup.ts'
import type { NormalText } from './normalise.ts'

export interface Link {
  /** As written: evidence. */
  raw: string
  /** WHATWG host name in ASCII (`xn--` for others), without port. */
  host: string
  /** Path and query. */
  path: string
  /** What a masked link shows; null when the address itself is shown. */
  label: string | null
  /** What stands before `@` in the authority, decoded. */
  userInfo: string
  /** `hxxp` or `[.]`: written so that nobody follows it by accident, or so that no filter does. */
  isDefanged: boolean
  /** Invite code of a Discord server, else null. */
  invite: string | null
}

const MAX_LINKS = 100

const MASKED = new RegExp(MASKED_LINK.source, 'gi')
const WITH_SCHEME = /(?:https?|hxxps?|h\*\*ps?):\/\/[^\s<>|]{1,2000}/gi
/**
 * A host without scheme. The look-behind lets a match begin only where a word does, so that a long word is tried
 * once. `[.]`, `(.)`, `[dot]`, `(dot)` stand for a dot.
 */
const BARE =
  /(?<![\p{L}\p{N}@/:.=_-])((?:[\p{L}\p{N}-]{1,63}(?:\.| ?\[\.\] ?| ?\(\.\) ?| ?\[dot\] ?| ?\(dot\) ?)){1,10}\p{L}{2,24})(?![\p{L}\p{N}_@])(?::\d{1,5})?([/?#][^\s<>|]{0,2000})?/giu
const DOT = / ?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)) ?/gi
const MAY_BE_BARE =
  /\[\.\]|\(\.\)|\bdot[\])]|www\.|\.\p{L}{2,24}(?:[/?#:]|$)|\.(?:gift|xyz|top|icu|vip|click|fun)\b/imu

/** Every address in a text, in its fields' own addresses and in its labels; each address once. */
export function linksOf(text: NormalText, extraUrls: readonly string[]): Link[] {
  const links: Link[] = []
  const seen = new Set<string>()
  const add = (raw: string, label: string | null, isBare = false) => {
    if (links.length >= MAX_LINKS) return
    const link = parse(raw, label, isBare)
    const key = link && `${link.host}${link.path}\n${label ?? ''}\n${link.userInfo}`
    if (!link || !key || seen.has(key)) return
    seen.add(key)
    links.push(link)
  }
  const { original, plain } = text
  let unmasked = original
  if (original.includes('](')) {
    for (const [, label = '', target = ''] of original.matchAll(MASKED)) add(target, label)
    unmasked = original.replace(MASKED, ' ')
  }
  if (unmasked.includes('://')) {
    for (const [raw] of unmasked.matchAll(WITH_SCHEME)) add(raw.slice(0, trimmedLength(raw)), null)
  }
  if ((plain.includes('.') || plain.includes('dot')) && MAY_BE_BARE.test(plain)) {
    for (const [raw, host = '', rest] of plain.matchAll(BARE)) {
      if (isAddress(host, rest)) add(raw.slice(0, trimmedLength(raw)), null, true)
    }
  }
  for (const url of extraUrls) add(url, null)
  return links
}

/** `node.js` and `main.py` are names of things; a host without scheme must look like one. */
function isAddress(host: string, rest: string | undefined): boolean {
  const isWritten = /[[(]/.test(host)
  const name = host.replace(DOT, '.').toLowerCase()
  const topLevel = name.slice(name.lastIndexOf('.') + 1)
  if (isWritten) return isListedTopLevel(topLevel) || topLevel === 'example' || rest !== undefined
  if (name.startsWith('www.')) return true
  return isListedTopLevel(topLevel) && (rest?.startsWith('/') === true || THROWAWAY.has(topLevel))
}

/** Endings under which hardly anybody but advertisers and swindlers writes an address without `https://`. */
const THROWAWAY = new Set(['gift', 'xyz', 'top', 'icu', 'vip', 'click', 'fun'])

function parse(raw: string, label: string | null, isBare: boolean): Link | null {
  const clean = withoutHidden(raw)
  const isDefanged = /^h(?:xx|\*\*)p|\[\.\]|\(\.\)|[[(]dot[\])]/i.test(clean)
  const address = clean.replace(/^h(?:xx|\*\*)p/i, 'http').replace(DOT, '.')
  const url = URL.parse(isBare ? `https://${address}` : address)
  if (!url) return brokenLink(address, raw, label, isDefanged)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  return {
    raw,
    host: url.hostname.replace(/\.$/, ''),
    path: `${url.pathname}${url.search}`,
    label,
    userInfo: safeDecode(url.username),
    isDefanged,
    invite: inviteOf(url),
  }
}

/** An address that browsers refuse (`https://google.com%40evil.example/`) is read with its escapes decoded. */
function brokenLink(address: string, raw: string, label: string | null, isDefanged: boolean): Link | null {
  const decoded = safeDecode(address)
  const url = decoded === address ? null : URL.parse(decoded)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  const { hostname, pathname, search, username } = url
  return {
    raw,
    host: hostname,
    path: `${pathname}${search}`,
    label,
    userInfo: username,
    isDefanged,
    invite: null,
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const withoutHidden = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : Array.from(text)
        .filter((character) => !isHidden(character.codePointAt(0) ?? 0))
        .join('')

const INVITE_PATH = /^\/([\w-]{2,100})/
const LONG_INVITE_PATH = /^\/invite\/([\w-]{2,100})/

function inviteOf({ hostname, pathname }: URL): string | null {
  const host = hostname.replace(/^(?:www|canary|ptb)\./, '')
  if (host === 'discord.gg' || host === 'dsc.gg' || host === 'discord.me') {
    return INVITE_PATH.exec(pathname.replace(/^\/invite(?=\/)/, ''))?.[1] ?? null
  }
  if (host === 'discord.com' || host === 'discordapp.com') return LONG_INVITE_PATH.exec(pathname)?.[1] ?? null
  return null
}
