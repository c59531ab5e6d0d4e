import { maskedLink } from '../discord/text.ts'
import { type Block, blocksOf, codeOf } from './blocks.ts'
import { allowedHref, isExampleHost, type LinkPolicy } from './links.ts'

/** What stands where a link was taken out. */
const REMOVED = '(link removed)'

/**
 * Controls, soft hyphens, directional marks, fillers, tags, and the two private-use characters that hold links' places
 * below. Joiners are kept where scripts and emoji need them: not after Latin letters, where they only hide a word.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points are meant
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ue000\ue001]|[\u{e0000}-\u{e0fff}]|(?<![^\u0000-\u024f])[\u200c\u200d]/gu

/** Brackets and parentheses nested one level deep, as Discord reads them. */
const LABEL = String.raw`\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]`
const DESTINATION = String.raw`\(((?:[^()\\]|\\[\s\S]|\([^()]*\))*)\)`
const IMAGE = new RegExp(String.raw`!${LABEL}\s?(?:${DESTINATION}|\[[^\]]*\])`, 'g')
const MASKED = new RegExp(`${LABEL}${DESTINATION}`, 'g')
const DEFINITION = /^[ \t]{0,3}\[([^\]]+)\]:[ \t]*(\S+).*$/gm
const REFERENCE = /\[([^[\]]+)\]\s?\[([^[\]]*)\]/g
/** Any scheme with slashes, escaped and defanged ones (`hxxp`) too, and schemes that act without slashes. */
const ADDRESS =
  /<?(?<![a-z])(?:[a-z][a-z0-9+.-]{0,20}\\?:(?:\/\/|\\\\|\/(?=\w+\.\w))[^\s<>|`"]*|(?:javascript|vbscript|mailto|tel|sms|data):[^\s<>|`"]+)>?/gi
const PROTOCOL_RELATIVE = /(?<![\w:/\\])(?:\/\/|\\\\)[\w-]+(?:\.[\w-]+)+[^\s<>|`"]*/g
const DEFANGED = /(?<![\w-])[\w-]+(?:\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))\s?[\w-]+)+[^\s<>|`"]*/gi
/** Addresses without a scheme that people follow all the same; file names such as wrangler.toml are none. */
const BARE_HOST =
  /(?<![\w@./-])(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:com|net|org|io|gg|gift|dev|app|xyz|ru|cn|top|info|biz|link|click|site|online|shop|me|ly|gl|example)(?=\/))[^\s<>|`"]*/gi
/** Discord shows an invitation for these wherever a word may begin, `/discord.gg/abc` included. */
const INVITATION = /\bdiscord(?:(?:app)?\.com\/invite|\.gg(?:\/invite)?)\/[\w-]+/gi
/** Numbers that look like citations; those are set by Steward alone. In inline code `[0]` is an index. */
const CITATION_MARK = /(?<!\])\s?(?:\[{1,2}\^?\d{1,3}(?:\s*,\s*\d{1,3})*\]{1,2}|【[^】]{0,30}】)(?![\](])/g
const INLINE_CODE = /(`+)[^`](?:[\s\S]*?[^`])?\1(?!`)/g

/** Prose of a model or document made fit for members: only allowed links, no images, no mentions, nothing invisible. */
export function cleanProse(text: string, isAllowed: LinkPolicy): string {
  const links: string[] = []
  const hold = (link: string) => `\ue000${links.push(link) - 1}\ue001`
  return replaceLinks(withoutTags(text.replace(INVISIBLE, '')), isAllowed, hold)
    .replace(/\ue000(\d+)\ue001/g, (_, index: string) => links[Number(index)] ?? '')
    .replace(/`<(https?:[^>`\s]+)>`/g, '`$1`')
}

/** Every link is either put aside with `hold` or taken out; removing one never lets another form behind it. */
function replaceLinks(text: string, isAllowed: LinkPolicy, hold: (link: string) => string): string {
  const definitions = new Map<string, string>()
  const masked = (label: string, destination: string) => {
    const href = allowedHref(destination.trim().replace(/\s+["'(][\s\S]*$/, ''), isAllowed)
    const plain = replaceLinks(label.replace(/[\ue000\ue001]/g, ''), () => false, hold).trim()
    if (/^[\s\d^]*$/.test(plain)) return ''
    if (!href) return plain
    return hold(plain.includes(REMOVED) ? `<${href}>` : maskedLink(plain, href))
  }
  const bare = (match: string) => {
    const { address, after } = addressIn(match)
    const href = allowedHref(address, isAllowed)
    return (href ? hold(`<${href}>`) : REMOVED) + after
  }
  const withoutScheme = (match: string) => (allowedHref(`https://${match}`, isAllowed) ? match : REMOVED)
  const withoutLinks = withoutMarks(
    text.replace(IMAGE, '').replace(DEFINITION, (_, name: string, destination: string) => {
      definitions.set(name.toLowerCase(), destination)
      return ''
    }),
  )
    .replace(MASKED, (_, label: string, destination: string) => masked(label, destination))
    .replace(REFERENCE, (_, label: string, name: string) =>
      masked(label, definitions.get((name || label).toLowerCase()) ?? ''),
    )
    .replace(ADDRESS, bare)
    .replace(PROTOCOL_RELATIVE, REMOVED)
    .replace(DEFANGED, REMOVED)
    .replace(BARE_HOST, withoutScheme)
    .replace(INVITATION, withoutScheme)
  // Whatever form was not thought of: without "://" nothing becomes a link, and with a space nothing a masked one.
  return withoutMentions(withoutLinks)
    .replaceAll('://', ': //')
    .replace(/\](?=\(\s*<?[a-z]+:)/gi, '] ')
}

/** An address without the brackets around it and the punctuation of the sentence behind it. */
function addressIn(match: string): { address: string; after: string } {
  const inner = match.replace(/^</, '').replace(/>$/, '')
  const after = /[.,;:!?'")\]}*_~]*$/.exec(inner)?.[0] ?? ''
  return { address: inner.slice(0, inner.length - after.length), after }
}

function withoutMarks(text: string): string {
  let cleaned = ''
  let position = 0
  for (const { index, 0: code } of text.matchAll(INLINE_CODE)) {
    cleaned += text.slice(position, index).replace(CITATION_MARK, '') + code
    position = index + code.length
  }
  return cleaned + text.slice(position).replace(CITATION_MARK, '')
}

/** `allowed_mentions` already keeps every mention from pinging; here none even looks like one. */
function withoutMentions(text: string): string {
  return withoutTags(text).replace(/@(?=everyone|here)/gi, '@\u200b')
}

/** What Discord writes in angle brackets: members, roles, channels, commands. */
function withoutTags(text: string): string {
  return text
    .replace(/<id:\w+>/g, '')
    .replace(/<@&\d+>/g, '@role')
    .replace(/<@!?\d+>/g, '@member')
    .replace(/<#\d+>/g, '#channel')
    .replace(/<\/([^:<>]{1,100}):\d+>/g, '/$1')
}

/** Code made fit for members, fenced: as written, but without foreign addresses, mentions and fences of its own. */
export function cleanCode(language: string, code: string, isAllowed: LinkPolicy): string {
  const withoutAddresses = code.replace(INVISIBLE, '').replace(ADDRESS, (match) => {
    const { address, after } = addressIn(match)
    const url = URL.parse(address)
    return url && (isAllowed(url) || isExampleHost(url)) ? match : REMOVED + after
  })
  const inner = withoutMentions(withoutAddresses).replaceAll('```', '`\u200b`\u200b`')
  return `\`\`\`${language}\n${inner}\n\`\`\``
}

/** Markdown of a document, block by block. */
export function cleanMarkdown(markdown: string, isAllowed: LinkPolicy): string {
  const cleanBlock = ({ kind, start, end }: Block) => {
    const block = markdown.slice(start, end)
    if (kind !== 'code') return { kind, text: cleanProse(block, isAllowed).trimEnd() }
    const { language, code } = codeOf(block)
    return { kind, text: cleanCode(language, code, isAllowed) }
  }
  return joinBlocks(blocksOf(markdown).map(cleanBlock))
}

/** Blocks with a blank line between them; lists and code follow their lead-in without one. */
export function joinBlocks(blocks: { kind: Block['kind']; text: string }[]): string {
  let joined = ''
  let before: Block['kind'] | null = null
  for (const { kind, text } of blocks) {
    if (text.trim() === '') continue
    const isTight = (kind === 'item' || kind === 'code') && (before === 'text' || before === 'item')
    joined += (before === null ? '' : isTight ? '\n' : '\n\n') + text
    before = kind
  }
  return joined
}
