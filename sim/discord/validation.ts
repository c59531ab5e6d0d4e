import type * as z from 'zod'
import { type FieldProblem, invalidForm, type Reply } from './reply.ts'

export type Parsed<T> = { ok: true; value: T } | { ok: false; reply: Reply }

/** Checks a body or query as Discord does; the refusal names every problem at its path. */
export function parseForm<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  const result = schema.safeParse(input, { reportInput: true })
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, reply: invalidForm(result.error.issues.flatMap(fieldProblems)) }
}

/** Discord's words for what zod found. */
function fieldProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  const at = (code: string, message: string): FieldProblem[] => [{ path: issue.path, code, message }]
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? at('BASE_TYPE_REQUIRED', 'This field is required')
        : at(...typeProblem(issue.expected, issue.input))
    case 'too_big':
      return at(...tooBig(issue.origin, issue.maximum))
    case 'too_small':
      return at(...tooSmall(issue.origin, issue.minimum))
    case 'invalid_value':
      return issue.input === undefined
        ? at('BASE_TYPE_REQUIRED', 'This field is required')
        : at('BASE_TYPE_CHOICES', `Value must be one of {${issue.values.map(String).join(', ')}}.`)
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        code: 'UNKNOWN_FIELD',
        message: 'This field is not part of the request.',
      }))
    case 'invalid_union':
      return unionProblems(issue)
    case 'custom':
      return at(
        typeof issue.params?.code === 'string' ? issue.params.code : 'BASE_TYPE_INVALID',
        issue.message,
      )
    case 'invalid_format':
      return at('STRING_TYPE_REGEX', issue.message)
    default:
      return at('BASE_TYPE_INVALID', issue.message)
  }
}

function typeProblem(expected: string, input: unknown): [string, string] {
  const shown = typeof input === 'object' ? JSON.stringify(input) : String(input)
  switch (expected) {
    case 'string':
      return ['STRING_TYPE_CONVERT', `Could not interpret "${shown}" as string.`]
    case 'int':
    case 'number':
      return ['NUMBER_TYPE_COERCE', `Value "${shown}" is not ${expected === 'int' ? 'int' : 'number'}.`]
    case 'boolean':
      return ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.']
    case 'array':
      return ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType']
    default:
      return ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType']
  }
}

function tooBig(origin: string, maximum: number | bigint): [string, string] {
  return origin === 'string' || origin === 'array'
    ? ['BASE_TYPE_MAX_LENGTH', `Must be ${maximum} or fewer in length.`]
    : ['NUMBER_TYPE_MAX', `Value should be less than or equal to ${maximum}.`]
}

function tooSmall(origin: string, minimum: number | bigint): [string, string] {
  return origin === 'string' || origin === 'array'
    ? ['BASE_TYPE_MIN_LENGTH', `Must be ${minimum} or more in length.`]
    : ['NUMBER_TYPE_MIN', `Value should be greater than or equal to ${minimum}.`]
}

/** Of the alternatives, the one that came furthest tells most. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion): FieldProblem[] {
  const best = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
  if (!best || best.length === 0) {
    return [
      {
        path: issue.path,
        code: 'UNION_TYPE_CHOICES',
        message: 'Value of field "type" must be one of the known ones.',
      },
    ]
  }
  return best
    .flatMap(fieldProblems)
    .map((problem) => ({ ...problem, path: [...issue.path, ...problem.path] }))
}

function depth(issues: z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length))
}
