import * as z from 'zod'
import type { SqlLike } from '../../storage/object-sql.ts'
import type { MessageFacts } from '../message.ts'
import type { ReplayStore, Stop } from './deps.ts'
import type { Run } from './run.ts'

/** `state` has the words of messages while a run goes on: docs/privacy.md describes this table. */
export const REPLAY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS replay (
    name TEXT NOT NULL,
    part INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (name, part)
  ) STRICT, WITHOUT ROWID;
`

/** Below the 2 MB of a row, at up to three bytes a character. */
const PART_CHARS = 500_000
/** The 1 is the shape's version: a run of another shape is as good as none. */
const RUN = 'run:1'
const STOP = 'stop'
const RECENT = 'text:recent'
const bufferName = (sourceId: string) => `text:page:${sourceId}`

const row = z.object({ state: z.string() })

/** The store over a Durable Object's SQLite: whole values by name, in as many rows as they need. */
export function replayStore(sql: SqlLike, transaction: (act: () => void) => void): ReplayStore {
  sql.exec(REPLAY_SCHEMA)
  const written = new Map<string, string>()

  /** Written by this very class of object, and by nothing else: JSON of our own needs no second schema. */
  function read<T>(name: string): T | null {
    const rows = z
      .array(row)
      .parse(sql.exec('SELECT state FROM replay WHERE name = ? ORDER BY part', name).toArray())
    if (rows.length === 0) return null
    const text = rows.map(({ state }) => state).join('')
    written.set(name, text)
    return JSON.parse(text) as T
  }

  function write(name: string, value: unknown): void {
    const text = JSON.stringify(value)
    if (written.get(name) === text) return
    sql.exec('DELETE FROM replay WHERE name = ?', name)
    for (let from = 0; from < text.length; from += PART_CHARS) {
      sql.exec(
        'INSERT INTO replay (name, part, state) VALUES (?, ?, ?)',
        name,
        from / PART_CHARS,
        text.slice(from, from + PART_CHARS),
      )
    }
    written.set(name, text)
  }

  return {
    load: () => read<Run>(RUN),
    save: (run, texts) =>
      transaction(() => {
        write(RUN, run)
        if (!texts) return
        write(RECENT, [...texts.recent])
        for (const [id, messages] of texts.buffers) write(bufferName(id), messages)
      }),
    buffer: (sourceId) => read<MessageFacts[]>(bufferName(sourceId)) ?? [],
    recent: () => new Map(read<[string, MessageFacts[]][]>(RECENT) ?? []),
    stop: () => read<Stop>(STOP),
    saveStop: (stop) => transaction(() => write(STOP, stop)),
    forgetTexts: () => {
      sql.exec("DELETE FROM replay WHERE name LIKE 'text:%'")
      written.clear()
    },
    forgetAll: () => {
      sql.exec('DELETE FROM replay')
      written.clear()
    },
  }
}
