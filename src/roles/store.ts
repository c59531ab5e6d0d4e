import * as z from 'zod'
import type { SqlLike } from '../storage/object-sql.ts'

export const ROLES_SCHEMA = `
  CREATE TABLE IF NOT EXISTS role_grants (
    member_id TEXT NOT NULL,
    role_id TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (member_id, role_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS role_effects (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    member_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    version INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS role_checks (
    member_id TEXT PRIMARY KEY,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS role_problems (role TEXT PRIMARY KEY, problem TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS role_duties (name TEXT PRIMARY KEY, cursor TEXT NOT NULL, due_at INTEGER) STRICT, WITHOUT ROWID;
`

/** What is to be done at Discord. */
const roleEffect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), memberId: z.string(), roleId: z.string(), words: z.string() }),
  z.object({ kind: z.literal('remove'), memberId: z.string(), roleId: z.string() }),
  /** A direct message. */
  z.object({ kind: z.literal('tell'), memberId: z.string(), text: z.string() }),
  /** The private reply that a link began with; its token is good for 15 minutes. */
  z.object({
    kind: z.literal('edit'),
    memberId: z.string(),
    applicationId: z.string(),
    token: z.string(),
    text: z.string(),
  }),
  /** To the moderators' channel. */
  z.object({ kind: z.literal('report'), memberId: z.literal(''), role: z.string(), text: z.string() }),
])

export type RoleEffect = z.output<typeof roleEffect>

export interface StoredEffect {
  id: string
  effect: RoleEffect
  /** Grows when the effect is replaced while it is being tried. */
  version: number
  attempts: number
}

const effectRow = z
  .object({ id: z.string(), payload: z.string(), version: z.number(), attempts: z.number() })
  .transform(
    ({ payload, ...row }): StoredEffect => ({ ...row, effect: roleEffect.parse(JSON.parse(payload)) }),
  )
const memberRow = z.object({ member_id: z.string() })
const dutyRow = z.object({ cursor: z.string(), due_at: z.number().nullable() })

/** `day` is the day whose sweep was begun; `sweep` goes through all links once a day, its cursor is the last member; `owners` reads CODEOWNERS again. */
export type Duty = 'day' | 'sweep' | 'owners'

