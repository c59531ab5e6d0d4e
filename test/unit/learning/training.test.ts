import { describe, expect, it } from 'vitest'
import {
  calibrate,
  chooseCalibrationSteps,
  compareSteps,
  contentId,
  crossFitSteps,
  everyRowItsOwn,
  fitCalibrationSteps,
  fitLogisticSteps,
  fitMlpSteps,
  groupedFolds,
  heldOutPredictionsSteps,
  logit,
  makeDataset,
  type Prior,
  predict,
  rank,
  reliabilityBins,
  ridgePrior,
  runSteps,
  scoreMargins,
  seeded,
  sigmoid,
  trainSteps,
  UNCALIBRATED,
  weightedLogLoss,
} from '../../../src/learning/index.ts'
import { at, drawn, exclusiveOr, linear } from './examples.ts'

const prior = ridgePrior(3, 1)
const train = (data: ReturnType<typeof drawn>, options: Partial<Parameters<typeof trainSteps>[3]> = {}) => {
  const groups = everyRowItsOwn(data.rows)
  const folds = groupedFolds(data, groups, 5, seeded(1))
  return runSteps(
    trainSteps(data, groups, folds, { prior, random: seeded(2), mlp: { epochs: 60 }, ...options }),
  )
}

describe('training', () => {
  it('works on the first day: without labels it is the expert, uncalibrated', () => {
    const expert: Prior = {
      ...ridgePrior(1, 1),
      intercept: { mean: -1, strength: 1 },
      weights: [{ mean: 2, strength: 1 }],
    }
    const nothing = makeDataset(new Float64Array(0), 1, new Float64Array(0))
    const none = new Int32Array(0)
    const { trained, outOfFold, comparison } = runSteps(
      trainSteps(nothing, none, none, { prior: expert, random: seeded(1) }),
    )
    expect([outOfFold, comparison]).toEqual([null, null])
    expect(trained.calibration).toEqual(UNCALIBRATED)
    expect(at(predict(trained, { values: Float64Array.of(0.5), rows: 1, columns: 1 }), 0)).toBe(0.5)
  })

  it('keeps the logistic regression where it is all there is to learn', () => {
    const { trained, comparison } = train(drawn(400, 3, linear))
    expect(comparison?.isBetter).toBe(false)
    expect(trained.model.kind).toBe('logistic')
  })

  it('takes the small network where no straight line will do, and both ways calibrated', () => {
    const { trained, comparison } = train(drawn(600, 3, exclusiveOr))
    expect(comparison?.interval?.low).toBeGreaterThan(0)
    expect(trained.model.kind).toBe('mlp')
    const fresh = drawn(2000, 3, exclusiveOr, seeded(99))
    expect(weightedLogLoss(predict(trained, fresh), fresh.labels, fresh.weights)).toBeLessThan(0.4)
  })

  it('gives the same model for the same data and seed, under the same id', () => {
    const data = drawn(300, 3, exclusiveOr)
    expect(train(data).trained).toEqual(train(data).trained)
    expect(train(data).trained.id).toMatch(/^[0-9a-f]{16}$/)
    expect(contentId({ a: 1 })).not.toBe(contentId({ a: 2 }))
  })

  it('survives storage as JSON', () => {
    const data = drawn(600, 3, exclusiveOr)
    const { trained } = train(data)
    expect(predict(JSON.parse(JSON.stringify(trained)), data)).toEqual(predict(trained, data))
  })

  it('judges itself on rows that it has not seen', () => {
    const noise = drawn(200, 3, () => 0)
    const groups = everyRowItsOwn(200)
    const folds = groupedFolds(noise, groups, 5, seeded(1))
    const options = {
      prior: ridgePrior(3, 0.01),
      random: seeded(2),
      kinds: ['mlp'],
      calibrations: ['identity'],
    } as const
    const seen = predict(runSteps(trainSteps(noise, groups, folds, options)).trained, noise)
    const unseen = runSteps(heldOutPredictionsSteps(noise, groups, folds, options))
    expect(weightedLogLoss(seen, noise.labels, noise.weights)).toBeLessThan(Math.log(2))
    expect(weightedLogLoss(unseen, noise.labels, noise.weights)).toBeGreaterThan(Math.log(2))
  })
})

