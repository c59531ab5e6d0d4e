import {
  CHARACTER_OFFSET,
  FEATURE_COUNT,
  type Features,
  featuresOf,
  isShape,
} from '../../src/moderation/jobs/features.ts'
import {
  type LinearModel,
  marginOf,
  type PackedModel,
  packModel,
  unpackModel,
} from '../../src/moderation/jobs/linear.ts'
import type { JobExample } from './job-examples.ts'
import { type Example, trainLogistic } from './logistic.ts'

/** Chosen by cross-validation on the posts; figures move little within a factor of three of each. */
const SETTINGS = { c: 8, iterations: 60, excerptWeight: 0.5, chatWeight: 0.5, ownWeight: 2.5 }
const LEAD_CHARS = 220
/** A body shorter than this says too little by itself. */
const MIN_BODY_CHARS = 60

export interface JobModel {
  /** Log-odds of a job post, offered or sought, against anything else. */
  job: LinearModel
  /** Log-odds of offering work against looking for it, given that it is one of the two. */
  posting: LinearModel
}

interface Weighed {
  features: Features
  label: JobExample['label']
  weight: number
}

/** Chat is short where posts are long, so each post is also learnt without its title, as its title and by its beginning. */
function excerpts(text: string): string[] {
  const end = text.indexOf('\n')
  const parts = end > 0 && text.length - end > MIN_BODY_CHARS ? [text.slice(end + 1), text.slice(0, end)] : []
  return text.length > LEAD_CHARS + MIN_BODY_CHARS ? [...parts, text.slice(0, LEAD_CHARS)] : parts
}

export function trainJobModel(sets: {
  posts: readonly JobExample[]
  chat: readonly JobExample[]
  own: readonly JobExample[]
}): JobModel {
  const weighed: Weighed[] = [
    ...sets.posts.flatMap(({ text, label }) => [
      { features: featuresOf(text), label, weight: 1 },
      ...excerpts(text).map((part) => ({
        features: featuresOf(part),
        label,
        weight: SETTINGS.excerptWeight,
      })),
    ]),
    ...sets.chat.map(({ text, label }) => ({
      features: featuresOf(text),
      label,
      weight: SETTINGS.chatWeight,
    })),
    ...sets.own.map(({ text, label }) => ({ features: featuresOf(text), label, weight: SETTINGS.ownWeight })),
  ]
  const rarity = raritiesOf(weighed)
  return {
    job: train(weighed, rarity, FEATURE_COUNT, (label) => label !== 'other'),
    posting: train(
      weighed.filter(({ label }) => label !== 'other'),
      rarity,
      // Which of the two it is is told by words; characters would only make the weights larger.
      CHARACTER_OFFSET,
      (label) => label === 'post_job',
    ),
  }
}

/** Square root of the inverse document frequency: rare n-grams may weigh more. The shapes are on their own scale. */
function raritiesOf(examples: readonly Weighed[]): Float64Array {
  const documents = new Float64Array(FEATURE_COUNT)
  for (const { features } of examples) {
    for (const index of features.indices) documents[index] = (documents[index] ?? 0) + 1
  }
  return documents.map((count, index) =>
    isShape(index) ? 1 : Math.sqrt(1 + Math.log((1 + examples.length) / (1 + count))),
  )
}

function train(
  examples: readonly Weighed[],
  rarity: Float64Array,
  size: number,
  isPositive: (label: JobExample['label']) => boolean,
): LinearModel {
  const scaled = examples.map(
    ({ features, label, weight }): Example => ({
      features: scaledBy(rarity, features, size),
      target: isPositive(label) ? 1 : 0,
      weight,
    }),
  )
  const { weights, bias } = trainLogistic(scaled, size, SETTINGS)
  // The rarity goes into the weights, so that whoever uses them need not know it. Rounded as they will be kept.
  return unpackModel(
    packModel({ bias, weights: weights.map((weight, index) => weight * (rarity[index] ?? 1)) }),
  )
}

function scaledBy(rarity: Float64Array, { indices, values }: Features, size: number): Features {
  const kept = indices.flatMap((index, k) => (index < size ? [{ index, value: values[k] ?? 0 }] : []))
  return {
    indices: kept.map(({ index }) => index),
    values: kept.map(({ index, value }) => value * (rarity[index] ?? 1)),
  }
}

/** Platt's scaling, without the correction of the targets: `slope · margin + offset` is the calibrated log-odds. */
export function calibrate(margins: readonly { margin: number; isPositive: boolean; weight: number }[]): {
  slope: number
  offset: number
} {
  const examples = margins.map(
    ({ margin, isPositive, weight }): Example => ({
      features: { indices: [0], values: [margin] },
      target: isPositive ? 1 : 0,
      weight,
    }),
  )
  const { weights, bias } = trainLogistic(examples, 1, { c: 1_000, iterations: 100 })
  return { slope: weights[0] ?? 1, offset: bias }
}

export function packCalibrated(
  model: LinearModel,
  { slope, offset }: { slope: number; offset: number },
): PackedModel {
  const packed = packModel({
    bias: model.bias * slope + offset,
    weights: model.weights.map((weight) => weight * slope),
  })
  return { ...packed, bias: Number(packed.bias.toFixed(4)), step: Number(packed.step.toPrecision(5)) }
}

export const jobMargin = (model: LinearModel, text: string): number => marginOf(model, featuresOf(text))
