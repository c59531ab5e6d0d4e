/** A pattern as a tree. Sets are kept as source: what they hold is asked of the engine itself. */
export type Node =
  | { kind: 'set'; source: string }
  | { kind: 'edge' }
  | { kind: 'sequence'; items: Node[] }
  | { kind: 'choice'; options: Node[] }
  | { kind: 'repeat'; item: Node; min: number; max: number }

export type Parsed = { ok: true; node: Node } | { ok: false; problem: string }

const SET =
  /\\(?:u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|x[0-9a-f]{2}|p\{[\w=]{1,40}\}|P\{[\w=]{1,40}\}|[dDwWsStnrfv0]|[^\w\s])|\[\^?(?:[^\]\\]|\\[^\n])*\]|[^\\[\](){}*+?|^$]/iuy
const QUANTIFIER = /(?:([*+?])|\{(\d{1,4})(?:(,)(\d{0,4}))?\})\??/y

/** Parses the part of JavaScript's patterns (flag u) that needs no look-around and no back-reference. */
export function parsePattern(source: string): Parsed {
  let at = 0
  const fail = (problem: string): Parsed => ({ ok: false, problem })

  function choice(): Parsed {
    const options: Node[] = []
    for (;;) {
      const option = sequence()
      if (!option.ok) return option
      options.push(option.node)
      if (source[at] !== '|') break
      at += 1
    }
    const [only] = options
    return { ok: true, node: options.length === 1 && only ? only : { kind: 'choice', options } }
  }

  function sequence(): Parsed {
    const items: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const item = atom()
      if (!item.ok) return item
      items.push(repeated(item.node))
    }
    return { ok: true, node: { kind: 'sequence', items } }
  }

  function repeated(item: Node): Node {
    QUANTIFIER.lastIndex = at
    const found = QUANTIFIER.exec(source)
    if (!found) return item
    at += found[0].length
    const [, sign, least, comma, most] = found
    const min = sign === '+' ? 1 : sign ? 0 : Number(least)
    const max =
      sign === '?'
        ? 1
        : sign
          ? Number.POSITIVE_INFINITY
          : !comma
            ? min
            : most
              ? Number(most)
              : Number.POSITIVE_INFINITY
    return { kind: 'repeat', item, min, max }
  }

  function atom(): Parsed {
    const rest = source.slice(at, at + 3)
    if (rest.startsWith('^') || rest.startsWith('$')) {
      at += 1
      return { ok: true, node: { kind: 'edge' } }
    }
    if (rest.startsWith('\\b') || rest.startsWith('\\B')) {
      at += 2
      return { ok: true, node: { kind: 'edge' } }
    }
    if (/^\\[1-9k]/.test(rest)) return fail('refers back to an earlier group; write the text out')
    if (rest.startsWith('(')) {
      if (/^\(\?[^:]/.test(rest))
        return fail('looks ahead or behind, or names a group; use plain (…) or (?:…)')
      at += rest.startsWith('(?:') ? 3 : 1
      const inner = choice()
      if (!inner.ok) return inner
      at += 1
      return inner
    }
    SET.lastIndex = at
    const set = SET.exec(source)
    if (!set) return fail(`is not understood from "${source.slice(at, at + 12)}" on`)
    at += set[0].length
    return { ok: true, node: { kind: 'set', source: set[0] } }
  }

  const parsed = choice()
  return parsed.ok && at < source.length
    ? fail(`is not understood from "${source.slice(at, at + 12)}" on`)
    : parsed
}
