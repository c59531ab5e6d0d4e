import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { MessageFacts } from '../../src/moderation/message.ts'
import { exportedMessage, messageFacts } from './facts.ts'

export interface Export {
  /** In the file's order. An id that comes again is a later version of the same message. */
  messages: MessageFacts[]
  /** Lines that are left out, and why. */
  skipped: { line: number; reason: string }[]
}

/** Reads JSON Lines; a line that cannot be read is skipped and named. Rejects when the file cannot be opened. */
export async function readExport(file: string, guildId: string): Promise<Export> {
  const messages: MessageFacts[] = []
  const skipped: Export['skipped'] = []
  let line = 0
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    line += 1
    const json = line === 1 ? text.replace(/^\ufeff/, '') : text
    if (json.trim() === '') continue
    const read = readLine(json, guildId)
    if (typeof read === 'string') skipped.push({ line, reason: read })
    else messages.push(read)
  }
  return { messages, skipped }
}

function readLine(json: string, guildId: string): MessageFacts | string {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return 'no JSON'
  }
  const parsed = exportedMessage.safeParse(value)
  if (parsed.success) return messageFacts(parsed.data, guildId)
  const [issue] = parsed.error.issues
  return `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'malformed'}`
}
