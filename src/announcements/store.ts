import * as z from 'zod'
import type { SqlLike } from '../storage/object-sql.ts'
import type { Announcement } from './announcement.ts'
import type { SeriesState } from './drift.ts'

/** `record` is JSON of our own: what was published on GitHub, and what Steward did about it. */
export const ANNOUNCER_SCHEMA = `
  CREATE TABLE IF NOT EXISTS announcements (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    group_key TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    due_at INTEGER,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS announcements_due ON announcements (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS announcements_group ON announcements (kind, group_key, taken_at);
  CREATE TABLE IF NOT EXISTS subjects (
    subject TEXT PRIMARY KEY,
    announcement_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS subjects_announcement ON subjects (announcement_id);
  CREATE TABLE IF NOT EXISTS series (series TEXT PRIMARY KEY, observed_at INTEGER NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
`

/** For how long posts are kept up to date, in days. */
export const ANNOUNCEMENT_DAYS = 180

const recordRow = z.object({ record: z.string() })

/** Announcements over an object's SQLite. Writes without an `await` between them are one transaction. */
export function announcementStore(sql: SqlLike) {
  sql.exec(ANNOUNCER_SCHEMA)
  /** Written by `save` of this very store: JSON of our own needs no second schema. */
  const all = <T>(query: string, ...values: (string | number)[]): T[] =>
    z
      .array(recordRow)
      .parse(sql.exec(query, ...values).toArray())
      .map(({ record }) => JSON.parse(record) as T)

  return {
    announcement: (id: string): Announcement | null =>
      all<Announcement>('SELECT record FROM announcements WHERE id = ?', id)[0] ?? null,

    /** The announcement that a release, advisory or series is part of. */
    about: (subject: string): Announcement | null =>
      all<Announcement>(
        'SELECT record FROM announcements WHERE id = (SELECT announcement_id FROM subjects WHERE subject = ?)',
        subject,
      )[0] ?? null,

    /** Newest first. */
    inGroup: (kind: Announcement['kind'], group: string, since: number): Announcement[] =>
      all<Announcement>(
        `SELECT record FROM announcements WHERE kind = ? AND group_key = ? AND taken_at >= ?
         ORDER BY taken_at DESC, id LIMIT 60`,
        ...[kind, group, since],
      ),

    countSince: (kind: Announcement['kind'], since: number): number => {
      const [row] = sql
        .exec('SELECT COUNT(*) AS n FROM announcements WHERE kind = ? AND taken_at >= ?', kind, since)
        .toArray()
      return z.object({ n: z.number() }).parse(row).n
    },

    /** The highest number at the end of an id, such as 7 of `trouble/7`; 0 when there is none. */
    lastNumber: (kind: Announcement['kind']): number => {
      const [row] = sql
        .exec(
          `SELECT coalesce(max(CAST(substr(id, instr(id, '/') + 1) AS INTEGER)), 0) AS n
           FROM announcements WHERE kind = ?`,
          kind,
        )
        .toArray()
      return z.object({ n: z.number() }).parse(row).n
    },

    /** Those with a step that is due, longest due first. */
    due: (now: number, limit: number): Announcement[] =>
      all<Announcement>(
        'SELECT record FROM announcements WHERE due_at <= ? ORDER BY due_at, taken_at, id LIMIT ?',
        ...[now, limit],
      ),

    nextDue: (): number | null => {
      const [row] = sql.exec('SELECT MIN(due_at) AS at FROM announcements').toArray()
      return z.object({ at: z.number().nullable() }).parse(row).at
    },

    /** `subjects` are keys by which `about` finds it; keys of before stay. */
    save: (announcement: Announcement, dueAt: number | null, subjects: readonly string[] = []): void => {
      const { id, kind, group, takenAt } = announcement
      sql.exec(
        `INSERT INTO announcements (id, kind, group_key, taken_at, due_at, record) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET due_at = excluded.due_at, record = excluded.record`,
        ...[id, kind, group, takenAt, dueAt, JSON.stringify(announcement)],
      )
      for (const subject of subjects)
        sql.exec(
          'INSERT INTO subjects (subject, announcement_id) VALUES (?, ?) ON CONFLICT DO UPDATE SET announcement_id = excluded.announcement_id',
          ...[subject, id],
        )
    },

    series: (name: string): SeriesState | null =>
      all<SeriesState>('SELECT record FROM series WHERE series = ?', name)[0] ?? null,

    saveSeries: (name: string, state: SeriesState): void => {
      sql.exec(
        'INSERT INTO series (series, observed_at, record) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET observed_at = excluded.observed_at, record = excluded.record',
        ...[name, state.observedAt, JSON.stringify(state)],
      )
    },

    /** What has nothing left to do and is older. */
    forget: (before: number): void => {
      sql.exec(
        `DELETE FROM subjects WHERE announcement_id IN
         (SELECT id FROM announcements WHERE due_at IS NULL AND taken_at < ?)`,
        before,
      )
      sql.exec('DELETE FROM announcements WHERE due_at IS NULL AND taken_at < ?', before)
      sql.exec('DELETE FROM series WHERE observed_at < ?', before)
    },
  }
}

export type AnnouncementStore = ReturnType<typeof announcementStore>
