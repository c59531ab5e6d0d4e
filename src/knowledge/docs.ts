import * as z from 'zod'
import { type DatabaseLike, run, sql } from './database.ts'
import type { Section } from './section.ts'
import { parseSections, sectionsById } from './store.ts'

const countRow = z.object({ sections: z.number() })

/** How many sections are indexed. */
export async function countSections(db: DatabaseLike): Promise<number> {
  const [rows = []] = await run(db, [sql('SELECT sections FROM knowledge_totals')])
  return rows.length === 0 ? 0 : countRow.parse(rows[0]).sections
}

/** The sections of these ids, in the order of the ids; those that are no longer there are left out. At most 100. */
export async function findSections(db: DatabaseLike, ids: string[]): Promise<Section[]> {
  if (ids.length === 0) return []
  const [rows = []] = await run(db, [sectionsById(ids)])
  const found = new Map(parseSections(rows).map((section) => [section.id, section]))
  return ids.flatMap((id) => found.get(id) ?? [])
}
