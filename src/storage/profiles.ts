import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'

const place = z
  .object({ flag_id: z.string(), channel_id: z.string(), message_id: z.string() })
  .transform((row) => ({ flagId: row.flag_id, channelId: row.channel_id, messageId: row.message_id }))

/** Where rated candidates are to be read, by flag; those of erased members are missing. */
export async function placesOfFlags(
  db: DatabaseLike,
  flagIds: readonly string[],
): Promise<Map<string, { channelId: string; messageId: string }>> {
  const [rows] = await run(db, [
    sql(
      `SELECT flag_id, channel_id, message_id FROM flags
       WHERE message_id <> '' AND flag_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(flagIds),
    ),
  ])
  return new Map(
    z
      .array(place)
      .parse(rows)
      .map(({ flagId, ...where }) => [flagId, where]),
  )
}

/** The number of a member's pseudonym; null for who is not known. */
export async function anonIdOfMember(db: DatabaseLike, discordId: string): Promise<number | null> {
  const [rows] = await run(db, [sql('SELECT anon_id FROM users WHERE discord_id = ?', discordId)])
  return z.array(z.object({ anon_id: z.int() })).parse(rows)[0]?.anon_id ?? null
}
