import { describe, expect, it } from 'vitest'
import {
  contributions,
  type Dataset,
  fitLogisticSteps,
  type LogisticModel,
  makeDataset,
  type Prior,
  ridgePrior,
  runPausing,
  runSteps,
  scoreMargins,
  seeded,
  sigmoid,
} from '../../../src/learning/index.ts'
import { at, drawn, linear } from './examples.ts'

const expert: Prior = {
  scale: 'raw',
  intercept: { mean: -2, strength: 1 },
  weights: [
    { mean: 3, strength: 2, sign: 1 },
    { mean: -1, strength: 2 },
    { mean: 0, strength: 5 },
  ],
}
const empty = makeDataset(new Float64Array(0), 3, new Float64Array(0))
const fitted = (data: Dataset, prior: Prior) => runSteps(fitLogisticSteps(data, prior))

/** Of the objective with respect to intercept and weights, from the definition. */
function gradientAt({ intercept, weights }: LogisticModel, data: Dataset, prior: Prior): number[] {
  const gradient = [
    prior.intercept.strength * (intercept - prior.intercept.mean),
    ...weights.map((weight, index) => {
      const { mean, strength } = prior.weights[index] ?? { mean: 0, strength: 0 }
      return strength * (weight - mean)
    }),
  ]
  for (let row = 0; row < data.rows; row++) {
    const x = [1, ...data.values.subarray(row * data.columns, (row + 1) * data.columns)]
    const margin = x.reduce((sum, value, index) => sum + value * at([intercept, ...weights], index), 0)
    const residual = at(data.weights, row) * (sigmoid(margin) - at(data.labels, row))
    for (const [index, value] of x.entries()) gradient[index] = at(gradient, index) + residual * value
  }
  return gradient
}

describe('logistic regression around an expert prior', () => {
  it('says what the expert says as long as there is no label', () => {
    const { model, converged } = fitted(empty, expert)
    expect(converged).toBe(true)
    expect(model).toMatchObject({ intercept: -2, weights: [3, -1, 0] })
  })

  it('says what the expert says on the standardised scale too', () => {
    expect(fitted(empty, { ...expert, scale: 'standardised' }).model).toMatchObject({
      intercept: -2,
      weights: [3, -1, 0],
    })
  })

  it('moves from the expert to the data as labels come', () => {
    const gaps = [20, 200, 20_000].map((rows) => {
      const { model } = fitted(drawn(rows, 3, linear), expert)
      return Math.abs(at(model.weights, 0) - 4)
    })
    expect(at(gaps, 2)).toBeLessThan(0.15)
    expect(at(gaps, 0)).toBeGreaterThan(at(gaps, 2))
  })

  it('stays with the expert where the expert is very sure', () => {
    const sure = { ...expert, weights: expert.weights.map((weight) => ({ ...weight, strength: 1e9 })) }
    const { model } = fitted(drawn(500, 3, linear), sure)
    expect(at(model.weights, 0)).toBeCloseTo(3, 5)
  })

  it('has no slope left at its optimum', () => {
    const data = drawn(400, 3, linear)
    for (const value of gradientAt(fitted(data, expert).model, data, expert))
      expect(Math.abs(value)).toBeLessThan(1e-6)
  })

  it('counts a row of three votes as three rows of one', () => {
    const x = [0.2, 0.9, 0.4]
    const votes = makeDataset(
      Float64Array.from(x),
      1,
      Float64Array.of(2 / 3, 1, 1 / 3),
      Float64Array.of(3, 3, 3),
    )
    const single = makeDataset(
      Float64Array.from(x.flatMap((value) => [value, value, value])),
      1,
      Float64Array.of(1, 1, 0, 1, 1, 1, 1, 0, 0),
    )
    const prior = ridgePrior(1, 0.5)
    expect(at(fitted(votes, prior).model.weights, 0)).toBeCloseTo(
      at(fitted(single, prior).model.weights, 0),
      9,
    )
  })

  it('gives the same model from many rows, read at first in part, as from the same rows with weights', () => {
    const once = drawn(1500, 3, linear)
    const tripled = makeDataset(
      Float64Array.from({ length: once.values.length * 3 }, (_, index) =>
        at(once.values, index % once.values.length),
      ),
      3,
      Float64Array.from({ length: 4500 }, (_, row) => at(once.labels, row % 1500)),
    )
    const weighted = { ...once, weights: once.weights.map(() => 3) }
    const [first, second] = [fitted(tripled, expert), fitted(weighted, expert)]
    for (const [index, weight] of first.model.weights.entries())
      expect(weight).toBeCloseTo(at(second.model.weights, index), 8)
  })

  it('says so when a prior does not fit', () => {
    expect(() => fitted(empty, ridgePrior(2, 1))).toThrow('the prior has 2 weights, the data 3 features')
    const against = {
      ...expert,
      weights: expert.weights.map((weight) => ({ ...weight, mean: -1, sign: 1 as const })),
    }
    expect(() => fitted(empty, against)).toThrow('against its own sign constraint')
  })
})

