import type { Features } from '../../src/moderation/jobs/features.ts'

export interface Example {
  features: Features
  /** 1 or 0. */
  target: number
  /** How much it counts. */
  weight: number
}

export interface Logistic {
  weights: Float64Array
  bias: number
}

const MEMORY = 8
const MAX_HALVINGS = 25

/**
 * Minimises `½‖w‖² / C + Σ weight · log-loss` (free intercept) by L-BFGS with a backtracking line search
 * (Nocedal & Wright, Numerical Optimization, algorithms 7.4 and 3.1). Deterministic.
 */
export function trainLogistic(
  examples: readonly Example[],
  size: number,
  { c, iterations }: { c: number; iterations: number },
): Logistic {
  const data = pack(examples)
  let point: Float64Array = new Float64Array(size + 1)
  let gradient: Float64Array = new Float64Array(size + 1)
  let loss = lossAt(data, point, gradient, c)
  const history: { s: Float64Array; y: Float64Array; rho: number }[] = []
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = descent(gradient, history)
    const slope = dot(direction, gradient)
    let step = iteration === 0 ? 1 / Math.sqrt(dot(gradient, gradient)) : 1
    let next = point
    let nextGradient = gradient
    let nextLoss = loss
    for (let halving = 0; halving < MAX_HALVINGS; halving++, step /= 2) {
      next = point.map((value, k) => value + step * (direction[k] ?? 0))
      nextGradient = new Float64Array(size + 1)
      nextLoss = lossAt(data, next, nextGradient, c)
      if (nextLoss <= loss + 1e-4 * step * slope) break
    }
    const s = next.map((value, k) => value - (point[k] ?? 0))
    const y = nextGradient.map((value, k) => value - (gradient[k] ?? 0))
    const curvature = dot(s, y)
    if (curvature > 1e-10) history.push({ s, y, rho: 1 / curvature })
    if (history.length > MEMORY) history.shift()
    const isDone = loss - nextLoss < 1e-6 * Math.abs(loss)
    point = next
    gradient = nextGradient
    loss = nextLoss
    if (isDone) break
  }
  return { weights: point.slice(0, size), bias: point[size] ?? 0 }
}

function descent(
  gradient: Float64Array,
  history: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const direction = gradient.map((value) => -value)
  const alphas: number[] = []
  for (let k = history.length - 1; k >= 0; k--) {
    const { s, y, rho } = history[k] as { s: Float64Array; y: Float64Array; rho: number }
    const alpha = rho * dot(s, direction)
    alphas[k] = alpha
    addTo(direction, y, -alpha)
  }
  const last = history.at(-1)
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y))
    for (let k = 0; k < direction.length; k++) direction[k] = (direction[k] ?? 0) * scale
  }
  history.forEach(({ s, y, rho }, k) => {
    addTo(direction, s, (alphas[k] ?? 0) - rho * dot(y, direction))
  })
  return direction
}

interface Packed {
  starts: Int32Array
  indices: Int32Array
  values: Float32Array
  examples: readonly Example[]
}

function pack(examples: readonly Example[]): Packed {
  const starts = new Int32Array(examples.length + 1)
  examples.forEach(({ features }, k) => {
    starts[k + 1] = (starts[k] ?? 0) + features.indices.length
  })
  const indices = new Int32Array(starts[examples.length] ?? 0)
  const values = new Float32Array(indices.length)
  examples.forEach(({ features }, k) => {
    indices.set(features.indices, starts[k])
    values.set(features.values, starts[k])
  })
  return { starts, indices, values, examples }
}

/** The loss at `point`; its gradient goes into `gradient`, which must be all zeros. */
function lossAt(data: Packed, point: Float64Array, gradient: Float64Array, c: number): number {
  const { starts, indices, values, examples } = data
  const size = point.length - 1
  let loss = 0
  for (let k = 0; k < size; k++) {
    const value = point[k] as number
    loss += (value * value) / (2 * c)
    gradient[k] = value / c
  }
  examples.forEach(({ target, weight }, row) => {
    const start = starts[row] as number
    const end = starts[row + 1] as number
    let margin = point[size] as number
    for (let k = start; k < end; k++)
      margin += (values[k] as number) * (point[indices[k] as number] as number)
    const signed = target === 1 ? margin : -margin
    loss += weight * (signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed)
    const error = weight * (1 / (1 + Math.exp(-margin)) - target)
    for (let k = start; k < end; k++) {
      const index = indices[k] as number
      gradient[index] = (gradient[index] as number) + error * (values[k] as number)
    }
    gradient[size] = (gradient[size] as number) + error
  })
  return loss
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number)
  return sum
}

function addTo(target: Float64Array, source: Float64Array, factor: number): void {
  for (let k = 0; k < target.length; k++) target[k] = (target[k] as number) + factor * (source[k] as number)
}
