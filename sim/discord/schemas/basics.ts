import * as z from 'zod'

const SNOWFLAKE = /^\d{1,20}$/

export const snowflake = z.string().superRefine((value, context) => {
  if (!SNOWFLAKE.test(value)) {
    context.addIssue({
      code: 'custom',
      message: `Value "${value}" is not snowflake.`,
      params: { code: 'NUMBER_TYPE_COERCE' },
    })
  }
})

/** Text bounded in characters as Discord counts them: code points, not UTF-16 units. */
export function text({ min = 0, max }: { min?: number; max: number }): z.ZodString {
  return z.string().superRefine((value, context) => {
    const length = [...value].length
    if (length <= max && length >= min) return
    context.addIssue({
      code: 'custom',
      message:
        min > 0 ? `Must be between ${min} and ${max} in length.` : `Must be ${max} or fewer in length.`,
      params: { code: min > 0 ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_MAX_LENGTH' },
    })
  })
}

/** A link with one of these schemes. */
export function link(...schemes: string[]): z.ZodString {
  return text({ max: 2048 }).superRefine((value, context) => {
    const scheme = URL.parse(value)?.protocol.slice(0, -1)
    if (scheme && schemes.includes(scheme)) return
    context.addIssue({
      code: 'custom',
      message: scheme
        ? `Scheme "${scheme}" is not supported. Scheme must be one of ('${schemes.join("', '")}').`
        : 'Not a well formed URL.',
      params: { code: scheme ? 'URL_TYPE_INVALID_SCHEME' : 'URL_TYPE_INVALID_URL' },
    })
  })
}

/** Adds a refusal in Discord's words at a path below the value under check. */
export function complain(
  context: z.RefinementCtx,
  code: string,
  message: string,
  path: (string | number)[] = [],
): void {
  context.addIssue({ code: 'custom', message, params: { code }, path })
}
