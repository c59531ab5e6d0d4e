import * as z from 'zod'
import { DAY_MS, utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'
import { decayed } from '../moderation/feedback/attributes.ts'
import { pairKey } from '../moderation/feedback/statistics.ts'

const row = z.object({
  discord_id: z.string(),
  other_discord_id: z.string(),
  weight: z.number(),
  updated_at: z.int(),
})

/** How often those present have talked with each other, by `pairKey`, faded to `now`. */
export async function exchangesAmong(
  db: DatabaseLike,
  discordIds: readonly string[],
  now: number,
  halfLifeDays: number,
): Promise<Map<string, number>> {
  const [rows] = await run(db, [
    sql(
      `SELECT discord_id, other_discord_id, weight, updated_at FROM user_exchanges
       WHERE discord_id IN (SELECT value FROM json_each(?1)) AND other_discord_id IN (SELECT value FROM json_each(?1))`,
      JSON.stringify(discordIds),
    ),
  ])
  return new Map(
    z
      .array(row)
      .parse(rows)
      .map((each) => [
        pairKey(each.discord_id, each.other_discord_id),
        decayed(each.weight, now - each.updated_at, halfLifeDays),
      ]),
  )
}

/** Adds what was counted (by `pairKey`) to what has not faded yet. Who is not known is left out. */
export async function addExchanges(
  db: DatabaseLike,
  counts: ReadonlyMap<string, number>,
  now: number,
  halfLifeDays: number,
): Promise<void> {
  if (counts.size === 0) return
  const pairs = [...counts].map(([key, count]) => {
    const [discordId, otherId] = key.split(':')
    return { discordId, otherId, count }
  })
  await run(db, [
    sql(
      `INSERT INTO user_exchanges (discord_id, other_discord_id, weight, updated_at, day)
       SELECT value ->> 'discordId', value ->> 'otherId', value ->> 'count', ?2, ?3 FROM json_each(?1)
       WHERE value ->> 'discordId' IN (SELECT discord_id FROM users) AND value ->> 'otherId' IN (SELECT discord_id FROM users)
       ON CONFLICT DO UPDATE SET
         weight = weight * pow(0.5, (excluded.updated_at - updated_at) * 1.0 / ?4) + excluded.weight,
         updated_at = excluded.updated_at, day = excluded.day`,
      JSON.stringify(pairs),
      now,
      utcDay(now),
      halfLifeDays * DAY_MS,
    ),
  ])
}
