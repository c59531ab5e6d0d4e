import { type Node, parsePattern } from './syntax.ts'

/** A message's length with Nitro: what an unbounded repetition can run over. */
const MAX_TEXT_CHARS = 4000
/**
 * Ways in which a pattern may be tried from one place in a text. At 4,000 places this is 16 million steps, some tens of
 * milliseconds for a text made for the purpose and microseconds for any other.
 */
const MAX_WAYS = 5000

/** Why a pattern is refused, or null. What passes is a valid regular expression that cannot run away on any message. */
export function patternProblem(source: string): string | null {
  try {
    new RegExp(source, 'iu')
  } catch (error) {
    return `is no regular expression: ${error instanceof Error ? error.message : 'malformed'}`
  }
  const parsed = parsePattern(source)
  if (!parsed.ok) return parsed.problem
  if (isEmptiable(parsed.node)) return 'matches an empty text, and so every message'
  return ways(parsed.node, NOTHING) > MAX_WAYS
    ? 'could take very long on a message made for it: repetitions inside repetitions or several side by side; bound them, as in .{0,40}'
    : null
}

/** Every character that a set may hold, out of a sample; '' for none. */
type Firsts = ReadonlySet<number>
const NOTHING: Firsts = new Set()

/** Latin, Greek, Cyrillic, Hebrew and Arabic letters, common punctuation, some of other scripts. */
const SAMPLE = [
  ...range(0, 0x24f),
  ...range(0x370, 0x6ff),
  ...range(0x2000, 0x20bf),
  0x0915,
  0x3042,
  0x4e00,
  0xac00,
  0x1f600,
]

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function held(source: string): Firsts {
  const one = new RegExp(`^${source}$`, 'iu')
  return new Set(SAMPLE.filter((codePoint) => one.test(String.fromCodePoint(codePoint))))
}

const overlaps = (a: Firsts, b: Firsts): boolean => {
  for (const value of a) if (b.has(value)) return true
  return false
}

function isEmptiable(node: Node): boolean {
  if (node.kind === 'set') return false
  if (node.kind === 'edge') return true
  if (node.kind === 'sequence') return node.items.every(isEmptiable)
  if (node.kind === 'choice') return node.options.some(isEmptiable)
  return node.min === 0 || isEmptiable(node.item)
}

/** What a match of `node` followed by `after` may begin with. */
function firsts(node: Node, after: Firsts): Firsts {
  if (node.kind === 'set') return held(node.source)
  if (node.kind === 'edge') return after
  if (node.kind === 'sequence')
    return node.items.reduceRight((next: Firsts, item) => firsts(item, next), after)
  if (node.kind === 'choice') return union(node.options.map((option) => firsts(option, after)))
  const own = firsts(node.item, after)
  return node.min === 0 ? union([own, after]) : own
}

const union = (sets: Firsts[]): Firsts => new Set(sets.flatMap((set) => [...set]))

/**
 * In how many ways a backtracking engine may match `node` from one place before it gives up: products along a sequence,
 * sums over choices, powers under a repetition. A repetition that can only end where its own set ends has one way.
 */
function ways(node: Node, after: Firsts): number {
  if (node.kind === 'set' || node.kind === 'edge') return 1
  if (node.kind === 'sequence') {
    let product = 1
    let next = after
    for (const item of node.items.toReversed()) {
      product *= ways(item, next)
      next = firsts(item, next)
    }
    return product
  }
  if (node.kind === 'choice') return waysOfChoice(node.options, after)
  const { item, min } = node
  const max = Math.min(node.max, MAX_TEXT_CHARS)
  if (max > 1 && isEmptiable(item)) return Number.POSITIVE_INFINITY
  const own = firsts(item, NOTHING)
  const inside = ways(item, union([own, after]))
  const ends = overlaps(own, after) ? max - min + 1 : 1
  return inside === 1 ? ends : inside ** max * ends
}

function waysOfChoice(options: Node[], after: Firsts): number {
  const each = options.map((option) => ways(option, after))
  const begins = options.map((option) => firsts(option, after))
  const isApart = begins.every((a, i) => begins.slice(i + 1).every((b) => !overlaps(a, b)))
  return isApart ? Math.max(...each) : each.reduce((sum, count) => sum + count, 0)
}
