import { rowsPerStep, type Steps } from './steps.ts'

/** The weighted log-loss of a linear model on rows, at one point. Index 0 is the intercept, then the features. */
export interface Pass {
  loss: number
  /** Length `columns + 1`. */
  gradient: Float64Array
  /** `columns + 1` rows of as many; symmetric, only the upper triangle is meant. */
  hessian: Float64Array
}

/** What a pass reads; `Dataset` fits. */
export interface Rows {
  values: Float64Array
  rows: number
  columns: number
  labels: Float64Array
  weights: Float64Array
}

/** Rows that are gathered before they go into the Hessian; with 40 features they fill 40 KiB, which caches hold. */
const BLOCK_ROWS = 128

/**
 * One pass over the rows: Σ weight · (softplus(m) − label · m) with m = b + w·x, its gradient and its Hessian.
 * Every `stride`-th row is read, for a first estimate; its sums are then of that share of the rows.
 */
export function* passSteps(data: Rows, point: Float64Array, stride = 1): Steps<Pass> {
  const { rows, columns } = data
  const size = columns + 1
  // An even number of columns, the last one empty if need be, so that they can be taken two by two.
  const padded = size + (size % 2)
  const sums: Sums = {
    loss: 0,
    gradient: new Float64Array(size),
    hessian: new Float64Array(padded * padded),
    block: new Float64Array(padded * BLOCK_ROWS),
  }
  const perStep = rowsPerStep((size * size) / 2 + 3 * size + 40) * stride
  for (let from = 0; from < rows; from += perStep) {
    if (from > 0) yield { task: 'fit' }
    const to = Math.min(rows, from + perStep)
    for (let start = from; start < to; start += BLOCK_ROWS * stride) {
      const count = addBlock(data, point, start, Math.min(to, start + BLOCK_ROWS * stride), stride, sums)
      addProducts(sums.block, count, padded, sums.hessian)
    }
  }
  return { loss: sums.loss, gradient: sums.gradient, hessian: withoutPadding(sums.hessian, padded, size) }
}

interface Sums {
  loss: number
  gradient: Float64Array
  hessian: Float64Array
  /** √curvature · (1, x), column by column: the Hessian of the block is the product of it with itself. */
  block: Float64Array
}

/** Adds loss and gradient of up to `BLOCK_ROWS` rows and gathers them in `sums.block`. Returns how many have weight. */
function addBlock(
  { values, columns, labels, weights }: Rows,
  point: Float64Array,
  from: number,
  to: number,
  stride: number,
  sums: Sums,
): number {
  const { gradient, block } = sums
  const intercept = point[0] as number
  let loss = 0
  let residuals = 0
  let count = 0
  for (let row = from; row < to; row += stride) {
    const weight = weights[row] as number
    if (weight === 0) continue
    const label = labels[row] as number
    const offset = row * columns
    let margin = intercept
    for (let column = 0; column < columns; column++)
      margin += (point[column + 1] as number) * (values[offset + column] as number)
    // exp never overflows for a negative argument; p and 1 − p come from it without cancellation.
    const small = Math.exp(margin < 0 ? margin : -margin)
    const share = 1 / (1 + small)
    loss += weight * ((margin > 0 ? margin : 0) + Math.log(1 + small) - label * margin)
    const residual = weight * ((margin < 0 ? small * share : share) - label)
    residuals += residual
    const root = Math.sqrt(weight * small) * share
    block[count] = root
    for (let column = 0; column < columns; column++) {
      const value = values[offset + column] as number
      gradient[column + 1] = (gradient[column + 1] as number) + residual * value
      block[(column + 1) * BLOCK_ROWS + count] = root * value
    }
    count++
  }
  sums.loss += loss
  gradient[0] = (gradient[0] as number) + residuals
  return count
}

/** Adds the upper triangle of Z·Zᵀ, two columns by two: four sums stay in registers while the rows go by. */
function addProducts(block: Float64Array, count: number, size: number, hessian: Float64Array): void {
  for (let a = 0; a < size; a += 2) {
    const a0 = a * BLOCK_ROWS
    const a1 = a0 + BLOCK_ROWS
    for (let b = a; b < size; b += 2) {
      const b0 = b * BLOCK_ROWS
      const b1 = b0 + BLOCK_ROWS
      let s00 = 0
      let s01 = 0
      let s10 = 0
      let s11 = 0
      for (let row = 0; row < count; row++) {
        const x0 = block[a0 + row] as number
        const x1 = block[a1 + row] as number
        const y0 = block[b0 + row] as number
        const y1 = block[b1 + row] as number
        s00 += x0 * y0
        s01 += x0 * y1
        s10 += x1 * y0
        s11 += x1 * y1
      }
      const upper = a * size + b
      const lower = upper + size
      hessian[upper] = (hessian[upper] as number) + s00
      hessian[upper + 1] = (hessian[upper + 1] as number) + s01
      hessian[lower] = (hessian[lower] as number) + s10
      hessian[lower + 1] = (hessian[lower + 1] as number) + s11
    }
  }
}

function withoutPadding(matrix: Float64Array, padded: number, size: number): Float64Array {
  if (padded === size) return matrix
  const packed = new Float64Array(size * size)
  for (let row = 0; row < size; row++)
    packed.set(matrix.subarray(row * padded, row * padded + size), row * size)
  return packed
}
