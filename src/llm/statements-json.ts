import * as z from 'zod'
import { json, mend } from './mend-json.ts'
import type { Statement } from './model.ts'

const statement = z
  .object({ text: z.string(), sources: z.array(z.int()).catch([]) })
  // Statements stand for themselves; a blank line keeps their Markdown apart.
  .transform(({ text, sources }): Statement => ({ text: `${text.trim()}\n\n`, cites: sources }))
const answer = z.object({ statements: z.array(statement) })

/**
 * The statements of a reply, or null when it is no such JSON even after one repair: text around the object, raw line
 * breaks inside strings, commas too many, a missing end.
 */
export function parseStatements(reply: string): { statements: Statement[]; isWhole: boolean } | null {
  const whole = answer.safeParse(json(reply))
  if (whole.success) return { statements: whole.data.statements, isWhole: true }
  const mended = mend(reply)
  const repaired = answer.safeParse(json(mended))
  if (repaired.success) return { statements: repaired.data.statements, isWhole: true }
  const statements = finishedStatements(mended)
  return statements.length > 0 ? { statements, isWhole: false } : null
}

/** The statements whose JSON is complete in a reply that is still being written, or broke off. */
export function finishedStatements(reply: string): Statement[] {
  const list = reply.indexOf('[')
  if (list === -1) return []
  return objectsIn(reply.slice(list + 1)).flatMap((text) => {
    const parsed = statement.safeParse(json(text))
    return parsed.success ? [parsed.data] : []
  })
}

/** Every complete top-level `{…}` of a text; braces inside strings do not count. */
function objectsIn(text: string): string[] {
  const objects: string[] = []
  let depth = 0
  let start = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (inString) {
      if (character === '\\') index++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{') {
      if (depth === 0) start = index
      depth++
    } else if (character === '}' && depth > 0) {
      depth--
      if (depth === 0) objects.push(text.slice(start, index + 1))
    }
  }
  return objects
}
