/** Discord's longest message; what a text holds beyond it is not compared. */
const MAX_CHARS = 4_000
const BITS = 32

/**
 * Whether an edit changed more than `threshold` of a message: Levenshtein distance / max(1, length before) in UTF-16
 * units. 0.25 is a quarter of it.
 */
export function isLargeEdit(before: string, after: string, threshold: number): boolean {
  const a = before.slice(0, MAX_CHARS)
  const bound = Math.floor(threshold * Math.max(1, a.length))
  return levenshtein(a, after.slice(0, MAX_CHARS), bound) > bound
}

/**
 * Levenshtein distance, exact up to `bound`; anything above comes back as `bound + 1`. Myers' bit-vector algorithm in
 * blocks (G. Myers, J. ACM 46(3), 1999; H. Hyyrö, 2003): 32 cells of the table at a time, so that two texts of 4,000
 * characters take half a million steps. Stops once the rest cannot bring the distance down to `bound`.
 */
export function levenshtein(before: string, after: string, bound: number): number {
  let start = 0
  let endA = before.length
  let endB = after.length
  while (start < endA && start < endB && before[start] === after[start]) start += 1
  while (endA > start && endB > start && before[endA - 1] === after[endB - 1]) {
    endA -= 1
    endB -= 1
  }
  const a = before.slice(start, endA)
  const b = after.slice(start, endB)
  if (Math.abs(a.length - b.length) > bound) return bound + 1
  if (a.length === 0 || b.length === 0) return a.length + b.length
  return byColumns(a, b, bound)
}

function byColumns(pattern: string, text: string, bound: number): number {
  const blocks = Math.ceil(pattern.length / BITS)
  const places = placesOf(pattern, blocks)
  const nowhere = new Int32Array(blocks)
  // Vertical differences of the current column: bit set where a cell is one more (plus) or less (minus) than the one above.
  const plus = new Int32Array(blocks).fill(-1)
  const minus = new Int32Array(blocks)
  const lastBit = (pattern.length - 1) % BITS
  let distance = pattern.length
  for (let column = 0; column < text.length; column++) {
    const here = places.get(text.charCodeAt(column)) ?? nowhere
    // The row above the table grows by one a column.
    let carryPlus = 1
    let carryMinus = 0
    for (let block = 0; block < blocks; block++) {
      const vp = plus[block] as number
      const vn = minus[block] as number
      const match = here[block] as number
      const x = match | vn
      const matched = match | carryMinus
      const d0 = (((matched & vp) + vp) ^ vp) | matched | vn
      let hp = vn | ~(d0 | vp)
      let hn = d0 & vp
      if (block === blocks - 1) distance += ((hp >>> lastBit) & 1) - ((hn >>> lastBit) & 1)
      const outPlus = hp >>> 31
      const outMinus = hn >>> 31
      hp = (hp << 1) | carryPlus
      hn = (hn << 1) | carryMinus
      plus[block] = hn | ~(x | hp)
      minus[block] = hp & x
      carryPlus = outPlus
      carryMinus = outMinus
    }
    if (distance - (text.length - 1 - column) > bound) return bound + 1
  }
  return Math.min(distance, bound + 1)
}

/** For each character of the pattern, the bits of the rows it stands in. */
function placesOf(pattern: string, blocks: number): Map<number, Int32Array> {
  const places = new Map<number, Int32Array>()
  for (let row = 0; row < pattern.length; row++) {
    const code = pattern.charCodeAt(row)
    const bits = places.get(code) ?? new Int32Array(blocks)
    const block = Math.floor(row / BITS)
    bits[block] = (bits[block] as number) | (1 << (row % BITS))
    places.set(code, bits)
  }
  return places
}
