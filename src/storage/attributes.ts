import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, type Sql, sql } from '../knowledge/database.ts'
import {
  ATTRIBUTE_NAMES,
  type Attribute,
  type AttributeName,
  type EstimateLabel,
  withEstimate,
} from '../moderation/feedback/attributes.ts'
import { jsonColumn } from './json-column.ts'

export type StoredAttributes = Partial<Record<AttributeName, Attribute>>

const attributeRow = z.object({
  discord_id: z.string(),
  name: z.enum(ATTRIBUTE_NAMES),
  value: z.number(),
  weight: z.number(),
  updated_at: z.int(),
})

export async function attributesOf(
  db: DatabaseLike,
  discordIds: readonly string[],
): Promise<Map<string, StoredAttributes>> {
  const [rows] = await run(db, [
    sql(
      'SELECT * FROM user_attributes WHERE discord_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(discordIds),
    ),
  ])
  const found = new Map<string, StoredAttributes>()
  for (const { discord_id: id, name, value, weight, updated_at: updatedAt } of z
    .array(attributeRow)
    .parse(rows))
    found.set(id, { ...found.get(id), [name]: { value, weight, updatedAt } })
  return found
}

export interface Evidence {
  flagId: string
  /** What moderators had decided; null in what was estimated before that was kept. */
  label: EstimateLabel | null
  estimates: Partial<Record<AttributeName, number>>
  createdAt: number
}

const estimates = z.partialRecord(z.enum(ATTRIBUTE_NAMES), z.number())
const evidenceRow = z
  .object({
    flag_id: z.string(),
    label: z.enum(['correct', 'incorrect', 'ambiguous']).nullable(),
    estimates: jsonColumn(estimates),
    created_at: z.int(),
  })
  .transform(
    (row): Evidence => ({
      flagId: row.flag_id,
      label: row.label,
      estimates: row.estimates,
      createdAt: row.created_at,
    }),
  )

/** The interactions behind a member's attributes, the newest first. */
export async function evidenceOf(db: DatabaseLike, discordId: string): Promise<Evidence[]> {
  const [rows] = await run(db, [
    sql(
      'SELECT * FROM attribute_evidence WHERE discord_id = ? ORDER BY created_at DESC LIMIT 200',
      discordId,
    ),
  ])
  return z.array(evidenceRow).parse(rows)
}

/** What was estimated of members from one rated conversation. */
export async function evidenceFor(db: DatabaseLike, flagId: string): Promise<Evidence[]> {
  const [rows] = await run(db, [sql('SELECT * FROM attribute_evidence WHERE flag_id = ?', flagId)])
  return z.array(evidenceRow).parse(rows)
}

/**
 * One rated interaction's estimates of a member. The same flag again replaces what it said before: the mean is made from
 * the evidence each time, so that a repeated alarm counts nothing twice.
 */
export async function learnAttributes(
  db: DatabaseLike,
  discordId: string,
  { flagId, label, estimates: estimated }: Omit<Evidence, 'createdAt'>,
  now: number,
  halfLifeDays: number,
): Promise<void> {
  const earlier = (await evidenceOf(db, discordId)).filter((each) => each.flagId !== flagId)
  await run(db, [
    sql(
      `INSERT INTO attribute_evidence (flag_id, discord_id, label, estimates, created_at, day) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET label = excluded.label, estimates = excluded.estimates,
         created_at = excluded.created_at, day = excluded.day`,
      flagId,
      discordId,
      label,
      JSON.stringify(estimated),
      now,
      utcDay(now),
    ),
    ...meansSql(
      discordId,
      [...earlier, { flagId, label, estimates: estimated, createdAt: now }],
      now,
      halfLifeDays,
    ),
  ])
}

/** The moderators took back what they had decided: nothing of it counts any more. */
export async function forgetEvidence(
  db: DatabaseLike,
  flagId: string,
  halfLifeDays: number,
  now: number,
): Promise<void> {
  const [rows] = await run(db, [sql('SELECT discord_id FROM attribute_evidence WHERE flag_id = ?', flagId)])
  for (const { discord_id: id } of z.array(z.object({ discord_id: z.string() })).parse(rows)) {
    const left = (await evidenceOf(db, id)).filter((each) => each.flagId !== flagId)
    await run(db, [
      sql('DELETE FROM attribute_evidence WHERE flag_id = ? AND discord_id = ?', flagId, id),
      ...meansSql(id, left, now, halfLifeDays),
    ])
  }
}

/** A member's attributes, made anew from the evidence. */
function meansSql(
  discordId: string,
  evidence: readonly Evidence[],
  now: number,
  halfLifeDays: number,
): Sql[] {
  const all = evidence.toSorted((a, b) => a.createdAt - b.createdAt)
  const means = ATTRIBUTE_NAMES.flatMap((name) => {
    const attribute = all.reduce<Attribute | null>((mean, each) => {
      const estimate = each.estimates[name]
      return estimate === undefined ? mean : withEstimate(mean, estimate, each.createdAt, halfLifeDays)
    }, null)
    return attribute ? [{ name, ...attribute }] : []
  })
  return [
    sql('DELETE FROM user_attributes WHERE discord_id = ?', discordId),
    sql(
      `INSERT INTO user_attributes (discord_id, name, value, weight, updated_at, day)
       SELECT ?1, value ->> 'name', value ->> 'value', value ->> 'weight', value ->> 'updatedAt', ?3 FROM json_each(?2)`,
      discordId,
      JSON.stringify(means),
      utcDay(now),
    ),
  ]
}

/** Forgets what was learned about a member; who they are stays known. */
export async function resetAttributes(db: DatabaseLike, discordId: string): Promise<void> {
  await run(db, [
    sql('DELETE FROM user_attributes WHERE discord_id = ?', discordId),
    sql('DELETE FROM attribute_evidence WHERE discord_id = ?', discordId),
  ])
}
