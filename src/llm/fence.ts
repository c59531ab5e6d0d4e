/** Marks where a text of others begins and ends. */
export type Fence = (label: string, text: string) => string

/** 96 random bits: nobody who writes a question or a page can know the mark of the request it will be part of. */
const MARK_BYTES = 12
/** Everything below space but tab and newline, and delete. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/**
 * A fence for one request. Its mark is random, so a text cannot close it; should the mark stand in the text all the
 * same, it is taken out.
 */
export function createFence(randomHex: (bytes: number) => string): Fence {
  const mark = randomHex(MARK_BYTES)
  return (label, text) =>
    `<<${label} ${mark}>>\n${text.replace(CONTROL, '').replaceAll(mark, '')}\n<<end of ${label} ${mark}>>`
}

export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
