/** Longest SQL statement that D1 takes, in bytes of UTF-8. https://developers.cloudflare.com/d1/platform/limits/ */
const MAX_STATEMENT_BYTES = 100_000

/** Most bytes of a list that goes into a statement as JSON: what is left beside the longest of our own SQL. */
export const MAX_LIST_BYTES = MAX_STATEMENT_BYTES - 4000

const encoder = new TextEncoder()

/** Bytes of a value as JSON within an SQL string, where quotes are doubled, with the comma after it. */
export function listedBytes(value: unknown): number {
  const json = JSON.stringify(value)
  return encoder.encode(json).length + json.split("'").length
}

/** The items in order, in lists of at most `MAX_LIST_BYTES`; an item that is larger alone has a list of its own. */
export function* lists<T>(items: Iterable<T>, bytesOf: (item: T) => number = listedBytes): Generator<T[]> {
  let list: T[] = []
  let size = 0
  for (const item of items) {
    const bytes = bytesOf(item)
    if (list.length > 0 && size + bytes > MAX_LIST_BYTES) {
      yield list
      list = []
      size = 0
    }
    list.push(item)
    size += bytes
  }
  if (list.length > 0) yield list
}

/** The first words of a text, separated by spaces, that take at most `bytes` in a list. */
export function firstWords(text: string, bytes: number): string {
  if (listedBytes(text) <= bytes) return text
  let length = 0
  let size = listedBytes('')
  for (const word of text.split(' ')) {
    size += listedBytes(word) - listedBytes('') + 1
    if (size > bytes) break
    length += word.length + 1
  }
  return text.slice(0, Math.max(0, length - 1))
}
