import * as z from 'zod'
import type { SqlLike } from '../../../storage/object-sql.ts'
import type { CheckRun } from './run.ts'
import type { ShowEffect, Shown, ShowPlan } from './showing.ts'

/** The words in `runs` are those of messages, until the check has ended: docs/privacy.md describes these tables. */
export const CHECK_SCHEMA = `
  CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS summaries (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    through_id TEXT NOT NULL,
    summary TEXT NOT NULL,
    made_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS shown (
    flag_id TEXT PRIMARY KEY,
    changed_at INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS show_effects (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    effect_id TEXT NOT NULL UNIQUE,
    flag_id TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
`

/** What was said before what a check reads, in a model's words and without names. */
export interface EarlierTalk {
  /** The last message that is in it. */
  throughId: string
  summary: string
}

export interface CheckStore {
  run(): CheckRun | null
  saveRun(run: CheckRun): void
  /** In one step: what is to be shown, and that the run has ended. */
  conclude(run: CheckRun | null, plans: readonly ShowPlan[], now: number): void
  earlier(): EarlierTalk | null
  saveEarlier(talk: EarlierTalk, now: number): void
  shown(flagId: string): Shown | null
  allShown(): Shown[]
  saveShown(shown: Shown, now: number): void
  forgetShown(flagId: string): void
  /** In order. Those that are done are not kept; those that could not be done are, for the card to say so. */
  effectsOf(flagId: string): ShowEffect[]
  effects(): { flagId: string; effect: ShowEffect }[]
  addEffect(flagId: string, effect: ShowEffect): void
  saveEffect(effect: ShowEffect): void
  dropEffect(id: string): void
  /** Forgets what was shown and has not changed since a time, and summaries as old. */
  forget(before: number): void
  oldest(): number | null
}

const records = z.array(z.object({ record: z.string() }))
const flagRecords = z.array(z.object({ flag_id: z.string(), record: z.string() }))
const talks = z.array(z.object({ through_id: z.string(), summary: z.string() }))
const time = z.tuple([z.object({ at: z.number().nullable() })])

/** Written by this very class of object, and by nothing else: JSON of our own needs no second schema. */
const read = <T>(rows: unknown[]): T[] => records.parse(rows).map(({ record }) => JSON.parse(record) as T)

/** The store over a Durable Object's SQLite; `transaction` does all of an act or nothing. */
export function checkStore(sql: SqlLike, transaction: (act: () => void) => void): CheckStore {
  sql.exec(CHECK_SCHEMA)
  const saveRun = (run: CheckRun): void =>
    void sql.exec(
      'INSERT INTO runs (id, record) VALUES (1, ?) ON CONFLICT DO UPDATE SET record = excluded.record',
      JSON.stringify(run),
    )
  const saveShown = (shown: Shown, now: number): void =>
    void sql.exec(
      `INSERT INTO shown (flag_id, changed_at, record) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET changed_at = excluded.changed_at, record = excluded.record`,
      shown.flagId,
      now,
      JSON.stringify(shown),
    )
  const addEffect = (flagId: string, effect: ShowEffect): void =>
    void sql.exec(
      'INSERT INTO show_effects (effect_id, flag_id, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      effect.id,
      flagId,
      JSON.stringify(effect),
    )
  const dropEffect = (id: string): void => void sql.exec('DELETE FROM show_effects WHERE effect_id = ?', id)

  return {
    run: () => read<CheckRun>(sql.exec('SELECT record FROM runs').toArray())[0] ?? null,
    saveRun,
    conclude: (run, plans, now) =>
      transaction(() => {
        for (const { shown, effects, dropped } of plans) {
          for (const id of dropped) dropEffect(id)
          for (const effect of effects) addEffect(shown.flagId, effect)
          saveShown(shown, now)
        }
        if (run) saveRun(run)
      }),
    earlier() {
      const [row] = talks.parse(sql.exec('SELECT through_id, summary FROM summaries').toArray())
      return row ? { throughId: row.through_id, summary: row.summary } : null
    },
    saveEarlier: ({ throughId, summary }, now) =>
      void sql.exec(
        `INSERT INTO summaries (id, through_id, summary, made_at) VALUES (1, ?, ?, ?)
         ON CONFLICT DO UPDATE SET through_id = excluded.through_id, summary = excluded.summary, made_at = excluded.made_at`,
        throughId,
        summary,
        now,
      ),
    shown: (flagId) =>
      read<Shown>(sql.exec('SELECT record FROM shown WHERE flag_id = ?', flagId).toArray())[0] ?? null,
    allShown: () => read<Shown>(sql.exec('SELECT record FROM shown ORDER BY flag_id').toArray()),
    saveShown,
    forgetShown: (flagId) => {
      sql.exec('DELETE FROM show_effects WHERE flag_id = ?', flagId)
      sql.exec('DELETE FROM shown WHERE flag_id = ?', flagId)
    },
    effectsOf: (flagId) =>
      read<ShowEffect>(
        sql.exec('SELECT record FROM show_effects WHERE flag_id = ? ORDER BY position', flagId).toArray(),
      ),
    effects: () =>
      flagRecords
        .parse(sql.exec('SELECT flag_id, record FROM show_effects ORDER BY position').toArray())
        .map((row) => ({ flagId: row.flag_id, effect: JSON.parse(row.record) as ShowEffect })),
    addEffect,
    saveEffect: (effect) =>
      void sql.exec(
        'UPDATE show_effects SET record = ? WHERE effect_id = ?',
        JSON.stringify(effect),
        effect.id,
      ),
    dropEffect,
    forget(before) {
      sql.exec(
        'DELETE FROM show_effects WHERE flag_id IN (SELECT flag_id FROM shown WHERE changed_at < ?)',
        before,
      )
      sql.exec('DELETE FROM shown WHERE changed_at < ?', before)
      sql.exec('DELETE FROM summaries WHERE made_at < ?', before)
    },
    oldest: () =>
      time.parse(
        sql
          .exec(
            'SELECT min(at) AS at FROM (SELECT changed_at AS at FROM shown UNION ALL SELECT made_at FROM summaries)',
          )
          .toArray(),
      )[0].at,
  }
}
