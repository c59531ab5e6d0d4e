import * as z from 'zod'
import { DAY_MS, utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'
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

/**
 * Adds what a run counted (by `pairKey`) to what has not faded yet, as long as that run has not ended: put before its end
 * in one transaction, it is added once. Without a run it is added in any case. Who is not known is left out.
 */
export function addExchangesSql(
  counts: ReadonlyMap<string, number>,
  runId: string | null,
  now: number,
  halfLifeDays: number,
): Sql {
  const pairs = [...counts].map(([key, count]) => {
    const [discordId, otherId] = key.split(':')
    return { discordId, otherId, count }
  })
  return sql(
    `INSERT INTO user_exchanges (discord_id, other_discord_id, weight, updated_at, day)
     SELECT value ->> 'discordId', value ->> 'otherId', value ->> 'count', ?2, ?3 FROM json_each(?1)
     WHERE value ->> 'discordId' IN (SELECT discord_id FROM users) AND value ->> 'otherId' IN (SELECT discord_id FROM users)
       AND (?5 IS NULL OR EXISTS (SELECT 1 FROM model_runs WHERE run_id = ?5 AND status = 'running'))
     ON CONFLICT DO UPDATE SET
       weight = weight * pow(0.5, (excluded.updated_at - updated_at) * 1.0 / ?4) + excluded.weight,
       updated_at = excluded.updated_at, day = excluded.day`,
    JSON.stringify(pairs),
    now,
    utcDay(now),
    halfLifeDays * DAY_MS,
    runId,
  )
}
