import { choleskyFactor, choleskySolve } from './cholesky.ts'
import type { Dataset } from './data.ts'
import { type Pass, passSteps, type Rows } from './log-loss-pass.ts'
import { checkPrior, type Prior } from './prior.ts'
import { measureScaleSteps, type Standardisation, standardiseSteps } from './standardise.ts'
import type { Steps } from './steps.ts'

/** Plain JSON, so that it can be stored as it is. Log-odds of a row x: intercept + Σ weights[j] · x[j], on the raw scale. */
export interface LogisticModel {
  kind: 'logistic'
  intercept: number
  weights: number[]
  /** Weighted mean and deviation of the training rows; with a prior on the standardised scale, the scale it was meant on. */
  standardisation: Standardisation
}

export interface LogisticFit {
  model: LogisticModel
  /** Σ weight · log-loss + ½ Σ strength · (w − mean)², at the optimum. */
  objective: number
  iterations: number
  /** Whether the Newton decrement came under `tolerance`. */
  converged: boolean
  /** Distance to the optimum, in standard deviations of the posterior. */
  decrement: number
}

export interface LogisticOptions {
  /** Of the Newton decrement √(gᵀH⁻¹g), which does not depend on the features' units. Default 1e-8. */
  tolerance?: number
  /** Default 100; well-behaved data takes 5 to 8. */
  maxIterations?: number
}

/** Sufficient decrease of the line search (Armijo), as in Nocedal & Wright, Numerical Optimization, section 3.1. */
const SUFFICIENT_DECREASE = 1e-4
const MAX_HALVINGS = 40
/** Differences of two sums below this share of them are rounding. */
const ROUNDING = 1e-13
/** Share of its own Newton step within which a weight is taken to be on its bound. */
const NEAR_BOUND = 0.01
/** Rows that settle a first estimate before all are read. */
const FIRST_ESTIMATE_ROWS = 2048
const FIRST_ESTIMATE_DECREMENT = 1e-2

/**
 * Maximum a posteriori logistic regression: minimises
 *
 *     Σᵢ weightᵢ · log-loss(labelᵢ, b + w·xᵢ) + ½ Σⱼ strengthⱼ (wⱼ − meanⱼ)² + ½ strength_b (b − mean_b)²
 *
 * by Newton's method with a Cholesky factor and a backtracking line search; under sign constraints by projected Newton
 * (Bertsekas 1982, "Projected Newton methods for optimization problems with simple constraints"). With no rows the result
 * is the prior's means. On many rows the start is the optimum of every k-th row, which the data confirms in a few passes.
 * @throws RangeError when the prior does not fit the data.
 */
export function* fitLogisticSteps(
  data: Dataset,
  prior: Prior,
  { tolerance = 1e-8, maxIterations = 100 }: LogisticOptions = {},
): Steps<LogisticFit> {
  checkPrior(prior, data.columns)
  const standardisation = yield* measureScaleSteps(data)
  const rows: Rows =
    prior.scale === 'standardised'
      ? { ...data, values: yield* standardiseSteps(data, standardisation) }
      : data
  const penalty = packPenalty(prior)
  const stride = Math.floor(data.rows / FIRST_ESTIMATE_ROWS)
  let start = penalty.means
  if (stride >= 2) {
    const limits = { tolerance: FIRST_ESTIMATE_DECREMENT, maxIterations }
    start = (yield* minimise(rows, penalty, start, stride, limits)).point
  }
  const found = yield* minimise(rows, penalty, start, 1, { tolerance, maxIterations })
  const [intercept = 0, ...weights] = found.point
  const isRaw = prior.scale === 'raw'
  return {
    model: {
      kind: 'logistic',
      ...(isRaw ? { intercept, weights } : toRaw(intercept, weights, standardisation)),
      standardisation,
    },
    objective: found.value,
    iterations: found.iterations,
    converged: found.decrement <= tolerance,
    decrement: found.decrement,
  }
}

function toRaw(
  intercept: number,
  weights: number[],
  { centre, scale }: Standardisation,
): { intercept: number; weights: number[] } {
  const raw = weights.map((weight, column) => weight / (scale[column] ?? 1))
  return {
    intercept: raw.reduce((sum, weight, column) => sum - weight * (centre[column] ?? 0), intercept),
    weights: raw,
  }
}

/** The prior as vectors; index 0 is the intercept. */
interface Penalty {
  means: Float64Array
  strengths: Float64Array
  /** 1, −1 or 0 for free. */
  signs: Int8Array
}

function packPenalty({ intercept, weights }: Prior): Penalty {
  const all = [{ ...intercept, sign: undefined }, ...weights]
  return {
    means: Float64Array.from(all, ({ mean }) => mean),
    strengths: Float64Array.from(all, ({ strength }) => strength),
    signs: Int8Array.from(all, ({ sign }) => sign ?? 0),
  }
}

interface Minimum {
  point: Float64Array
  value: number
  iterations: number
  decrement: number
}

