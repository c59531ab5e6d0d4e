/** Discord's limit for an embed's description. */
export const MAX_DESCRIPTION_CHARS = 4096

/** An entry of a list: what it is, and what is said about it, '' for nothing. */
export interface Entry {
  line: string
  text: string
}

/**
 * Entries as an embed's description. Addresses and escaping have no bound of their own, and Discord refuses a reply whose
 * description is too long: then the last entries go without their texts, and after that the last ones altogether.
 */
export function listing(entries: readonly Entry[], separator = '\n\n'): string {
  const shown = entries.map(({ line, text }) => (text === '' ? line : `${line}\n${text}`))
  const isTooLong = () => shown.join(separator).length > MAX_DESCRIPTION_CHARS
  for (const [index, { line }] of [...entries.entries()].toReversed()) {
    if (!isTooLong()) break
    shown[index] = line
  }
  while (isTooLong()) shown.pop()
  return shown.join(separator)
}
