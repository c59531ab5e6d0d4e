import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'
import { aliasPrefixes, MAX_ALIAS_CHARS } from '../privacy/aliases.ts'
import type { NamedMember } from '../privacy/pseudonyms.ts'

export type AliasSource = 'username' | 'display_name' | 'moderator'

/** A member as seen in Discord now. */
export interface SeenMember {
  discordId: string
  /** Epoch milliseconds; null when it is not known. */
  joinedAt: number | null
  names: { name: string; source: AliasSource }[]
}

/** Remembers members and their names, each once a day at most; who is new gets the next number. */
export async function rememberMembers(
  db: DatabaseLike,
  members: readonly SeenMember[],
  now: number,
): Promise<void> {
  if (members.length > 0) await run(db, rememberMembersSql(members, now))
}

/** Rows that were written today already are not written again: D1 counts rows written. */
function rememberMembersSql(members: readonly SeenMember[], now: number): Sql[] {
  const day = utcDay(now)
  const seen = JSON.stringify(members.map(({ discordId, joinedAt }) => ({ discordId, joinedAt })))
  const names = members.flatMap(({ discordId, names: all }) =>
    all.flatMap(({ name, source }) => {
      const bounded = name.normalize('NFC').trim().slice(0, MAX_ALIAS_CHARS)
      return bounded === '' ? [] : [{ discordId, name: bounded, source }]
    }),
  )
  const prefixes = names.flatMap(({ discordId, name }) =>
    aliasPrefixes(name).map((prefix) => ({ discordId, prefix })),
  )
  return [
    // Not an upsert: it would use up a number for everybody it updates.
    sql(
      `INSERT INTO users (discord_id, first_seen, last_seen, joined_at, day)
       SELECT DISTINCT value ->> 'discordId', ?2, ?2, value ->> 'joinedAt', ?3 FROM json_each(?1)
       WHERE value ->> 'discordId' NOT IN (SELECT discord_id FROM users)`,
      seen,
      now,
      day,
    ),
    sql(
      `UPDATE users SET last_seen = ?2, day = ?3, joined_at = coalesce(seen.joined_at, users.joined_at)
       FROM (SELECT value ->> 'discordId' AS discord_id, value ->> 'joinedAt' AS joined_at FROM json_each(?1)) AS seen
       WHERE users.discord_id = seen.discord_id
         AND (users.day <> ?3 OR (seen.joined_at IS NOT NULL AND users.joined_at IS NOT seen.joined_at))`,
      seen,
      now,
      day,
    ),
    sql(
      `INSERT INTO user_aliases (discord_id, name, source, first_seen, day)
       SELECT value ->> 'discordId', value ->> 'name', value ->> 'source', ?2, ?3 FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET day = excluded.day WHERE day <> excluded.day`,
      JSON.stringify(names),
      now,
      day,
    ),
    sql(
      `INSERT INTO user_alias_prefixes (prefix, discord_id, day)
       SELECT value ->> 'prefix', value ->> 'discordId', ?2 FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET day = excluded.day WHERE day <> excluded.day`,
      JSON.stringify(prefixes),
      day,
    ),
  ]
}

/** What a moderator calls a member; whoever is not known yet becomes known. */
export const addAlias = (db: DatabaseLike, discordId: string, name: string, now: number): Promise<void> =>
  rememberMembers(db, [{ discordId, joinedAt: null, names: [{ name, source: 'moderator' }] }], now)

const memberRow = z.object({
  anon_id: z.int(),
  discord_id: z.string(),
  joined_at: z.int().nullable(),
  names: z.string(),
})
const nameList = z.array(z.string())

export interface KnownMember extends NamedMember {
  joinedAt: number | null
}

/** More people whose names begin like a word of the text than this are not looked at; those present come first. */
const MAX_MEMBERS = 1_000

/** Those present, and everybody whose name could stand in the texts, by `prefixesIn`. */
export async function namedMembers(
  db: DatabaseLike,
  present: readonly string[],
  prefixes: ReadonlySet<string>,
): Promise<KnownMember[]> {
  const [rows] = await run(db, [
    sql(
      `WITH meant AS (
         SELECT value AS discord_id, 0 AS place FROM json_each(?1)
         UNION ALL SELECT discord_id, 1 FROM user_alias_prefixes WHERE prefix IN (SELECT value FROM json_each(?2))
       )
       SELECT anon_id, discord_id, joined_at,
         (SELECT json_group_array(name) FROM user_aliases WHERE user_aliases.discord_id = users.discord_id) AS names
       FROM users JOIN (SELECT discord_id, min(place) AS place FROM meant GROUP BY discord_id) USING (discord_id)
       ORDER BY place, last_seen DESC LIMIT ${MAX_MEMBERS}`,
      JSON.stringify(present),
      JSON.stringify([...prefixes]),
    ),
  ])
  return z
    .array(memberRow)
    .parse(rows)
    .map((row) => ({
      anonId: row.anon_id,
      discordId: row.discord_id,
      joinedAt: row.joined_at,
      names: nameList.parse(JSON.parse(row.names)),
    }))
}

const idRow = z.object({ anon_id: z.int(), discord_id: z.string() })

/** Discord ids of pseudonyms' numbers; those of erased members are missing. */
export async function membersBehind(
  db: DatabaseLike,
  anonIds: readonly number[],
): Promise<Map<number, string>> {
  const [rows] = await run(db, [
    sql(
      'SELECT anon_id, discord_id FROM users WHERE anon_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(anonIds),
    ),
  ])
  return new Map(
    z
      .array(idRow)
      .parse(rows)
      .map(({ anon_id: anonId, discord_id: id }) => [anonId, id]),
  )
}

/** Numbers of pseudonyms by Discord id; who is not known is missing. */
export async function anonIdsOf(
  db: DatabaseLike,
  discordIds: readonly string[],
): Promise<Map<string, number>> {
  const [rows] = await run(db, [
    sql(
      'SELECT anon_id, discord_id FROM users WHERE discord_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(discordIds),
    ),
  ])
  return new Map(
    z
      .array(idRow)
      .parse(rows)
      .map(({ anon_id: anonId, discord_id: id }) => [id, anonId]),
  )
}
