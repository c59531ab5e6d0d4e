/** The value a text is the JSON of; null when it is none. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** One repair of a model's JSON: text around the object, raw line breaks inside strings, commas too many. */
export function mend(reply: string): string {
  const start = reply.indexOf('{')
  const end = reply.lastIndexOf('}')
  const inner = start === -1 ? reply : reply.slice(start, end > start ? end + 1 : undefined)
  return inner
    .replace(/"(?:[^"\\]|\\[\s\S])*"/g, (string) =>
      string.replaceAll('\n', '\\n').replaceAll('\r', '').replaceAll('\t', '\\t'),
    )
    .replace(/,(\s*[\]}])/g, '$1')
}
