import type * as z from 'zod'

/** One thing wrong with a configuration: where, and what would be right. */
export interface Problem {
  path: string
  message: string
}

/** Raised by `parseConfig` with every problem at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    const lines = problems.map(({ path, message }) => `  ${path}: ${message}`)
    super(
      `steward.config.ts has ${problems.length} problem${problems.length === 1 ? '' : 's'}:\n${lines.join('\n')}`,
    )
    this.problems = problems
  }
}

/** `channels.answers[2].scope` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  )
}

/** Flattens zod's issues; of a union, the alternative that got furthest speaks. `known(path)` lists the keys allowed there. */
export function problemsOf(
  error: z.ZodError,
  known: (path: readonly PropertyKey[]) => readonly string[],
): Problem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, [], known))
}

function issueProblems(
  issue: z.core.$ZodIssue,
  prefix: readonly PropertyKey[],
  known: (path: readonly PropertyKey[]) => readonly string[],
): Problem[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...path, key]),
      message: unknownKey(key, known(path)),
    }))
  }
  if (issue.code === 'invalid_union') {
    const furthest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0]
    if (furthest) return furthest.flatMap((inner) => issueProblems(inner, path, known))
  }
  return [{ path: pathText(path) || '(top)', message: issue.message }]
}

/** An alternative that is of the right type and complains only about something inside it is the one that was meant. */
function depth(issues: readonly z.core.$ZodIssue[]): number {
  const wrongType = issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0)
  return wrongType ? -1 : Math.max(0, ...issues.map((issue) => issue.path.length))
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = known.find((name) => isNear(name.toLowerCase(), key.toLowerCase()))
  if (near) return `unknown setting; did you mean "${near}"?`
  return known.length > 0 ? `unknown setting; known here are ${known.join(', ')}` : 'unknown setting'
}

/** One letter added, left out or changed, or the same beginning. */
function isNear(a: string, b: string): boolean {
  if (a.startsWith(b) || b.startsWith(a)) return true
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  let end = 0
  while (end < Math.min(a.length, b.length) - i && a.at(-1 - end) === b.at(-1 - end)) end++
  return Math.max(a.length, b.length) - i - end <= 2
}
