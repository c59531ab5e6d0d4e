import { maskedLink } from '../../discord/text.ts'

/** Where a text of GitHub's stands: what `#12` in it refers to. */
export interface GithubPlace {
  /** Such as https://github.com */
  webUrl: string
  /** `acme/tool`; empty for a text of no repository, in which `#12` is only a text. */
  repository: string
}

/** A piece of Discord Markdown. Only text may be cut: code and links are whole or not there. */
export interface Token {
  text: string
  isWhole: boolean
}

export type References = ReadonlyMap<string, string>

const HTML_ENTITY: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }
const MAX_LABEL_CHARS = 200

/** What is recognised in a line, in this order; what is not is text. */
const PATTERNS: readonly [RegExp, (match: RegExpExecArray, context: Context) => Token[]][] = [
  [/^(`+)(?!`)([\s\S]*?[^`])\1(?!`)/, ([, , code = '']) => [whole(codeSpan(code))]],
  [/^\\([!-/:-@[-`{-~])/, ([, character = '']) => [plain(escapeText(character, true))]],
  [/^<!--[\s\S]*?(?:-->|$)/, () => []],
  [/^<img\b[^>]*>/i, ([tag], context) => [image(attribute(tag, 'alt'), attribute(tag, 'src'), context)]],
  [
    /^<a\b[^>]*>([\s\S]*?)<\/a\s*>/i,
    ([tag, label = ''], context) => [link(label, attribute(tag, 'href'), context)],
  ],
  [
    /^<(?:code|kbd|tt)\b[^>]*>([\s\S]*?)<\/(?:code|kbd|tt)\s*>/i,
    ([, code = '']) => [whole(codeSpan(entities(code)))],
  ],
  [/^<(?:b|strong|summary)\b[^>]*>([\s\S]*?)<\/(?:b|strong|summary)\s*>/i, bold],
  [/^<(https?:\/\/[^\s<>]+)>/i, ([, url = ''], context) => [bareUrl(url, context)]],
  [/^<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/i, () => []],
  // A badge: an image that is a link.
  [
    /^\[!\[([^\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)/,
    ([, alt = '', url = ''], context) => [link(alt || 'image', url, context)],
  ],
  [
    /^!\[([^\]]*)\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s+"[^"]*"|\s+'[^']*')?\s*\)/,
    ([, alt = '', url = ''], context) => [image(alt, url, context)],
  ],
  [
    /^\[((?:[^[\]]|\[[^[\]]*\])+)\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+"[^"]*"|\s+'[^']*')?\s*\)/,
    ([, label = '', url = ''], context) => [link(label, url, context)],
  ],
  [
    /^\[([^[\]]+)\](?:\[([^[\]]*)\])?/,
    ([all, label = '', name = ''], context) => {
      const url = context.references.get((name || label).trim().toLowerCase())
      return [url ? link(label, url, context) : plain(escapeText(all, context.isBold))]
    },
  ],
  // Brackets are part of an address in pairs only.
  [
    /^https?:\/\/(?:\([^\s<>()`*|]*\)|[^\s<>()`*|\]])*(?:\([^\s<>()`*|]*\)|[^\s<>()`*|\].,;:!?'"_~])/i,
    ([url], context) => [bareUrl(url, context)],
  ],
  [
    /^([\w.-]+\/[\w.-]+)#(\d{1,9})\b/,
    ([all, repository = '', number = ''], context) => [issue(all, repository, number, context)],
  ],
  [
    /^(?:#|GH-)(\d{1,9})\b/,
    ([all, number = ''], context) => [
      /[\w<]/.test(context.before) || context.place.repository === ''
        ? plain(escapeText(all))
        : issue(`#${number}`, context.place.repository, number, context),
    ],
  ],
  [
    /^@([a-z\d](?:[a-z\d-]{0,38}))(\/[\w.-]+)?(\[bot\])?/i,
    ([all, login = '', team, bot], { before, place }) => {
      const isMention = !/[\w.`<-]/.test(before) && !/^(?:everyone|here)/i.test(login) && !team
      const url = bot ? `${place.webUrl}/apps/${login}` : `${place.webUrl}/${login}`
      return [isMention ? whole(maskedLink(`@${login}`, url)) : plain(escapeText(all))]
    },
  ],
  [
    /^[0-9a-f]{40}\b/,
    ([sha], { before, place }) => [
      /\w/.test(before) || place.repository === ''
        ? plain(sha)
        : whole(maskedLink(sha.slice(0, 7), `${place.webUrl}/${place.repository}/commit/${sha}`)),
    ],
  ],
  [/^&(\w+|#39);/, ([all, name = '']) => [plain(escapeText(HTML_ENTITY[name] ?? all))]],
  [/^__(?=\S)([\s\S]*?\S)__/, bold],
  // The same in both.
  [/^(?:\*{1,3}|~~)/, ([mark], { isBold }) => [plain(isBold ? '' : mark)]],
  [/^[\w.-]+/, ([word]) => [plain(escapeText(word))]],
  [/^[\s\S]/u, ([character]) => [plain(escapeText(character))]],
]

interface Context {
  place: GithubPlace
  references: References
  /** The character before. */
  before: string
  /** Inside of what is bold as a whole, where marks would end it. */
  isBold: boolean
}

/** A line of GitHub-flavoured Markdown in Discord's: marks kept, everything that Discord would read otherwise made harmless. */
export function inlineTokens(
  text: string,
  place: GithubPlace,
  references: References = new Map(),
  isBold = false,
): Token[] {
  const tokens: Token[] = []
  let rest = text
  let before = ''
  while (rest !== '') {
    const context = { place, references, before, isBold }
    for (const [pattern, make] of PATTERNS) {
      const match = pattern.exec(rest)
      if (!match) continue
      tokens.push(...make(match, context))
      before = match[0].at(-1) ?? ''
      rest = rest.slice(match[0].length)
      break
    }
  }
  return tokens
}

function bold([, inner = '']: RegExpExecArray, { place, references, isBold }: Context): Token[] {
  const tokens = inlineTokens(inner, place, references, true)
  if (isBold) return tokens
  // Bold whole or not at all: a cut inside would leave its mark open.
  const text = tokens.map((token) => token.text).join('')
  return text.trim() === '' ? [] : [whole(`**${text}**`)]
}

const whole = (text: string): Token => ({ text, isWhole: true })
const plain = (text: string): Token => ({ text, isWhole: false })

/** What Discord reads as mention, emoji, spoiler or timestamp is shown as written; emphasis is the caller's. */
function escapeText(text: string, all = false): string {
  return text.replace(all ? /[\\`|<>@*_~#[\]()]/g : /[\\`|<@[\]]/g, '\\$&')
}

function codeSpan(code: string): string {
  const inner = code.replace(/\s+/g, ' ').replaceAll('`', 'ˋ').trim()
  return inner === '' ? '' : `\`${inner}\``
}

function entities(text: string): string {
  return text.replace(/&(\w+|#39);/g, (all, name: string) => HTML_ENTITY[name] ?? all)
}

function attribute(tag: string, name: string): string {
  return entities(new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(tag)?.[1] ?? '')
}

function image(alt: string, url: string, context: Context): Token {
  return link(alt.trim() ? `image: ${alt}` : 'image', url, context)
}

function link(label: string, url: string, { place, references, isBold }: Context): Token {
  const address = absolute(url, place)
  const text = labelOf(label, place, references, isBold)
  return address ? whole(maskedLink(text || 'link', address)) : plain(text)
}

/** A label holds no links of its own and no mark that could end it. */
function labelOf(label: string, place: GithubPlace, references: References, isBold: boolean): string {
  const text = inlineTokens(label, place, references, isBold)
    .map((token) => token.text.replace(/\[((?:[^[\]\\]|\\.)*)\]\(<[^>]*>\)/g, '$1'))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
  return text.length <= MAX_LABEL_CHARS ? text : `${text.slice(0, MAX_LABEL_CHARS).replace(/\\$/, '')}…`
}

/** Links of a repository may be relative to it. Null for schemes that are no pages. */
function absolute(url: string, { webUrl, repository }: GithubPlace): string | null {
  const base = `${webUrl}/${repository}/blob/HEAD/`
  if (
    url.trim() === '' ||
    (repository === '' && !URL.canParse(url)) ||
    url.startsWith('#') ||
    !URL.canParse(url, base)
  )
    return null
  const { protocol, href } = new URL(url, base)
  return protocol === 'https:' || protocol === 'http:' ? href : null
}

/** As GitHub shortens addresses of its own: pull requests and issues, comparisons, commits. */
function bareUrl(url: string, { place }: Context): Token {
  const path = url.startsWith(`${place.webUrl}/`) ? url.slice(place.webUrl.length + 1) : ''
  const [, repository = '', kind = '', rest = ''] =
    /^([\w.-]+\/[\w.-]+)\/(pull|issues|compare|commit)\/([^?#/]+)$/.exec(path) ?? []
  const own = repository.toLowerCase() === place.repository.toLowerCase() ? '' : repository
  if ((kind === 'pull' || kind === 'issues') && /^\d+$/.test(rest))
    return whole(maskedLink(`${own}#${rest}`, url))
  if (kind === 'compare') return whole(maskedLink(escapeText(rest, true), url))
  if (kind === 'commit') return whole(maskedLink(rest.slice(0, 7), url))
  return URL.canParse(url) ? whole(`<${url.replaceAll('@', '%40')}>`) : plain(escapeText(url, true))
}

function issue(text: string, repository: string, number: string, { place }: Context): Token {
  return whole(maskedLink(text, `${place.webUrl}/${repository}/issues/${number}`))
}
