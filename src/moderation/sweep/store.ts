import * as z from 'zod'
import type { SqlLike } from '../../storage/object-sql.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import type { Fingerprint } from '../text/fingerprint.ts'
import type { Candidate } from './candidate.ts'
import type { Remembered } from './deciding.ts'

/** The words in `record` are those of messages: docs/privacy.md describes these tables. */
export const SWEEP_SCHEMA = `
  CREATE TABLE IF NOT EXISTS candidates (
    message_id TEXT PRIMARY KEY,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sweep_decisions (
    decision_id TEXT PRIMARY KEY,
    handed_at INTEGER,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/** A decision on its way to enforcement. */
export interface Outgoing {
  decision: Decision
  /** What later copies of the post are recognised by; null when there is nothing to join. */
  fingerprint: Fingerprint | null
  /** Those that are new to the decision, as they were judged. */
  messages: MessageFacts[]
  attempts: number
  dueAt: number
}

export interface SweepStore {
  candidates(): Candidate[]
  candidate(messageId: string): Candidate | null
  save(candidate: Candidate): void
  drop(messageId: string): void
  /** In one step: what was decided is stored, and the candidates it came from are forgotten. */
  decide(decisions: readonly Outgoing[], messageIds: readonly string[]): void
  /** Those that enforcement has not taken yet. */
  outgoing(): Outgoing[]
  postpone(outgoing: Outgoing): void
  /** Enforcement has it. Its words are forgotten; what copies are recognised by is not. */
  handed(outgoing: Outgoing, now: number): void
  remembered(): Remembered[]
  /** Forgets what was handed over before a time. */
  forget(handedBefore: number): void
  /** When the oldest that is remembered was handed over. */
  oldestHandedAt(): number | null
}

const rows = z.array(z.object({ record: z.string() }))
const time = z.tuple([z.object({ at: z.number().nullable() })])

/** The store over a Durable Object's SQLite; `transaction` does all of an act or nothing. */
export function sweepStore(sql: SqlLike, transaction: (act: () => void) => void): SweepStore {
  sql.exec(SWEEP_SCHEMA)
  // Written by this very class of object, and by nothing else: JSON of our own needs no second schema.
  const records = <T>(query: string, ...bindings: string[]): T[] =>
    rows.parse(sql.exec(query, ...bindings).toArray()).map(({ record }) => JSON.parse(record) as T)
  const put = (outgoing: Outgoing, handedAt: number | null): void =>
    void sql.exec(
      `INSERT INTO sweep_decisions (decision_id, handed_at, record) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET handed_at = excluded.handed_at, record = excluded.record`,
      outgoing.decision.id,
      handedAt,
      JSON.stringify(outgoing),
    )
  const drop = (messageId: string): void =>
    void sql.exec('DELETE FROM candidates WHERE message_id = ?', messageId)

  return {
    candidates: () => records<Candidate>('SELECT record FROM candidates ORDER BY message_id'),
    candidate: (messageId) =>
      records<Candidate>('SELECT record FROM candidates WHERE message_id = ?', messageId)[0] ?? null,
    save: (candidate) =>
      void sql.exec(
        `INSERT INTO candidates (message_id, record) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET record = excluded.record`,
        candidate.message.id,
        JSON.stringify(candidate),
      ),
    drop,
    decide: (decisions, messageIds) =>
      transaction(() => {
        for (const outgoing of decisions) put(outgoing, null)
        for (const id of messageIds) drop(id)
      }),
    outgoing: () => records<Outgoing>('SELECT record FROM sweep_decisions WHERE handed_at IS NULL'),
    postpone: (outgoing) => put(outgoing, null),
    handed(outgoing, now) {
      if (outgoing.fingerprint) put({ ...outgoing, messages: [] }, now)
      else sql.exec('DELETE FROM sweep_decisions WHERE decision_id = ?', outgoing.decision.id)
    },
    remembered: () =>
      records<Outgoing>('SELECT record FROM sweep_decisions').flatMap(({ decision, fingerprint }) =>
        fingerprint ? [{ decision, fingerprint }] : [],
      ),
    forget: (handedBefore) => void sql.exec('DELETE FROM sweep_decisions WHERE handed_at < ?', handedBefore),
    oldestHandedAt: () =>
      time.parse(sql.exec('SELECT min(handed_at) AS at FROM sweep_decisions').toArray())[0].at,
  }
}
