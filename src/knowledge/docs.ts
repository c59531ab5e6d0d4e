import * as z from 'zod'
import { type DatabaseLike, run, sql } from './database.ts'
import type { Section } from './section.ts'
import { parseSections, sectionsById, sectionsByUrl } from './store.ts'

const countRow = z.object({ sections: z.number() })

/** How many sections are indexed. */
export async function countSections(db: DatabaseLike): Promise<number> {
  const [rows = []] = await run(db, [sql('SELECT sections FROM knowledge_totals')])
  return rows.length === 0 ? 0 : countRow.parse(rows[0]).sections
}

/**
 * The sections of these ids, in the order of the ids; those that are no longer there are left out. At most 100. Algolia's
 * sections have their address for an id: the index may know it, and else the address itself is worth showing.
 */
export async function findSections(db: DatabaseLike, ids: string[]): Promise<Section[]> {
  if (ids.length === 0) return []
  const addresses = ids.filter(isAddress)
  const [rows = [], byUrl = []] = await run(db, [
    sectionsById(ids),
    ...(addresses.length > 0 ? [sectionsByUrl(addresses)] : []),
  ])
  const found = new Map(parseSections(rows).map((section) => [section.id, section]))
  for (const section of parseSections(byUrl)) if (!found.has(section.url)) found.set(section.url, section)
  return ids.flatMap((id) => found.get(id) ?? (isAddress(id) ? bare(id) : []))
}

function isAddress(id: string): boolean {
  return /^https?:\/\//.test(id) && URL.canParse(id)
}

/** A section of which only the address is known. */
function bare(url: string): Section {
  const { host, pathname, hash } = new URL(url)
  return {
    id: url,
    url,
    page: url,
    title: `${host}${pathname}${hash}`,
    headings: [],
    body: '',
    scope: '',
    position: 0,
  }
}
