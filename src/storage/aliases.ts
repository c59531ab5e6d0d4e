import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { termKey } from './lingo.ts'

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
