/**
 * Learning from moderators' votes: pure mathematics on Float64Arrays. No I/O, no clock, no randomness but what is passed
 * in, and nothing from the rest of src. Everything that is kept is plain JSON. How it is used, start to end:
 *
 *     const data = makeDataset(features, columns, labels, weights)
 *     const groups = connectedGroups(authors, conversations)
 *     const folds = groupedFolds(data, groups, 5, seeded(1))
 *     const { trained } = await runPausing(trainSteps(data, groups, folds, { prior, random: seeded(2) }), pause)
 *     const probabilities = predict(trained, rows)
 *     predictionOf(probabilities[0], band)
 *
 * Functions that end in `Steps` are generators: run them with `runSteps`, or with `runPausing` where others wait.
 * A shape that does not fit throws a RangeError, which is a bug of the caller; too few labels never do.
 */
export { type BootstrapOptions, bootstrapSteps, type Interval } from './bootstrap.ts'
export {
  type Calibration,
  type CalibrationMap,
  type CalibrationMethod,
  calibrate,
  chooseCalibrationSteps,
  crossFitSteps,
  fitCalibrationSteps,
  type LabelledMargins,
  UNCALIBRATED,
} from './calibration.ts'
export { contentId } from './content-id.ts'
export { type Dataset, type Matrix, makeDataset, rarerClass } from './data.ts'
export {
  type Figure,
  type FiguresOptions,
  type FiguresReport,
  figuresReportSteps,
} from './figures-report.ts'
export { connectedGroups, everyRowItsOwn, groupedFolds } from './folds.ts'
export { fitIsotonic, type IsotonicCurve, isotonicAt } from './isotonic.ts'
export {
  fitLogisticSteps,
  type LogisticFit,
  type LogisticModel,
  type LogisticOptions,
} from './logistic-regression.ts'
export {
  type Confusion,
  type Figures,
  figures,
  type OperatingPoint,
  operatingPoints,
  type ReliabilityBin,
  rank,
  reliabilityBins,
  type Scored,
  weightedLogLoss,
} from './metrics.ts'
export { fitMlpSteps, type MlpModel, type MlpOptions } from './mlp.ts'
export { fitPlattSteps, type PlattScaling } from './platt.ts'
export { type Prior, ridgePrior, type WeightPrior } from './prior.ts'
export { normal, type Random, seeded } from './random.ts'
export { contributions, type Model, scoreMargins } from './score.ts'
export { type Comparison, compareSteps } from './selection.ts'
export { logit, sigmoid } from './sigmoid.ts'
export type { Standardisation } from './standardise.ts'
export { runPausing, runSteps, type Step, type Steps } from './steps.ts'
export {
  type BandFigures,
  bandFigures,
  DEFAULT_BAND,
  type DecisionBand,
  type Period,
  type Prediction,
  predictionOf,
  type ThresholdProposal,
  thresholdForCardsPerDay,
  thresholdForPrecision,
} from './thresholds.ts'
export {
  heldOutPredictionsSteps,
  type ModelKind,
  predict,
  type TrainedModel,
  type Training,
  type TrainingOptions,
  trainSteps,
} from './training.ts'
