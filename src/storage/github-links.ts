import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { jsonColumn } from './json-column.ts'

/** A member's GitHub account. The id is the key: a login may change hands. */
export interface GithubLink {
  memberId: string
  githubId: number
  nodeId: string
  login: string
  linkedAt: number
  facts: unknown
  /** Epoch milliseconds at which the facts were read; null: not yet. */
  checkedAt: number | null
}

const linkRow = z
  .object({
    member_id: z.string(),
    github_id: z.int(),
    node_id: z.string(),
    login: z.string(),
    linked_at: z.int(),
    facts: z.string().nullable(),
    checked_at: z.int().nullable(),
  })
  .transform(
    (row): GithubLink => ({
      memberId: row.member_id,
      githubId: row.github_id,
      nodeId: row.node_id,
      login: row.login,
      linkedAt: row.linked_at,
      facts: row.facts === null ? null : JSON.parse(row.facts),
      checkedAt: row.checked_at,
    }),
  )

const memberRow = z.object({ member_id: z.string() })

export async function linkOf(db: DatabaseLike, memberId: string): Promise<GithubLink | null> {
  const [rows] = await run(db, [sql('SELECT * FROM github_links WHERE member_id = ?', memberId)])
  return z.array(linkRow).parse(rows)[0] ?? null
}

export async function linkedMembers(db: DatabaseLike): Promise<string[]> {
  const [rows] = await run(db, [sql('SELECT member_id FROM github_links')])
  return z
    .array(memberRow)
    .parse(rows)
    .map((row) => row.member_id)
}

/** A page of links by member, after one of them. */
export async function linksAfter(db: DatabaseLike, after: string, limit: number): Promise<GithubLink[]> {
  const [rows] = await run(db, [
    sql('SELECT * FROM github_links WHERE member_id > ? ORDER BY member_id LIMIT ?', after, limit),
  ])
  return z.array(linkRow).parse(rows)
}

/** Members by their accounts' ids, and by logins as last seen, in lower case. */
export async function membersLinkedTo(
  db: DatabaseLike,
  { githubIds, logins }: { githubIds: readonly number[]; logins: readonly string[] },
): Promise<string[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT member_id FROM github_links WHERE github_id IN (SELECT value FROM json_each(?))
       OR lower(login) IN (SELECT value FROM json_each(?))`,
      JSON.stringify(githubIds),
      JSON.stringify(logins),
    ),
  ])
  return z
    .array(memberRow)
    .parse(rows)
    .map((row) => row.member_id)
}

/**
 * Links an account to a member in one transaction: it then belongs to nobody else, and the member has no other. Gives the
 * member it belonged to, if that was somebody else; of two who claim it at the same moment the later one has it.
 */
export async function saveLink(
  db: DatabaseLike,
  link: Pick<GithubLink, 'memberId' | 'githubId' | 'nodeId' | 'login' | 'linkedAt'>,
): Promise<{ movedFrom: string | null }> {
  const { memberId, githubId, nodeId, login, linkedAt } = link
  const [taken] = await run(db, [
    sql(
      'DELETE FROM github_links WHERE github_id = ? AND member_id <> ? RETURNING member_id',
      githubId,
      memberId,
    ),
    sql(
      `INSERT INTO github_links (member_id, github_id, node_id, login, linked_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (member_id) DO UPDATE SET github_id = excluded.github_id, node_id = excluded.node_id,
         login = excluded.login, linked_at = excluded.linked_at, facts = NULL, checked_at = NULL`,
      ...[memberId, githubId, nodeId, login, linkedAt],
    ),
  ])
  return { movedFrom: z.array(memberRow).parse(taken)[0]?.member_id ?? null }
}

/** What was read of an account; nothing happens when the member has linked another meanwhile. */
export async function saveFacts(
  db: DatabaseLike,
  {
    memberId,
    githubId,
    login,
    facts,
    checkedAt,
  }: Pick<GithubLink, 'memberId' | 'githubId' | 'login' | 'facts' | 'checkedAt'>,
): Promise<void> {
  await run(db, [
    sql(
      'UPDATE github_links SET login = ?, facts = ?, checked_at = ? WHERE member_id = ? AND github_id = ?',
      ...[login, JSON.stringify(facts), checkedAt, memberId, githubId],
    ),
  ])
}

/** False: there was none. */
export async function deleteLink(db: DatabaseLike, memberId: string): Promise<boolean> {
  const [rows] = await run(db, [
    sql('DELETE FROM github_links WHERE member_id = ? RETURNING member_id', memberId),
  ])
  return z.array(memberRow).parse(rows).length > 0
}

/** A link that was begun, with where its private reply is. */
export interface LinkAttempt {
  id: string
  memberId: string
  applicationId: string
  interactionToken: string
}

export async function addAttempt(db: DatabaseLike, attempt: LinkAttempt, now: number): Promise<void> {
  await run(db, [
    sql(
      `INSERT INTO github_link_attempts (id, day, member_id, application_id, interaction_token) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      ...[attempt.id, utcDay(now), attempt.memberId, attempt.applicationId, attempt.interactionToken],
    ),
  ])
}

const attemptRow = z
  .object({ member_id: z.string(), application_id: z.string(), interaction_token: z.string() })
  .transform((row) => ({
    memberId: row.member_id,
    applicationId: row.application_id,
    interactionToken: row.interaction_token,
  }))

/** Uses an attempt up. Null: it is used already, or there is none; of two at once one gets it. */
export async function claimAttempt(db: DatabaseLike, id: string, now: number) {
  const [before] = await run(db, [
    sql('SELECT * FROM github_link_attempts WHERE id = ?1 AND claimed_at IS NULL', id),
    sql(
      "UPDATE github_link_attempts SET claimed_at = ?, interaction_token = '' WHERE id = ? AND claimed_at IS NULL",
      now,
      id,
    ),
  ])
  return z.array(attemptRow).parse(before)[0] ?? null
}

const ownersRow = z.object({
  owners: jsonColumn(z.record(z.string(), z.array(z.string()))),
  read_at: z.int(),
})

export async function readCodeOwners(db: DatabaseLike, organisation: string) {
  const [rows] = await run(db, [sql('SELECT * FROM code_owners WHERE organisation = ?', organisation)])
  const [row] = z.array(ownersRow).parse(rows)
  return row ? { owned: row.owners, readAt: row.read_at } : null
}

export async function saveCodeOwners(
  db: DatabaseLike,
  organisation: string,
  owned: Record<string, string[]>,
  now: number,
): Promise<void> {
  await run(db, [
    sql(
      `INSERT INTO code_owners (organisation, owners, read_at) VALUES (?, ?, ?)
       ON CONFLICT (organisation) DO UPDATE SET owners = excluded.owners, read_at = excluded.read_at`,
      ...[organisation, JSON.stringify(owned), now],
    ),
  ])
}
