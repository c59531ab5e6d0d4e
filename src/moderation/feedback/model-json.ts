import * as z from 'zod'

const numbers = z.array(z.number())
const logistic = z.object({
  kind: z.literal('logistic'),
  intercept: z.number(),
  weights: numbers,
  standardisation: z.object({ centre: numbers, scale: numbers }),
})
const mlp = z.object({
  kind: z.literal('mlp'),
  base: logistic,
  input: numbers,
  bias: numbers,
  output: numbers,
})

/** A `Model` of src/learning as it is stored. */
export const modelJson = z.discriminatedUnion('kind', [logistic, mlp])

/** A `Calibration` of src/learning as it is stored. */
export const calibrationJson = z.object({
  id: z.string(),
  map: z.discriminatedUnion('method', [
    z.object({ method: z.literal('identity') }),
    z.object({ method: z.literal('platt'), slope: z.number(), intercept: z.number() }),
    z.object({
      method: z.literal('isotonic'),
      floor: z.number(),
      at: numbers.min(1),
      values: numbers.min(1),
    }),
  ]),
  rows: z.number(),
  heldOutLogLoss: z.partialRecord(z.enum(['identity', 'platt', 'isotonic']), z.number()),
})
