import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'

export const MAX_CASE_NOTE_CHARS = 1000

export interface CaseNote {
  /** The interaction that wrote it. */
  id: string
  caseNumber: number
  moderatorId: string
  note: string
  /** Epoch milliseconds. */
  at: number
}

/** The same interaction again is the same note. */
export async function addNote(db: DatabaseLike, note: CaseNote): Promise<void> {
  await run(db, [
    sql(
      `INSERT INTO case_notes (id, case_number, day, written_at, moderator_id, note) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      note.id,
      note.caseNumber,
      utcDay(note.at),
      note.at,
      note.moderatorId,
      note.note.slice(0, MAX_CASE_NOTE_CHARS),
    ),
  ])
}

const noteRow = z
  .object({
    id: z.string(),
    case_number: z.int(),
    moderator_id: z.string(),
    note: z.string(),
    written_at: z.int(),
  })
  .transform(
    (row): CaseNote => ({
      id: row.id,
      caseNumber: row.case_number,
      moderatorId: row.moderator_id,
      note: row.note,
      at: row.written_at,
    }),
  )
const noteRows = z.array(noteRow)

/** Oldest first. */
export async function notesOf(db: DatabaseLike, caseNumber: number): Promise<CaseNote[]> {
  const [rows] = await run(db, [
    sql('SELECT * FROM case_notes WHERE case_number = ? ORDER BY written_at LIMIT 20', caseNumber),
  ])
  return noteRows.parse(rows)
}
