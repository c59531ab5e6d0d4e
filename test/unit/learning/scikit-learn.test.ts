import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  figures,
  fitIsotonic,
  fitLogisticSteps,
  fitPlattSteps,
  isotonicAt,
  makeDataset,
  rank,
  ridgePrior,
  runSteps,
  scoreMargins,
  sigmoid,
} from '../../../src/learning/index.ts'

const vector = z.array(z.number()).transform((values) => Float64Array.from(values))
const schema = z.object({
  logistic: z.array(
    z.object({
      name: z.string(),
      columns: z.number(),
      x: vector,
      y: vector,
      weights: vector,
      c: z.number(),
      strengths: z.array(z.number()).nullable(),
      standardised: z.boolean(),
      log_odds: vector,
      intercept: z.number(),
      coef: z.array(z.number()).nullable(),
    }),
  ),
  calibration: z.array(
    z.object({
      name: z.string(),
      scores: vector,
      y: vector,
      weights: vector,
      asked: vector,
      isotonic: vector,
      platt: vector,
      platt_optimum: vector,
    }),
  ),
  metrics: z.array(
    z.object({
      name: z.string(),
      p: vector,
      y: vector,
      weights: vector,
      figures: z.record(z.string(), z.number()),
    }),
  ),
})
const file = new URL('../../data/learning/scikit-learn.json', import.meta.url)
const reference = schema.parse(JSON.parse(readFileSync(file, 'utf8')))

function largestGap(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  expect(ours).toHaveLength(theirs.length)
  return Array.from(ours).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (theirs[index] ?? Number.NaN))),
    0,
  )
}

describe('logistic regression finds the optimum of scikit-learn', () => {
  for (const each of reference.logistic) {
    it(`with ${each.name}`, () => {
      const data = makeDataset(each.x, each.columns, each.y, each.weights)
      const prior = ridgePrior(each.columns, 1 / each.c, each.standardised ? 'standardised' : 'raw')
      for (const [index, strength] of (each.strengths ?? []).entries()) {
        const weight = prior.weights[index]
        if (weight) weight.strength = strength / each.c
      }
      const { model, converged } = runSteps(fitLogisticSteps(data, prior))
      expect(converged).toBe(true)
      expect(largestGap(scoreMargins(model, data), each.log_odds)).toBeLessThan(1e-6)
      if (each.coef !== null) {
        expect(largestGap(model.weights, each.coef)).toBeLessThan(1e-6)
        expect(Math.abs(model.intercept - each.intercept)).toBeLessThan(1e-6)
      }
    })
  }
})

describe('calibration gives the probabilities of scikit-learn', () => {
  for (const { name, scores, y, weights, asked, isotonic, platt, platt_optimum } of reference.calibration) {
    it(`by isotonic regression with ${name}`, () => {
      const curve = fitIsotonic(scores, y, weights)
      expect(
        largestGap(
          asked.map((score) => isotonicAt(curve, score)),
          isotonic,
        ),
      ).toBeLessThan(1e-6)
    })

    it(`by Platt scaling with ${name}`, () => {
      const { slope, intercept } = runSteps(fitPlattSteps(scores, y, weights))
      const ours = asked.map((score) => sigmoid(slope * score + intercept))
      expect(largestGap(ours, platt_optimum)).toBeLessThan(1e-9)
      // Where scikit-learn's own solver comes as close to the optimum of its objective as that.
      if (largestGap(platt, platt_optimum) < 5e-7) expect(largestGap(ours, platt)).toBeLessThan(1e-6)
    })
  }
})

describe('metrics are those of scikit-learn', () => {
  for (const each of reference.metrics) {
    it(`with ${each.name}`, () => {
      const ours: Record<string, number | null> = { ...figures(rank(each.p, each.y, each.weights), 0.5) }
      for (const [name, value] of Object.entries(each.figures))
        expect(Math.abs((ours[name] ?? Number.NaN) - value), name).toBeLessThan(1e-9)
    })
  }
})
