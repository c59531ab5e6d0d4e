import * as z from 'zod'

/** A column that holds JSON of a given shape. */
export const jsonColumn = <T>(schema: z.ZodType<T>) =>
  z.string().transform((text, context): T => {
    const parsed = schema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    context.addIssue('not as it was written')
    return z.NEVER
  })

/** SQLite's 0 and 1. */
export const boolColumn = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1)
