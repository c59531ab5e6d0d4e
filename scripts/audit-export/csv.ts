import type { CloudEvent } from '../../src/moderation/audit/event.ts'

export const CSV_HEADER = 'time,type,case,subject,member,moderator,id,data'

/** One event as a line of RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvLine({ time, type, subject, id, data }: CloudEvent): string {
  const { case: number, member, moderator, ...rest } = data
  return [time, type, number, subject, member, moderator, id, JSON.stringify(rest)].map(cell).join(',')
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
