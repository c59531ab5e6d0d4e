import type { Dataset } from './data.ts'
import { totalWeight } from './data.ts'
import type { LogisticModel } from './logistic-regression.ts'
import type { Prior } from './prior.ts'
import { normal, type Random, shuffleInPlace } from './random.ts'
import { scoreMargins } from './score.ts'
import { sigmoid } from './sigmoid.ts'
import { standardiseSteps } from './standardise.ts'
import { rowsPerStep, type Steps } from './steps.ts'

/**
 * A multilayer perceptron with one hidden layer on top of a logistic regression. Log-odds of a row x, z being x
 * standardised by the base's centre and scale: base(x) + Σₕ output[h] · max(0, bias[h] + Σⱼ input[h · columns + j] · z[j]).
 * Untrained its output weights are 0, so that it says what the logistic regression says. Plain JSON.
 */
export interface MlpModel {
  kind: 'mlp'
  base: LogisticModel
  input: number[]
  bias: number[]
  output: number[]
}

export interface MlpOptions {
  random: Random
  /** Hidden units. Default 16. */
  hidden?: number
  /** ½ · strength · (‖input‖² + ‖output‖²) beside the sum of the rows' log-losses. Default 4. */
  strength?: number
  /** Passes over the rows. By default 200 for few rows, and 25 from 40,000 on. */
  epochs?: number
}

const BATCH_ROWS = 64
const LEARNING_RATE = 0.01
/** Adam's decay rates and guard (Kingma & Ba 2015). */
const BETA_1 = 0.9
const BETA_2 = 0.999
const EPSILON = 1e-8

/** Rows shown in all, at least; small data needs more passes to take as many steps. */
const ROWS_SHOWN = 1_000_000
const defaultEpochs = (rows: number): number => Math.min(200, Math.max(25, Math.ceil(ROWS_SHOWN / rows)))

/**
 * Minimises the weighted log-loss with the penalty by Adam, the learning rate falling to 0 along half a cosine. Where the
 * prior constrains a sign, half of the hidden units may only raise and half only lower the log-odds, and their input
 * weights keep the sign that this asks for: the whole stays monotone in that feature.
 */
export function* fitMlpSteps(
  data: Dataset,
  base: LogisticModel,
  prior: Prior,
  { random, hidden = 16, strength = 4, epochs }: MlpOptions,
): Steps<MlpModel> {
  const { columns, labels, weights } = data
  const total = totalWeight(weights)
  const shown = Uint32Array.from(weights.keys()).filter((row) => (weights[row] as number) > 0)
  const network = makeNetwork(columns, hidden, random)
  if (shown.length === 0) return toModel(base, network)
  const rows: NetworkRows = {
    values: yield* standardiseSteps(data, base.standardisation),
    columns,
    labels,
    // A row of mean weight counts 1 in a batch.
    weights: weights.map((weight) => (weight * shown.length) / total),
    margins: scoreMargins(base, data),
  }
  const decay = strength / total
  const bounds = signBounds(prior, hidden)
  const adam = {
    mean: new Float64Array(network.all.length),
    square: new Float64Array(network.all.length),
    steps: 0,
  }
  const gradient = makeNetwork(columns, hidden, () => 0)
  const rounds = epochs ?? defaultEpochs(shown.length)
  const perStep = rowsPerStep(hidden * columns * 4)
  let sinceYield = 0
  for (let round = 0; round < rounds; round++) {
    shuffleInPlace(shown, random)
    for (let from = 0; from < shown.length; from += BATCH_ROWS) {
      const batch = shown.subarray(from, from + BATCH_ROWS)
      gradient.all.fill(0)
      addGradient(rows, batch, network, gradient)
      const progress = (round + from / shown.length) / rounds
      const rate = LEARNING_RATE * 0.5 * (1 + Math.cos(Math.PI * progress))
      adamStep(network, gradient, adam, { rate, decay, batchRows: batch.length })
      if (bounds !== null) clampSigns(network.all, bounds)
      sinceYield += batch.length
      if (sinceYield >= perStep) {
        sinceYield = 0
        yield { task: 'fit the small network' }
      }
    }
  }
  return toModel(base, network)
}

/** All parameters in one vector, with views of its parts. */
interface Network {
  all: Float64Array
  /** `hidden` rows of `columns`. */
  input: Float64Array
  bias: Float64Array
  output: Float64Array
}

