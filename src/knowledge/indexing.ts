import { ANALYSIS_VERSION } from './analysis/words.ts'
import { type DatabaseLike, run, type Sql } from './database.ts'
import type { Section } from './section.ts'
import { finishIndexing, putSection, removeSection, storedHashes } from './store.ts'

export interface IndexOptions {
  /** The base URL these sections come from. Only sections of the same source are removed when they are gone. */
  source: string
  /** Questions each section is known to answer, by section id. */
  questions?: ReadonlyMap<string, string[]>
  /** Called after each batch. */
  onProgress?: (done: number, total: number) => void
}

export interface IndexCounts {
  added: number
  changed: number
  kept: number
  removed: number
}

export type IndexOutcome =
  | { ok: true; counts: IndexCounts }
  /** Ids that sections of other sources have already: nothing was written. */
  | { ok: false; problem: 'ids taken'; ids: string[]; source: string }

/** Sections per round trip: keeps a batch well below D1's bound of 1,000 queries an invocation. */
const SECTIONS_PER_BATCH = 50

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Hash of what a section says, wherever it stands: the key of what a model was asked about it. */
export const contentHash = (section: Section): Promise<string> =>
  sha256(JSON.stringify([section.title, section.headings, section.body]))

const storedHash = (section: Section, questions: string[]): Promise<string> =>
  sha256(JSON.stringify([ANALYSIS_VERSION, section, questions]))

/** Makes the index hold exactly `sections` for this source: writes what is new or changed, removes what is gone. */
export async function indexDocs(
  db: DatabaseLike,
  sections: Section[],
  options: IndexOptions,
): Promise<IndexOutcome> {
  const stored = await storedHashes(db)
  const counts: IndexCounts = { added: 0, changed: 0, kept: 0, removed: 0 }
  const work: Sql[][] = []
  const wanted = new Set<string>()
  const taken: string[] = []
  for (const section of sections) {
    wanted.add(section.id)
    const questions = options.questions?.get(section.id) ?? []
    const hash = await storedHash(section, questions)
    const before = stored.get(section.id)
    if (before !== undefined && before.source !== options.source) taken.push(section.id)
    else if (before?.hash === hash) counts.kept++
    else {
      counts[before === undefined ? 'added' : 'changed']++
      work.push(putSection({ section, source: options.source, hash, questions }))
    }
  }
  const [firstTaken] = taken
  if (firstTaken !== undefined) {
    return { ok: false, problem: 'ids taken', ids: taken, source: stored.get(firstTaken)?.source ?? '' }
  }
  for (const [id, { source }] of stored) {
    if (source !== options.source || wanted.has(id)) continue
    counts.removed++
    work.push(removeSection(id))
  }
  for (let done = 0; done < work.length; done += SECTIONS_PER_BATCH) {
    const last = done + SECTIONS_PER_BATCH >= work.length
    await run(db, [...work.slice(done, done + SECTIONS_PER_BATCH).flat(), ...(last ? finishIndexing : [])])
    options.onProgress?.(Math.min(done + SECTIONS_PER_BATCH, work.length), work.length)
  }
  return { ok: true, counts }
}
