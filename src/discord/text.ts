/** They turn what follows around, so that evidence would read as something else than was written. */
const DIRECTION_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/**
 * Text of members or documents inside Discord Markdown: shown as written, never as formatting, mention or link. The slash
 * is escaped because Discord shows an invitation for `discord.gg/…` anywhere in a message.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(DIRECTION_CONTROLS, '')
    .replace(/[\\*_~`|>#[\]()<@:/-]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim()
}

/** At most `max` characters, cut at a word, with an ellipsis for what is left out. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  const head = text.slice(0, max - 1)
  const word = head.lastIndexOf(' ')
  return `${(word > max / 2 ? head.slice(0, word) : head).trimEnd().replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** A masked link whose label is the title of a document, shown as written in at most `max` characters. */
export function titledLink(title: string, url: string, max: number): string {
  return maskedLink(escapeMarkdown(shorten(title, max)), url)
}

/** `[label](<url>)`: a masked link without a preview. Brackets in the label and angle brackets in the URL are made harmless. */
export function maskedLink(label: string, url: string): string {
  const safeUrl = url
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replaceAll(' ', '%20')
    .replaceAll(')', '%29')
  return `[${label.replaceAll('[', '(').replaceAll(']', ')')}](<${safeUrl}>)`
}
