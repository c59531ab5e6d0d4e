import * as z from 'zod'
import type { Prior } from '../../src/learning/index.ts'
import type { Outcome } from './outcome.ts'

const schema = z.strictObject({
  intercept: z.strictObject({ mean: z.number(), strength: z.number().min(0) }).optional(),
  weights: z
    .record(
      z.string(),
      z.strictObject({
        mean: z.number().default(0),
        strength: z.number().min(0).optional(),
        sign: z.union([z.literal(1), z.literal(-1)]).optional(),
      }),
    )
    .default({}),
})

/** An expert's prior by feature name; features that it leaves out are held at 0 by `strength`. */
export function readPrior(
  text: string,
  features: string[],
  { strength, scale }: { strength: number; scale: Prior['scale'] },
): Outcome<Prior> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, problems: ['is not JSON'] }
  }
  const read = schema.safeParse(json)
  if (!read.success) return { ok: false, problems: [z.prettifyError(read.error)] }
  const { intercept, weights } = read.data
  const problems = Object.entries(weights).flatMap(([name, { mean, sign }]) => [
    ...(features.includes(name) ? [] : [`${name} is not a feature of the rows`]),
    ...(sign !== undefined && mean * sign < 0
      ? [`${name} has mean ${mean}, against its own sign ${sign}`]
      : []),
  ])
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      scale,
      intercept: intercept ?? { mean: 0, strength: 0 },
      weights: features.map((name) => ({
        mean: 0,
        ...weights[name],
        strength: weights[name]?.strength ?? strength,
      })),
    },
  }
}
