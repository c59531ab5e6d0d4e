import type { Features } from './features.ts'

/** A linear model as it is kept in the repository. */
export interface PackedModel {
  bias: number
  /** What one step is worth; a weight is its level's square, with its sign, times this. */
  step: number
  /** One character a weight, in the order of the features: its level, counted from the middle of the alphabet. */
  levels: string
}

export interface LinearModel {
  bias: number
  weights: Float32Array
}

/** Levels run from −10 to 10: "0" to "D", none of which needs an escape in a string of TypeScript. */
const MAX_LEVEL = 10
/** Weights of lower levels are many, say next to nothing, and would be most of the size: they are left out. */
const MIN_LEVEL = 3
const ZERO_CODE = '0'.charCodeAt(0) + MAX_LEVEL

/** Weights crowd around zero and the few large ones matter: squared levels give both room. */
export function packModel({ bias, weights }: { bias: number; weights: ArrayLike<number> }): PackedModel {
  const largest = Array.from(weights).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const step = largest / MAX_LEVEL ** 2 || 1
  const levels = Array.from(weights, (weight) => {
    const level = Math.round(Math.sqrt(Math.abs(weight) / step))
    return String.fromCharCode(ZERO_CODE + (level < MIN_LEVEL ? 0 : Math.sign(weight) * level))
  }).join('')
  return { bias, step, levels }
}

export function unpackModel({ bias, step, levels }: PackedModel): LinearModel {
  const weights = new Float32Array(levels.length)
  for (let index = 0; index < levels.length; index++) {
    const level = levels.charCodeAt(index) - ZERO_CODE
    weights[index] = level * Math.abs(level) * step
  }
  return { bias, weights }
}

/** The log-odds. Features beyond the model's weights count nothing. */
export function marginOf({ bias, weights }: LinearModel, { indices, values }: Features): number {
  let margin = bias
  for (let k = 0; k < indices.length; k++)
    margin += (weights[indices[k] as number] ?? 0) * (values[k] as number)
  return margin
}

export const logistic = (margin: number): number => 1 / (1 + Math.exp(-margin))
