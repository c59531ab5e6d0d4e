/** A stretch of a text that is replaced as a whole, whatever stands in it. */
export interface Address {
  start: number
  end: number
  kind: 'member' | 'role' | 'channel' | 'emoji' | 'command' | 'time' | 'e-mail' | 'link'
  /** The id of a member; the name of an emoji or a command. */
  value: string
}

/**
 * Discord's own tokens, e-mail addresses, and web addresses with a scheme, with `www.` or with a path. A handle in an
 * address (`github.com/name`) names its owner although no alias is known, so that nothing of an address is kept. Every
 * repetition is bounded: time is linear in the text.
 */
const PATTERNS: readonly [Address['kind'], string][] = [
  ['member', '<@!?(?<member>\\d{1,22})>'],
  ['role', '<@&\\d{1,22}>'],
  ['channel', '<#\\d{1,22}>|<id:\\w{1,30}>'],
  ['emoji', '<a?:(?<emoji>\\w{1,40}):\\d{1,22}>'],
  ['command', '</(?<command>[^:>\\n]{1,100}):\\d{1,22}>'],
  ['time', '<t:-?\\d{1,20}(?::\\w)?>'],
  ['link', '[a-z][a-z0-9+.-]{1,20}://[^\\s<>|]{1,2000}|mailto:[^\\s<>|]{1,300}'],
  [
    'e-mail',
    '(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]{1,64}@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}',
  ],
  [
    'link',
    '(?<![\\p{L}\\p{N}@/._-])(?:www\\.[^\\s<>|]{1,2000}|(?:[\\p{L}\\p{N}_-]{1,63}\\.){1,8}\\p{L}{2,24}(?::\\d{1,5})?[/?#][^\\s<>|]{0,2000})',
  ],
]
const ADDRESS = new RegExp(PATTERNS.map(([, pattern], index) => `(?<k${index}>${pattern})`).join('|'), 'giu')

/** Without one of these there is none, as in most messages. */
const MAY_HOLD_ONE = /[<@/#]|www\.|mailto:|\.\p{L}{2,24}\?/iu

/** In the order of the text; they do not overlap. */
export function addressesIn(text: string): Address[] {
  if (!MAY_HOLD_ONE.test(text)) return []
  return [...text.matchAll(ADDRESS)].map(({ 0: raw, index: start, groups = {} }) => {
    const kind = PATTERNS.find((_, position) => groups[`k${position}`] !== undefined)?.[0] ?? 'link'
    return {
      start,
      end: start + raw.length,
      kind,
      value: groups.member ?? groups.emoji ?? groups.command ?? '',
    }
  })
}