describe('sign constraints', () => {
  const signed = (signs: (1 | -1 | undefined)[], strength = 0.1): Prior => ({
    ...ridgePrior(signs.length, strength),
    weights: signs.map((sign) => ({ mean: 0, strength, sign })),
  })

  it('hold, and what they hold has no better place (Karush, Kuhn, Tucker)', () => {
    const random = seeded(3)
    for (let round = 0; round < 30; round++) {
      const truth = Array.from({ length: 5 }, () => 6 * (random() - 0.5))
      const data = drawn(
        80,
        5,
        (row) => truth.reduce((sum, weight, index) => sum + weight * (at(row, index) - 0.5), 0),
        random,
      )
      const prior = signed([1, 1, -1, -1, undefined])
      const { model, converged } = fitted(data, prior)
      expect(converged).toBe(true)
      const [intercept, ...gradient] = gradientAt(model, data, prior)
      expect(Math.abs(intercept ?? 1)).toBeLessThan(1e-6)
      for (const [index, weight] of model.weights.entries()) {
        const sign = prior.weights[index]?.sign ?? 0
        expect(weight * sign).toBeGreaterThanOrEqual(0)
        if (sign !== 0 && weight === 0) expect(at(gradient, index) * sign).toBeGreaterThanOrEqual(-1e-6)
        else expect(Math.abs(at(gradient, index))).toBeLessThan(1e-6)
      }
    }
  })

  it('change nothing when the data agrees with them', () => {
    const data = drawn(500, 3, linear)
    const free = fitted(data, signed([undefined, undefined, undefined])).model
    const held = fitted(data, signed([1, -1, undefined])).model
    for (const [index, weight] of free.weights.entries())
      expect(at(held.weights, index)).toBeCloseTo(weight, 8)
  })

  it('keep a harsher tone from lowering the probability, whatever the labels say', () => {
    const data = drawn(300, 3, (row) => -linear(row))
    expect(at(fitted(data, signed([1, undefined, undefined])).model.weights, 0)).toBe(0)
  })
})

describe('a long fit', () => {
  it('lets others have their turn again and again', async () => {
    const data = drawn(40_000, 12, (row) => at(row, 0) - at(row, 1))
    let pauses = 0
    const { converged } = await runPausing(fitLogisticSteps(data, ridgePrior(12, 1)), async () => pauses++)
    expect(converged).toBe(true)
    expect(pauses).toBeGreaterThan(8)
  })

  it('ends when the pause says so', async () => {
    const steps = fitLogisticSteps(drawn(100, 3, linear), expert)
    await expect(runPausing(steps, () => Promise.reject(new Error('evicted')))).rejects.toThrow('evicted')
  })
})

describe('what mattered for one message', () => {
  it('adds up to the distance from the average message', () => {
    const data = drawn(300, 3, linear)
    const { model } = fitted(data, ridgePrior(3, 1))
    const row = Float64Array.of(0.9, 0.1, 0.5)
    const mean = Float64Array.from(model.standardisation.centre)
    const [there, average] = [row, mean].map((values) =>
      at(scoreMargins(model, { values, rows: 1, columns: 3 }), 0),
    )
    const added = contributions(model, row).reduce((sum, part) => sum + part, 0)
    expect(added).toBeCloseTo((there ?? 0) - (average ?? 0), 10)
    expect(at(contributions(model, row), 0)).toBeGreaterThan(1)
  })
})
