import type { Dataset } from './data.ts'
import { type Random, shuffleInPlace } from './random.ts'

/**
 * Rows that must stay together, as numbers from 0: those linked, directly or through others, by any key they share. One
 * list a kind of key (authors, conversations), one entry a row; null links to nothing.
 * @throws RangeError when the lists differ in length.
 */
export function connectedGroups(...keys: readonly (readonly (string | null)[])[]): Int32Array {
  const rows = keys[0]?.length ?? 0
  const parents = Int32Array.from({ length: rows }, (_, row) => row)
  for (const kind of keys) {
    if (kind.length !== rows) throw new RangeError(`${kind.length} keys for ${rows} rows`)
    const first = new Map<string, number>()
    for (const [row, key] of kind.entries()) {
      if (key === null) continue
      const other = first.get(key)
      if (other === undefined) first.set(key, row)
      else parents[rootOf(parents, row)] = rootOf(parents, other)
    }
  }
  const numbers = new Map<number, number>()
  return parents.map((_, row) => {
    const root = rootOf(parents, row)
    const number = numbers.get(root) ?? numbers.size
    numbers.set(root, number)
    return number
  })
}

function rootOf(parents: Int32Array, row: number): number {
  let root = row
  while (parents[root] !== root) {
    // Path halving: every other node on the way points to its grandparent from now on.
    parents[root] = parents[parents[root] as number] as number
    root = parents[root] as number
  }
  return root
}

/** No group: each row stands for itself. */
export function everyRowItsOwn(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row)
}

/**
 * Deals whole groups to folds 0 … count − 1, largest first, each to the fold that it leaves best balanced in rows and in
 * positives. Which of equal groups goes where is drawn from `random`.
 * @throws RangeError when there are fewer groups than folds.
 */
export function groupedFolds(
  { labels, weights }: Pick<Dataset, 'labels' | 'weights'>,
  groups: Int32Array,
  count: number,
  random: Random,
): Int32Array {
  const sizes = new Map<number, { rows: number; positives: number }>()
  for (let row = 0; row < labels.length; row++) {
    const group = groups[row] as number
    const size = sizes.get(group) ?? { rows: 0, positives: 0 }
    size.rows += weights[row] as number
    size.positives += (weights[row] as number) * (labels[row] as number)
    sizes.set(group, size)
  }
  if (sizes.size < count)
    throw new RangeError(`${sizes.size} groups cannot be dealt to ${count} folds: use fewer folds`)
  const names = Uint32Array.from(sizes.keys())
  shuffleInPlace(names, random)
  const drawn = Array.from(names, (name) => ({ name, ...(sizes.get(name) ?? { rows: 0, positives: 0 }) }))
  drawn.sort((a, b) => b.rows - a.rows || b.positives - a.positives)
  const whole = drawn.reduce(
    (sum, { rows, positives }) => ({ rows: sum.rows + rows, positives: sum.positives + positives }),
    { rows: 1e-9, positives: 1e-9 },
  )
  const filled = Array.from({ length: count }, () => ({ rows: 0, positives: 0, groups: 0 }))
  const foldOf = new Map<number, number>()
  for (const [index, { name, rows, positives }] of drawn.entries()) {
    // The last groups go to folds that have none yet, however light they are.
    const empty = filled.filter((fold) => fold.groups === 0).length
    const mustFill = drawn.length - index <= empty
    let best = -1
    let least = Infinity
    for (const [fold, sum] of filled.entries()) {
      if (mustFill && sum.groups > 0) continue
      const cost =
        (rows * (2 * sum.rows + rows)) / whole.rows ** 2 +
        (positives * (2 * sum.positives + positives)) / whole.positives ** 2
      if (cost < least) {
        best = fold
        least = cost
      }
    }
    const chosen = filled[best]
    if (chosen === undefined) throw new RangeError('weights must be finite')
    chosen.rows += rows
    chosen.positives += positives
    chosen.groups++
    foldOf.set(name, best)
  }
  return groups.map((group) => foldOf.get(group) ?? 0)
}
