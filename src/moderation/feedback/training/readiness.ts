import type { LabelledRow, Rows } from './rows.ts'

/** Rated candidates below which nothing is learned: the expert's prior knows better. */
const LEAST = {
  rated: 40,
  /** To learn from, of what was upheld and of what was rejected. */
  ofEach: 8,
  /** Held out, and of each kind: what a challenger is judged by. */
  heldOut: 10,
  heldOutOfEach: 2,
} as const

/** What is missing before a model can be trained and judged; empty when it can. One sentence each. */
export function missingLabels({ learn, holdOut, leftOut }: Rows): string[] {
  const rated = learn.length + holdOut.length + leftOut.length
  const missing: string[] = []
  if (rated < LEAST.rated)
    missing.push(`${ratings(LEAST.rated - rated)} more: ${rated} of at least ${LEAST.rated} are there`)
  const lacking = (rows: readonly LabelledRow[], least: number, where: string): void => {
    const upheld = sum(rows, ({ label }) => label)
    for (const [kind, count] of [
      ['upheld', upheld],
      ['rejected', rows.length - upheld],
    ] as const) {
      if (count < least) missing.push(`${ratings(Math.ceil(least - count))} more that are ${kind}, ${where}`)
    }
  }
  lacking(learn, LEAST.ofEach, 'to learn from')
  if (holdOut.length < LEAST.heldOut)
    missing.push(
      `${ratings(LEAST.heldOut - holdOut.length)} more to test with: every fourth author’s are kept for that`,
    )
  lacking(holdOut, LEAST.heldOutOfEach, 'to test with')
  return missing
}

const ratings = (count: number): string => (count === 1 ? '1 rated message' : `${count} rated messages`)
const sum = (rows: readonly LabelledRow[], of: (row: LabelledRow) => number): number =>
  rows.reduce((total, row) => total + of(row), 0)