describe('the small network', () => {
  it('says what its logistic regression says before it has learnt anything', () => {
    const data = drawn(50, 3, linear)
    const unlabelled = { ...data, weights: new Float64Array(50) }
    const { model } = runSteps(fitLogisticSteps(data, prior))
    const network = runSteps(fitMlpSteps(unlabelled, model, prior, { random: seeded(1) }))
    expect(scoreMargins(network, data)).toEqual(scoreMargins(model, data))
  })

  it('keeps the signs that the prior asks for', () => {
    const signed: Prior = { ...prior, weights: prior.weights.map((weight) => ({ ...weight, sign: 1 })) }
    const data = drawn(300, 3, exclusiveOr)
    const { model } = runSteps(fitLogisticSteps(data, signed))
    const network = runSteps(fitMlpSteps(data, model, signed, { random: seeded(1) }))
    const random = seeded(4)
    for (let round = 0; round < 200; round++) {
      const low = Float64Array.from({ length: 3 }, () => random())
      const high = low.map((value) => value + 0.3 * random())
      const [before, after] = [low, high].map((values) =>
        at(scoreMargins(network, { values, rows: 1, columns: 3 }), 0),
      )
      expect((after ?? 0) - (before ?? 0)).toBeGreaterThanOrEqual(-1e-12)
    }
  })
})

describe('a challenger', () => {
  it('is better only by more than chance', () => {
    const data = drawn(300, 3, linear)
    const truth = Float64Array.from({ length: 300 }, (_, row) =>
      linear(data.values.subarray(row * 3, row * 3 + 3)),
    )
    const groups = everyRowItsOwn(300)
    const against = (challenger: Float64Array) =>
      runSteps(
        compareSteps(
          data,
          groups,
          truth.map(() => 0),
          challenger,
          seeded(1),
        ),
      )
    expect(against(truth).isBetter).toBe(true)
    expect(against(truth.map((_, row) => (row % 2 === 0 ? 0.1 : -0.1))).isBetter).toBe(false)
  })
})

describe('calibration', () => {
  const random = seeded(11)
  const truth = Float64Array.from({ length: 2000 }, () => 6 * (random() - 0.5))
  const labels = truth.map((margin) => (random() < sigmoid(margin) ? 1 : 0))
  const weights = truth.map(() => 1)
  const folds = Int32Array.from(truth, (_, row) => row % 5)

  it('corrects margins that are twice too sure', () => {
    const margins = truth.map((margin) => 2 * margin + 1)
    const { map, heldOutLogLoss } = runSteps(chooseCalibrationSteps({ margins, labels, weights }, folds))
    expect(map.method).toBe('platt')
    expect(heldOutLogLoss.platt).toBeLessThan(heldOutLogLoss.identity ?? 0)
    expect(calibrate(map, logit(0.9) * 2 + 1)).toBeCloseTo(0.9, 1)
    const probabilities = runSteps(crossFitSteps({ margins, labels, weights }, folds, 'platt'))
    for (const bin of reliabilityBins(rank(probabilities, labels, weights)))
      expect(Math.abs(bin.meanProbability - bin.observed)).toBeLessThan(0.08)
  })

  it('takes isotonic regression for margins bent in a way that Platt cannot follow', () => {
    const margins = truth.map((margin) => Math.max(-0.5, margin) ** 3)
    expect(runSteps(chooseCalibrationSteps({ margins, labels, weights }, folds)).map.method).toBe('isotonic')
  })

  it('is the identity while labels are few, and when the margins are worse than chance', () => {
    const few = weights.map((_, row) => (row < 15 ? 1 : 0))
    expect(runSteps(chooseCalibrationSteps({ margins: truth, labels, weights: few }, folds)).map).toEqual({
      method: 'identity',
    })
    const worse = { margins: truth.map((margin) => -margin), labels, weights }
    expect(runSteps(chooseCalibrationSteps(worse, folds, ['identity', 'platt'])).map).toEqual({
      method: 'identity',
    })
  })

  it('never claims certainty', () => {
    const map = runSteps(fitCalibrationSteps({ margins: truth, labels, weights }, 'isotonic'))
    expect(calibrate(map, 100)).toBeLessThan(1)
    expect(calibrate(map, -100)).toBeGreaterThan(0)
  })

  it('has the same id for the same content', () => {
    const margins = truth.map((margin) => 2 * margin)
    const run = () => runSteps(chooseCalibrationSteps({ margins, labels, weights }, folds))
    expect(run().id).toBe(run().id)
    expect(run().id).not.toBe(UNCALIBRATED.id)
  })
})