function makeNetwork(columns: number, hidden: number, random: Random): Network {
  const all = new Float64Array(hidden * (columns + 2))
  const input = all.subarray(0, hidden * columns)
  const spread = Math.sqrt(2 / columns)
  for (let index = 0; index < input.length; index++) input[index] = spread * normal(random)
  return {
    all,
    input,
    bias: all.subarray(hidden * columns, hidden * (columns + 1)),
    output: all.subarray(hidden * (columns + 1)),
  }
}

interface NetworkRows {
  /** Standardised, row-major. */
  values: Float64Array
  columns: number
  labels: Float64Array
  weights: Float64Array
  /** Log-odds of the base. */
  margins: Float64Array
}

/** Adds the gradient of the batch's weighted log-loss, by backpropagation. */
function addGradient(rows: NetworkRows, batch: Uint32Array, network: Network, gradient: Network): void {
  const { values, columns, labels, weights, margins } = rows
  const { input, bias, output } = network
  const hidden = bias.length
  const activations = new Float64Array(hidden)
  for (const row of batch) {
    const offset = row * columns
    let margin = margins[row] as number
    for (let unit = 0; unit < hidden; unit++) {
      const start = unit * columns
      let sum = bias[unit] as number
      for (let column = 0; column < columns; column++)
        sum += (input[start + column] as number) * (values[offset + column] as number)
      const activation = sum > 0 ? sum : 0
      activations[unit] = activation
      margin += activation * (output[unit] as number)
    }
    const residual = (weights[row] as number) * (sigmoid(margin) - (labels[row] as number))
    for (let unit = 0; unit < hidden; unit++) {
      const activation = activations[unit] as number
      if (activation === 0) continue
      gradient.output[unit] = (gradient.output[unit] as number) + residual * activation
      const back = residual * (output[unit] as number)
      gradient.bias[unit] = (gradient.bias[unit] as number) + back
      const start = unit * columns
      for (let column = 0; column < columns; column++)
        gradient.input[start + column] =
          (gradient.input[start + column] as number) + back * (values[offset + column] as number)
    }
  }
}

interface Adam {
  mean: Float64Array
  square: Float64Array
  steps: number
}

function adamStep(
  network: Network,
  gradient: Network,
  adam: Adam,
  { rate, decay, batchRows }: { rate: number; decay: number; batchRows: number },
): void {
  adam.steps++
  const first = 1 - BETA_1 ** adam.steps
  const second = 1 - BETA_2 ** adam.steps
  const { all } = network
  const isBias = (index: number): boolean =>
    index >= network.input.length && index < network.input.length + network.bias.length
  for (let index = 0; index < all.length; index++) {
    const value = all[index] as number
    const slope = (gradient.all[index] as number) / batchRows + (isBias(index) ? 0 : decay * value)
    const mean = BETA_1 * (adam.mean[index] as number) + (1 - BETA_1) * slope
    const square = BETA_2 * (adam.square[index] as number) + (1 - BETA_2) * slope * slope
    adam.mean[index] = mean
    adam.square[index] = square
    all[index] = value - (rate * (mean / first)) / (Math.sqrt(square / second) + EPSILON)
  }
}

/** 1, −1 or 0 for each parameter; null when no feature's sign is constrained. */
function signBounds({ weights }: Prior, hidden: number): Int8Array | null {
  if (weights.every(({ sign }) => sign === undefined)) return null
  const columns = weights.length
  const bounds = new Int8Array(hidden * (columns + 2))
  for (let unit = 0; unit < hidden; unit++) {
    const raises = unit % 2 === 0 ? 1 : -1
    for (const [column, { sign }] of weights.entries()) bounds[unit * columns + column] = raises * (sign ?? 0)
    bounds[hidden * (columns + 1) + unit] = raises
  }
  return bounds
}

function clampSigns(all: Float64Array, bounds: Int8Array): void {
  for (let index = 0; index < all.length; index++)
    if ((all[index] as number) * (bounds[index] as number) < 0) all[index] = 0
}

function toModel(base: LogisticModel, { input, bias, output }: Network): MlpModel {
  return { kind: 'mlp', base, input: Array.from(input), bias: Array.from(bias), output: Array.from(output) }
}
