import type { SeenMessage } from '../watch/seen-message.ts'

/** What a member shows, in the order in which it is looked for: a release with a picture is a release. */
const SHOWN: readonly { what: string; emoji: string; isIt: (post: Looked) => boolean }[] = [
  {
    what: 'a release',
    emoji: '🚀',
    isIt: ({ text, hosts, paths }) =>
      paths.some((path) => /\/releases?(?:\/|$)|\/tag\//.test(path)) ||
      hosts.some((host) =>
        /(?:^|\.)(?:npmjs\.com|pypi\.org|crates\.io|pkg\.go\.dev|hub\.docker\.com)$/.test(host),
      ) ||
      /\b(?:released?|launch(?:ed|ing)|shipp?(?:ed|ing)|v?\d+\.\d+(?:\.\d+)? is (?:out|here)|now (?:live|available))\b/i.test(
        text,
      ),
  },
  {
    what: 'code',
    emoji: '💻',
    isIt: ({ text, hosts, types }) =>
      hosts.some((host) =>
        /(?:^|\.)(?:github\.com|gitlab\.com|codeberg\.org|sr\.ht|bitbucket\.org|codepen\.io|stackblitz\.com|codesandbox\.io)$/.test(
          host,
        ),
      ) ||
      text.includes('```') ||
      types.some((type) => type === 'code'),
  },
  {
    what: 'a video',
    emoji: '🎬',
    isIt: ({ hosts, types }) =>
      types.includes('video') ||
      hosts.some((host) =>
        /(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|twitch\.tv|loom\.com|asciinema\.org)$/.test(host),
      ),
  },
  {
    what: 'music',
    emoji: '🎵',
    isIt: ({ hosts, types }) =>
      types.includes('audio') ||
      hosts.some((host) =>
        /(?:^|\.)(?:soundcloud\.com|bandcamp\.com|open\.spotify\.com|music\.apple\.com)$/.test(host),
      ),
  },
  { what: 'a picture', emoji: '🎨', isIt: ({ types }) => types.includes('image') },
  {
    what: 'writing',
    emoji: '📖',
    isIt: ({ text, hosts }) =>
      hosts.some((host) =>
        /^blog\.|(?:^|\.)(?:medium\.com|dev\.to|substack\.com|hashnode\.dev|arxiv\.org)$/.test(host),
      ) ||
      /\b(?:wrote|write-?up|article|blog ?post|essay|tutorial|paper)\b/i.test(text) ||
      text.length >= LONG_TEXT_CHARS,
  },
]

/** Words alone are a post when there are this many characters of them; a caption or a remark is shorter. */
const LONG_TEXT_CHARS = 280
const LINK = /https?:\/\/[^\s<>)]+/g
const CODE_FILE = /\.(?:[cm]?[jt]sx?|py|rs|go|c|h|cpp|java|kt|rb|ipynb|zip|tar\.gz|patch|diff|sh|sql|lua)$/i

/** Said to who shows something: about what they did, not about who they are, and nothing that need not be true. */
const SENTENCES: readonly string[] = [
  'Thanks for showing this here.',
  'Good to see this. Thanks for sharing it with everybody.',
  'Thanks for sharing. Others here can learn from it.',
  'Nice to see what you are working on. Thanks for posting it.',
  'Thank you for taking the time to show this.',
  'Thanks for this one. If you feel like it, tell people here how you made it.',
  'Thanks for sharing. If you would like feedback on something in particular, just say so.',
  'Thanks for posting. It is good to have work like this in here.',
  'Thanks for putting this where others can see it.',
  'Good to have this here. If there is a next version, people here will want to see it too.',
  'Thank you for showing your work.',
]

interface Looked {
  text: string
  hosts: string[]
  paths: string[]
  types: string[]
}

/** Something is shown: a file, a link or a long text, and not in reply to anybody. The rest of a showcase channel is talk. */
export function isPost(message: SeenMessage): boolean {
  const { content, extraText, extraUrls, attachments, replyToId } = message
  if (replyToId !== null) return false
  const isLong = content.length >= LONG_TEXT_CHARS || extraText.some((text) => text.length >= LONG_TEXT_CHARS)
  return attachments.length > 0 || (content.match(LINK)?.length ?? 0) > 0 || extraUrls.length > 0 || isLong
}

/** The reaction that fits what is shown. */
export function reactionTo(message: SeenMessage, otherwise: string): string {
  const looked = lookAt(message)
  return SHOWN.find(({ isIt }) => isIt(looked))?.emoji ?? otherwise
}

/** A sentence for a post: the same for the same post, another for the next. */
export function encouragement({ id }: Pick<SeenMessage, 'id'>): string {
  // An id's lowest bits are a counter that is mostly 0: its milliseconds vary.
  const index = Number((BigInt(id) >> 22n) % BigInt(SENTENCES.length))
  return SENTENCES[index] ?? ''
}

function lookAt({ content, extraText, extraUrls, attachments }: SeenMessage): Looked {
  const urls = [...(content.match(LINK) ?? []), ...extraUrls].flatMap((url) =>
    URL.canParse(url) ? [new URL(url)] : [],
  )
  return {
    text: [content, ...extraText].join('\n'),
    hosts: urls.map(({ hostname }) => hostname),
    paths: urls.map(({ pathname }) => pathname),
    types: attachments.map(({ contentType, filename }) =>
      CODE_FILE.test(filename) ? 'code' : (contentType?.split('/')[0] ?? typeOf(filename)),
    ),
  }
}

function typeOf(filename: string): string {
  if (/\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(filename)) return 'image'
  if (/\.(?:mp4|mov|webm|mkv)$/i.test(filename)) return 'video'
  return /\.(?:mp3|ogg|wav|flac|m4a)$/i.test(filename) ? 'audio' : 'other'
}
