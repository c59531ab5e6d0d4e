/** English text has about four characters a token; code and other scripts have fewer. */
const CHARS_PER_TOKEN = 3.8

/** A realistic count, never zero for text. */
export function tokensOf(text: string): number {
  return Math.ceil([...text].length / CHARS_PER_TOKEN)
}

/** The beginning of a text that fits into so many tokens. */
export function withinTokens(text: string, tokens: number): string {
  return [...text].slice(0, Math.max(0, Math.floor(tokens * CHARS_PER_TOKEN))).join('')
}

/** Pieces as a stream delivers them: a few words each. */
export function chunksOf(text: string): string[] {
  return text.match(/[\s\S]{1,24}(?:\s|$)|[\s\S]{1,24}/g) ?? []
}
