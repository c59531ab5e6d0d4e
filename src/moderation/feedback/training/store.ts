import * as z from 'zod'
import type { SqlLike } from '../../../storage/object-sql.ts'
import type { Job } from './job.ts'

/** docs/privacy.md describes this table. */
export const TRAINING_SCHEMA = `
  CREATE TABLE IF NOT EXISTS training (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`

export interface TrainingStore {
  /** The first is worked on. */
  jobs(): Job[]
  save(jobs: readonly Job[]): void
  /** When the last vote was cast that a training has seen, in epoch milliseconds; 0 before the first. */
  seenTo(): number
  sawTo(at: number): void
}

const row = z.object({ state: z.string() })

export function trainingStore(sql: SqlLike): TrainingStore {
  sql.exec(TRAINING_SCHEMA)
  /** Written by this very class of object, and by nothing else: JSON of our own needs no second schema. */
  const read = <T>(name: string, otherwise: T): T => {
    const [found] = z.array(row).parse(sql.exec('SELECT state FROM training WHERE name = ?', name).toArray())
    return found ? (JSON.parse(found.state) as T) : otherwise
  }
  const write = (name: string, value: unknown): void => {
    sql.exec('INSERT OR REPLACE INTO training (name, state) VALUES (?, ?)', name, JSON.stringify(value))
  }
  return {
    jobs: () => read<Job[]>('jobs', []),
    save: (jobs) => write('jobs', jobs),
    seenTo: () => read('seen_to', 0),
    sawTo: (at) => write('seen_to', at),
  }
}