/** What the guild's object remembers: roles that Steward gave, what is to be done, who is to be looked at. */
export function roleStore(sql: SqlLike) {
  sql.exec(ROLES_SCHEMA)

  const effectsWhere = (where: string, ...values: (string | number)[]): StoredEffect[] =>
    z
      .array(effectRow)
      .parse(
        sql
          .exec(`SELECT id, payload, version, attempts FROM role_effects WHERE ${where}`, ...values)
          .toArray(),
      )

  return {
    /** Ids of the roles that Steward gave a member, or is giving. */
    grantsOf: (memberId: string): string[] =>
      z
        .array(z.object({ role_id: z.string() }))
        .parse(sql.exec('SELECT role_id FROM role_grants WHERE member_id = ?', memberId).toArray())
        .map((row) => row.role_id),

    grantedMembers: (): string[] =>
      z
        .array(memberRow)
        .parse(sql.exec('SELECT DISTINCT member_id FROM role_grants').toArray())
        .map((row) => row.member_id),

    /** Stores an effect, in place of one with the same id. A role to be given is Steward's from here on. */
    plan(id: string, effect: RoleEffect, now: number): void {
      if (effect.kind === 'add') {
        sql.exec(
          'INSERT INTO role_grants (member_id, role_id, granted_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
          ...[effect.memberId, effect.roleId, now],
        )
      }
      sql.exec(
        `INSERT INTO role_effects (id, kind, member_id, payload, version, attempts, due_at) VALUES (?, ?, ?, ?, 1, 0, ?)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, payload = excluded.payload, version = version + 1,
           attempts = 0, due_at = excluded.due_at`,
        ...[id, effect.kind, effect.memberId, JSON.stringify(effect), now],
      )
    },

    effect: (id: string): StoredEffect | null => effectsWhere('id = ?', id)[0] ?? null,
    effectsOf: (memberId: string): StoredEffect[] => effectsWhere('member_id = ? ORDER BY id', memberId),
    dueEffects: (now: number, limit: number): StoredEffect[] =>
      effectsWhere('due_at <= ? ORDER BY due_at, id LIMIT ?', now, limit),

    /** It is done, or never will be; one that was replaced meanwhile stays. */
    settle({ id, version, effect }: StoredEffect, isGranted: boolean): void {
      const [gone] = sql
        .exec('DELETE FROM role_effects WHERE id = ? AND version = ? RETURNING id', id, version)
        .toArray()
      if (!gone || isGranted || (effect.kind !== 'add' && effect.kind !== 'remove')) return
      sql.exec('DELETE FROM role_grants WHERE member_id = ? AND role_id = ?', effect.memberId, effect.roleId)
    },
    /** An act that is no longer wanted and was not tried. */
    cancel: (id: string): void => void sql.exec('DELETE FROM role_effects WHERE id = ?', id),
    postpone({ id, version }: StoredEffect, attempts: number, dueAt: number): void {
      sql.exec(
        'UPDATE role_effects SET attempts = ?, due_at = ? WHERE id = ? AND version = ?',
        ...[attempts, dueAt, id, version],
      )
    },

    await(memberId: string, dueAt: number, attempts = 0): void {
      sql.exec(
        `INSERT INTO role_checks (member_id, attempts, due_at) VALUES (?, ?, ?)
         ON CONFLICT (member_id) DO UPDATE SET attempts = excluded.attempts, due_at = excluded.due_at`,
        ...[memberId, attempts, dueAt],
      )
    },
    dueMembers: (now: number, limit: number): { memberId: string; attempts: number }[] =>
      z
        .array(memberRow.extend({ attempts: z.number() }))
        .parse(
          sql
            .exec(
              'SELECT member_id, attempts FROM role_checks WHERE due_at <= ? ORDER BY due_at, member_id LIMIT ?',
              now,
              limit,
            )
            .toArray(),
        )
        .map((row) => ({ memberId: row.member_id, attempts: row.attempts })),
    /** Done with, unless something about the member came up since they were put off until `dueAt`. */
    looked: (memberId: string, dueAt: number): void =>
      void sql.exec('DELETE FROM role_checks WHERE member_id = ? AND due_at = ?', memberId, dueAt),

    /** True the first time that this is wrong with the role. */
    isNews(role: string, problem: string): boolean {
      const known = sql
        .exec('SELECT 1 FROM role_problems WHERE role = ? AND problem = ?', role, problem)
        .toArray()
      if (known.length > 0) return false
      sql.exec(
        'INSERT INTO role_problems (role, problem) VALUES (?, ?) ON CONFLICT (role) DO UPDATE SET problem = excluded.problem',
        role,
        problem,
      )
      return true
    },
    isWell: (role: string): void => void sql.exec('DELETE FROM role_problems WHERE role = ?', role),

    duty(name: Duty): { cursor: string; dueAt: number | null } {
      const rows = sql.exec('SELECT cursor, due_at FROM role_duties WHERE name = ?', name).toArray()
      const [row] = z.array(dutyRow).parse(rows)
      return { cursor: row?.cursor ?? '', dueAt: row?.due_at ?? null }
    },
    setDuty(name: Duty, cursor: string, dueAt: number | null): void {
      sql.exec(
        `INSERT INTO role_duties (name, cursor, due_at) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, due_at = excluded.due_at`,
        ...[name, cursor, dueAt],
      )
    },

    /** When something is due, in epoch milliseconds; null: nothing is. */
    nextAt(): number | null {
      const [row] = sql
        .exec(
          `SELECT MIN(due_at) AS at FROM (SELECT due_at FROM role_effects UNION ALL SELECT due_at FROM role_checks
           UNION ALL SELECT due_at FROM role_duties WHERE due_at IS NOT NULL)`,
        )
        .toArray()
      return z.object({ at: z.number().nullable() }).parse(row).at
    },
  }
}

export type RoleStore = ReturnType<typeof roleStore>