function* minimise(
  rows: Rows,
  penalty: Penalty,
  start: Float64Array,
  stride: number,
  { tolerance, maxIterations }: { tolerance: number; maxIterations: number },
): Steps<Minimum> {
  const size = start.length
  const factor = new Float64Array(size * size)
  let point = start
  let here = yield* penalisedPass(rows, penalty, point, stride)
  for (let iterations = 0; ; iterations++) {
    yield { task: 'fit' }
    const isHeld = heldAtBound(point, here, penalty.signs)
    const direction = newtonDirection(point, here, isHeld, factor)
    let decrease = 0
    for (let index = 0; index < size; index++)
      decrease -= (here.gradient[index] as number) * (direction[index] as number)
    const decrement = Math.sqrt(Math.max(0, decrease))
    if (decrement <= tolerance || iterations === maxIterations)
      return { point, value: here.loss, iterations, decrement }
    const next = yield* lineSearch(rows, penalty, { point, pass: here, direction }, stride)
    // No step makes it smaller: rounding is all that is left.
    if (next === null) return { point, value: here.loss, iterations, decrement }
    point = next.point
    here = next.pass
  }
}

/** The whole objective: a pass over the rows and the prior's share. */
function* penalisedPass(
  rows: Rows,
  { means, strengths }: Penalty,
  point: Float64Array,
  stride: number,
): Steps<Pass> {
  const pass = yield* passSteps(rows, point, stride)
  const { gradient, hessian } = pass
  const size = point.length
  pass.loss *= stride
  // Every k-th row stands for k rows.
  for (let index = 0; index < size; index++) gradient[index] = (gradient[index] as number) * stride
  for (let index = 0; index < hessian.length; index++) hessian[index] = (hessian[index] as number) * stride
  for (let index = 0; index < size; index++) {
    const strength = strengths[index] as number
    const distance = (point[index] as number) - (means[index] as number)
    pass.loss += 0.5 * strength * distance * distance
    gradient[index] = (gradient[index] as number) + strength * distance
    hessian[index * (size + 1)] = (hessian[index * (size + 1)] as number) + strength
  }
  return pass
}

/**
 * Weights that are on their bound or all but there, and that the gradient pushes towards it (Bertsekas's set I⁺): a
 * hundredth of their own Newton step would reach it. Without the near ones, steps could shrink to nothing.
 */
function heldAtBound(point: Float64Array, { gradient, hessian }: Pass, signs: Int8Array): boolean[] {
  return Array.from(signs, (sign, index) => {
    const push = sign * (gradient[index] as number)
    const curvature = hessian[index * (signs.length + 1)] as number
    return sign !== 0 && push >= 0 && sign * (point[index] as number) * curvature <= NEAR_BOUND * push
  })
}

/** −H⁻¹g over the free weights; those held go to their bound. Dependent columns without a prior get a little damping. */
function newtonDirection(
  point: Float64Array,
  { gradient, hessian }: Pass,
  isHeld: boolean[],
  factor: Float64Array,
): Float64Array {
  const size = gradient.length
  const free = isHeld.flatMap((held, index) => (held ? [] : [index]))
  const matrix = new Float64Array(free.length * free.length)
  const steepest = new Float64Array(free.length)
  let damping = 0
  do {
    for (let a = 0; a < free.length; a++) {
      const row = free[a] as number
      steepest[a] = -(gradient[row] as number)
      for (let b = a; b < free.length; b++)
        matrix[a * free.length + b] = hessian[row * size + (free[b] as number)] as number
      const diagonal = matrix[a * free.length + a] as number
      matrix[a * free.length + a] = diagonal * (1 + damping) + (diagonal === 0 ? 1e-12 : 0)
    }
    damping = damping === 0 ? 1e-10 : damping * 10
  } while (!choleskyFactor(matrix, free.length, factor))
  choleskySolve(factor, free.length, steepest)
  const direction = point.map((value, index) => (isHeld[index] ? -value : 0))
  for (let a = 0; a < free.length; a++) direction[free[a] as number] = steepest[a] as number
  return direction
}

interface Position {
  point: Float64Array
  pass: Pass
  direction: Float64Array
}

/** Halves the step along the projected path until the objective falls enough; null when it never does. */
function* lineSearch(
  rows: Rows,
  penalty: Penalty,
  { point, pass, direction }: Position,
  stride: number,
): Steps<{ point: Float64Array; pass: Pass } | null> {
  for (let halvings = 0, length = 1; halvings < MAX_HALVINGS; halvings++, length /= 2) {
    let expected = 0
    const next = point.map((value, index) => {
      const sign = penalty.signs[index] as number
      const moved = value + length * (direction[index] as number)
      const kept = sign !== 0 && moved * sign < 0 ? 0 : moved
      expected += (pass.gradient[index] as number) * (kept - value)
      return kept
    })
    if (halvings > 0 && next.every((value, index) => value === point[index])) return null
    const there = yield* penalisedPass(rows, penalty, next, stride)
    const slack = ROUNDING * Math.abs(pass.loss)
    if (there.loss <= pass.loss + SUFFICIENT_DECREASE * Math.min(0, expected) + slack)
      return { point: next, pass: there }
  }
  return null
}
