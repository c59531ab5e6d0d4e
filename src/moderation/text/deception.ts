import { skeleton } from './confusables.ts'
import { isListedTopLevel, isWellKnown, isWithin, matchesHost, WELL_KNOWN } from './hosts.ts'
import type { Link } from './links.ts'
import { toUnicode } from './punycode.ts'

export type Deception =
  | { kind: 'label'; shown: string }
  | { kind: 'user-info'; shown: string }
  | { kind: 'look-alike'; of: string }
  | { kind: 'mixed-script'; shown: string }

/** How a link pretends to lead elsewhere than it does; null when it is what it seems. `trusted` are allow-listed hosts. */
export function deceptionOf(link: Link, trusted: readonly string[]): Deception | null {
  const shown = /^[\w-]+(?:\.[\w-]+)+$/.exec(link.userInfo)?.[0]
  if (shown && !isWithin(link.host, shown)) return { kind: 'user-info', shown }
  if (trusted.some((pattern) => matchesHost(link.host, pattern))) return null
  return labelDeception(link) ?? hostDeception(link.host, trusted)
}

const LABEL_HOST =
  /^[^\p{L}\p{N}]{0,20}(https?:\/\/)?(?:[^\s/@]{1,100}@)?((?:[\p{L}\p{N}-]{1,63}\.){1,10}\p{L}{2,24})(?:[:/?#]\S{0,500})?[^\p{L}\p{N}]{0,20}$/iu

function labelDeception({ label, host }: Link): Deception | null {
  if (label === null) return null
  const [, scheme, name = ''] = LABEL_HOST.exec(label.trim().replace(/[\\*_~`|]/g, '')) ?? []
  const shown = name.toLowerCase().replace(/^www\./, '')
  const ending = shown.slice(shown.lastIndexOf('.') + 1)
  if (shown === '' || !(scheme || isListedTopLevel(ending))) return null
  const target = host.replace(/^www\./, '')
  if (isWithin(target, shown) || isWithin(shown, target) || registrable(target) === registrable(shown))
    return null
  // "socket.io" on a link to its repository is a name; an address in full is a claim.
  return scheme || !isWellKnown(host) ? { kind: 'label', shown } : null
}

/** The last two labels: near enough to compare two hosts, without a list of public suffixes. */
const registrable = (host: string): string => host.split('.').slice(-2).join('.')

/** Words that make a well-known name in a stranger's host a trap. */
const BAIT =
  /^(?:nitro|gifts?|free|claim|airdrops?|login|logins|signin|verify|verification|support|giveaway|promo|bonus|rewards?|wallet|secure|security|restore|recovery|helpdesk|boost|hypesquad)$/
/** Honest words one letter away from a well-known name. */
const HONEST = new Set(['finance', 'discard', 'twister', 'telegraf'])
const MIN_FUZZY_CHARS = 7
/** A community's own name may be a word that others share but for a letter. */
const MIN_FUZZY_OWN_CHARS = 9

/** Whether a host passes for a well-known or trusted one: look-alike letters, one letter changed, or the name with bait. */
function hostDeception(host: string, trusted: readonly string[]): Deception | null {
  if (isWellKnown(host)) return null
  const shown = toUnicode(host)
  const isForeign = shown !== host
  const plain = isForeign ? skeleton(withoutMarks(shown)) : host
  if (isForeign) {
    const twin =
      trusted.find((pattern) => isWithin(plain, pattern.replace('*.', ''))) ??
      (isWellKnown(plain) ? plain : null)
    if (twin) return { kind: 'look-alike', of: twin }
  }
  const words = plain
    .split('.')
    .slice(0, -1)
    .flatMap((label) => label.split('-'))
  const names = [...WELL_KNOWN.map(({ name }) => name), ...trustedNames(trusted)]
  const read = words.map(asciiSkeleton)
  const hasBait = plain.split(/[.-]/).some((word) => BAIT.test(word))
  for (const name of names) {
    for (const [i, word] of words.entries()) {
      const isSame = word === name
      if (!isSame && (read[i] === asciiSkeleton(name) || isOneLetterOff(word, name)))
        return { kind: 'look-alike', of: name }
      if (isSame && (hasBait || isForeign) && WELL_KNOWN.some((known) => known.name === name))
        return { kind: 'look-alike', of: name }
      if (!isSame && word.startsWith(name) && BAIT.test(word.slice(name.length)) && isBrand(name)) {
        return { kind: 'look-alike', of: name }
      }
    }
  }
  return isForeign && mixesScripts(shown) ? { kind: 'mixed-script', shown } : null
}

const isBrand = (name: string): boolean => WELL_KNOWN.some((known) => known.name === name)

/** The community's own names; short ones are too close to too much. */
const trustedNames = (trusted: readonly string[]): string[] =>
  trusted
    .map((pattern) => pattern.replace('*.', '').split('.').at(-2) ?? '')
    .filter((name) => name.length >= MIN_FUZZY_CHARS)

const withoutMarks = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').replaceAll('ł', 'l').replaceAll('ø', 'o')

/** ASCII letters and digits that pass for one another in an address bar. */
const asciiSkeleton = (word: string): string =>
  word
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd')
    .replace(/[1l|]/g, 'i')
    .replaceAll('0', 'o')
    .replaceAll('5', 's')
    .replaceAll('3', 'e')
    .replaceAll('4', 'a')

/** One letter exchanged, doubled or swapped with its neighbour; not one added at the end, as in a plural. */
function isOneLetterOff(word: string, name: string): boolean {
  const least = isBrand(name) ? MIN_FUZZY_CHARS : MIN_FUZZY_OWN_CHARS
  if (name.length < least || Math.abs(word.length - name.length) > 1 || HONEST.has(word)) return false
  let head = 0
  while (head < word.length && word[head] === name[head]) head += 1
  let tail = 0
  const limit = Math.min(word.length, name.length) - head
  while (tail < limit && word.at(-1 - tail) === name.at(-1 - tail)) tail += 1
  const ours = word.slice(head, word.length - tail)
  const theirs = name.slice(head, name.length - tail)
  if (ours.length === 2 && theirs.length === 2) return ours[0] === theirs[1] && ours[1] === theirs[0]
  if (head === 0) return false
  if (ours.length === 1 && theirs.length === 0)
    return tail > 0 && (ours === word[head - 1] || ours === word.at(-tail))
  return (ours.length === 1 && theirs.length === 1) || (ours.length === 0 && theirs.length === 1 && tail > 0)
}

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
]

const mixesScripts = (host: string): boolean =>
  host.split('.').some((label) => SCRIPTS.filter((script) => script.test(label)).length > 1)
