import * as z from 'zod'
import type { TrainedModel } from '../../src/learning/index.ts'
import { calibrationJson, modelJson } from '../../src/moderation/feedback/model-json.ts'
import type { Outcome } from './outcome.ts'

const schema = z.object({
  format: z.literal('steward-model-1'),
  features: z.array(z.string()).min(1),
  trained: z.object({ id: z.string(), model: modelJson, calibration: calibrationJson }),
})

export interface ModelFile {
  features: string[]
  trained: TrainedModel
}

export function writeModel({ features, trained }: ModelFile): string {
  return `${JSON.stringify({ format: 'steward-model-1', features, trained }, null, 1)}\n`
}

/** Reads a model that `fit --out` wrote, and checks that it is about the same features in the same order. */
export function readModel(text: string, features: string[]): Outcome<ModelFile> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, problems: ['is not JSON: name a file that fit --out wrote'] }
  }
  const read = schema.safeParse(json)
  if (!read.success)
    return { ok: false, problems: [`is not a model that fit --out wrote:\n${z.prettifyError(read.error)}`] }
  const missing = read.data.features.filter((name) => !features.includes(name))
  const extra = features.filter((name) => !read.data.features.includes(name))
  const problems = [
    ...(missing.length > 0 ? [`needs features that the rows do not have: ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`does not know these features of the rows: ${extra.join(', ')}`] : []),
    ...(missing.length + extra.length === 0 && read.data.features.join() !== features.join()
      ? [`has its features in another order: ${read.data.features.join(', ')}`]
      : []),
  ]
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: read.data }
}
