import * as z from 'zod'
import { type DatabaseLike, run, type Sql } from '../../knowledge/database.ts'
import { type AuditRow, addEventSql } from '../../storage/audit.ts'
import { type CloudEvent, withoutPeople } from './event.ts'

export interface AuditOptions {
  db: DatabaseLike
  guildId: string
  /** Stands before every type, without a dot at the end. */
  prefix: string
  /** Whether events are also delivered to a webhook. */
  isDelivered: boolean
  /** One JSON line an event, as an operator's log takes it. */
  writeLine: (event: CloudEvent) => void
}

/** An event without what is the same for all. `what` follows the prefix: `timeout.done`. */
export type AuditEntry = Omit<AuditRow, 'type'> & { what: string }

const writtenRow = z.object({ case_number: z.int().nullable() })
const writtenRows = z.array(writtenRow)

/** Writes events beside what they tell of, in one transaction, and the log lines of those that are new. */
export function auditTrail({ db, guildId, prefix, isDelivered, writeLine }: AuditOptions) {
  return {
    async record(statements: readonly Sql[], entries: readonly AuditEntry[]): Promise<void> {
      const rows = entries.map(({ what, ...entry }): AuditRow => ({ ...entry, type: `${prefix}.${what}` }))
      const results = await run(db, [...statements, ...rows.map((row) => addEventSql(row, isDelivered))])
      for (const [index, row] of rows.entries()) {
        const [written] = writtenRows.parse(results[statements.length + index])
        if (written) writeLine(withoutPeople({ ...row, caseNumber: written.case_number }, guildId))
      }
    },
  }
}

export type AuditTrail = ReturnType<typeof auditTrail>
