import * as z from 'zod'
import type { SqlLike } from '../storage/object-sql.ts'
import type { Notice, Report } from './report.ts'

/** `state` has what the member wrote until it is at GitHub: docs/privacy.md describes these tables. */
export const BUG_REPORTS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS bug_reports (
    id TEXT PRIMARY KEY,
    reporter_id TEXT NOT NULL,
    marker TEXT NOT NULL UNIQUE,
    repository TEXT,
    issue INTEGER,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS bug_reports_due ON bug_reports (due_at);
  CREATE INDEX IF NOT EXISTS bug_reports_issue ON bug_reports (repository, issue);
  CREATE INDEX IF NOT EXISTS bug_reports_reporter ON bug_reports (reporter_id, created_at);
  CREATE TABLE IF NOT EXISTS bug_report_notices (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL,
    due_at INTEGER,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS bug_notices_due ON bug_report_notices (due_at);
`

const row = z.object({ state: z.string() })
const timeRow = z.object({ at: z.number().nullable() })

export interface BugReportStore {
  report(id: string): Report | null
  byMarker(marker: string): Report | null
  about(repository: string, issue: number): Report[]
  /** Those with an issue there. */
  inRepository(repository: string): Report[]
  /** Of a member, submitted since; the earliest first. */
  submittedSince(reporterId: string, since: number): Report[]
  save(report: Report): void
  /** With its notices. */
  forget(id: string): void
  due(now: number): Report[]
  /** False: it is known already. */
  addNotice(notice: Notice): boolean
  saveNotice(notice: Notice): void
  dueNotices(now: number): Notice[]
  nextAt(): number | null
}

/** Over a Durable Object's SQLite. What is written between two awaits is one transaction. */
export function bugReportStore(sql: SqlLike): BugReportStore {
  sql.exec(BUG_REPORTS_SCHEMA)

  /** Written by this very class of object, and by nothing else: JSON of our own needs no second schema. */
  function read<T>(query: string, ...bindings: (string | number)[]): T[] {
    return z
      .array(row)
      .parse(sql.exec(query, ...bindings).toArray())
      .map(({ state }) => JSON.parse(state) as T)
  }

  function saveNotice(notice: Notice): void {
    sql.exec(
      'INSERT OR REPLACE INTO bug_report_notices (id, report_id, due_at, state) VALUES (?, ?, ?, ?)',
      ...[notice.id, notice.reportId, notice.state === 'open' ? notice.dueAt : null, JSON.stringify(notice)],
    )
  }

  return {
    report: (id) => read<Report>('SELECT state FROM bug_reports WHERE id = ?', id)[0] ?? null,
    byMarker: (marker) => read<Report>('SELECT state FROM bug_reports WHERE marker = ?', marker)[0] ?? null,
    about: (repository, issue) =>
      read<Report>(
        'SELECT state FROM bug_reports WHERE repository = ? AND issue = ? ORDER BY id',
        ...[repository.toLowerCase(), issue],
      ),
    inRepository: (repository) =>
      read<Report>(
        'SELECT state FROM bug_reports WHERE repository = ? AND issue IS NOT NULL ORDER BY id',
        repository.toLowerCase(),
      ),
    submittedSince: (reporterId, since) =>
      read<Report>(
        'SELECT state FROM bug_reports WHERE reporter_id = ? AND created_at >= ? AND repository IS NOT NULL ORDER BY created_at',
        ...[reporterId, since],
      ),
    save(report) {
      const { id, reporterId, marker, repository, issue, createdAt, dueAt, showAt } = report
      sql.exec(
        `INSERT OR REPLACE INTO bug_reports (id, reporter_id, marker, repository, issue, created_at, due_at, state)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, reporterId, marker, repository?.toLowerCase() ?? null, issue?.number ?? null],
        ...[createdAt, Math.min(dueAt, showAt ?? dueAt), JSON.stringify(report)],
      )
    },
    forget(id) {
      sql.exec('DELETE FROM bug_report_notices WHERE report_id = ?', id)
      sql.exec('DELETE FROM bug_reports WHERE id = ?', id)
    },
    due: (now) =>
      read<Report>('SELECT state FROM bug_reports WHERE due_at <= ? ORDER BY due_at, id LIMIT 1', now),
    addNotice(notice) {
      if (sql.exec('SELECT 1 FROM bug_report_notices WHERE id = ?', notice.id).toArray().length > 0)
        return false
      saveNotice(notice)
      return true
    },
    saveNotice,
    dueNotices: (now) =>
      read<Notice>('SELECT state FROM bug_report_notices WHERE due_at <= ? ORDER BY due_at, id LIMIT 5', now),
    nextAt() {
      const [found] = sql
        .exec(
          'SELECT MIN(at) AS at FROM (SELECT MIN(due_at) AS at FROM bug_reports UNION ALL SELECT MIN(due_at) FROM bug_report_notices)',
        )
        .toArray()
      return timeRow.parse(found).at
    },
  }
}
