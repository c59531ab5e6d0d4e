import { precisionRecallCurve, reliabilityDiagram } from '../../src/charts/evaluation.ts'
import {
  figuresReportSteps,
  heldOutPredictionsSteps,
  operatingPoints,
  predict,
  predictionOf,
  rank,
  type Steps,
  seeded,
} from '../../src/learning/index.ts'
import type { Arguments } from './arguments.ts'
import { figuresText } from './figures-text.ts'
import type { Result, Task } from './task.ts'

/** Judges a stored model on the rows; or, without one, the whole of training by the folds. */
export function* evaluateSteps({ rows, folds, prior, model }: Task, given: Arguments): Steps<Result> {
  const { data, groups, foldNames } = rows
  const probabilities =
    model === null
      ? yield* heldOutPredictionsSteps(data, groups, folds, {
          prior,
          random: seeded(given.seed),
          kinds: given.kinds,
          calibrations: given.calibrations,
        })
      : predict(model, data)
  const report = yield* figuresReportSteps({ ...data, probabilities, groups }, given)
  const how =
    model === null
      ? `each of ${new Set(folds).size} folds by a training on the others (choice of model and calibration included)`
      : `by model ${model.id}`
  return {
    json: { command: 'evaluate', model: model?.id ?? null, judged: how, ...report },
    text: `Judged ${how}\n${figuresText(report)}`,
    trained: null,
    predictions: {
      y: data.labels,
      ...(model === null && { fold: Array.from(folds, (fold) => foldNames[fold] ?? String(fold)) }),
      probability: probabilities,
      prediction: Array.from(probabilities, (probability) => predictionOf(probability, given.band)),
    },
    charts: {
      reliability: reliabilityDiagram(report.reliability),
      'precision-recall': precisionRecallCurve(
        operatingPoints(rank(probabilities, data.labels, data.weights)),
        given.band,
      ),
    },
  }
}
