import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { termKey } from './lingo.ts'

const aliasRow = z.object({
  name: z.string(),
  source: z.enum(['username', 'display_name', 'moderator']),
  first_seen: z.int(),
})
export type StoredAlias = z.output<typeof aliasRow>

/** Every name a member is or was known by, those of moderators first. */
export async function aliasesOf(db: DatabaseLike, discordId: string): Promise<StoredAlias[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT name, source, first_seen FROM user_aliases WHERE discord_id = ?
       ORDER BY source <> 'moderator', first_seen, name LIMIT 200`,
      discordId,
    ),
  ])
  return z.array(aliasRow).parse(rows)
}

/** Takes back what moderators call a member, in any case; false when that is no alias of theirs. Names from Discord stay. */
export async function removeAlias(db: DatabaseLike, discordId: string, name: string): Promise<boolean> {
  const [rows] = await run(db, [
    sql(
      `DELETE FROM user_aliases WHERE discord_id = ? AND source = 'moderator' AND lower(name) = lower(?) RETURNING 1`,
      discordId,
      name.normalize('NFC').trim(),
    ),
  ])
  return (rows ?? []).length > 0
}

/** Who has a term as an alias by moderators. */
export async function membersNamed(db: DatabaseLike, term: string): Promise<string[]> {
  const [rows] = await run(db, [
    sql(
      `SELECT discord_id FROM user_aliases WHERE source = 'moderator' AND lower(name) = ? ORDER BY discord_id LIMIT 5`,
      termKey(term),
    ),
  ])
  return z
    .array(z.object({ discord_id: z.string() }))
    .parse(rows)
    .map(({ discord_id: id }) => id)
}
