import { ANALYSIS_VERSION } from './analysis/words.ts'
import { type DatabaseLike, run } from './database.ts'
import type { Section } from './section.ts'
import { lists } from './statement-size.ts'
import {
  correctableWords,
  finishIndexing,
  type IndexedSection,
  putSections,
  putWords,
  removeSections,
  rowsOf,
  type SectionRows,
  storedHashes,
} from './store.ts'

export interface IndexOptions {
  /** The base URL these sections come from. Only sections of the same source are removed when they are gone. */
  source: string
  /** Questions each section is known to answer, by section id. */
  questions?: ReadonlyMap<string, string[]>
  /** What other sources have in the index goes as well: for docs that moved to another base URL. */
  replaceOthers?: boolean
  /** Called after each batch. */
  onProgress?: (done: number, total: number) => void
}

interface IndexCounts {
  added: number
  changed: number
  kept: number
  removed: number
}

export type IndexOutcome =
  | { ok: true; counts: IndexCounts }
  /** Nothing was written: ids that sections of other sources have already… */
  | { ok: false; problem: 'ids taken'; ids: string[]; source: string }
  /** …or that two of the sections given share. */
  | { ok: false; problem: 'ids twice'; ids: string[] }

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
  const isOwn = (source: string): boolean => options.replaceOthers === true || source === options.source
  const writes: IndexedSection[] = []
  const wanted = new Set<string>()
  const taken: string[] = []
  const twice: string[] = []
  for (const section of sections) {
    if (wanted.has(section.id)) twice.push(section.id)
    wanted.add(section.id)
    const questions = options.questions?.get(section.id) ?? []
    const hash = await storedHash(section, questions)
    const before = stored.get(section.id)
    if (before !== undefined && !isOwn(before.source)) taken.push(section.id)
    else if (before?.hash === hash && before.source === options.source) counts.kept++
    else {
      counts[before === undefined ? 'added' : 'changed']++
      writes.push({ section, source: options.source, hash, questions })
    }
  }
  if (twice.length > 0) return { ok: false, problem: 'ids twice', ids: twice }
  const [firstTaken] = taken
  if (firstTaken !== undefined) {
    return { ok: false, problem: 'ids taken', ids: taken, source: stored.get(firstTaken)?.source ?? '' }
  }
  const gone = [...stored].filter(([id, { source }]) => isOwn(source) && !wanted.has(id)).map(([id]) => id)
  counts.removed = gone.length
  await write(db, writes, gone, options)
  return { ok: true, counts }
}

async function write(
  db: DatabaseLike,
  writes: IndexedSection[],
  gone: string[],
  { onProgress }: IndexOptions,
) {
  if (writes.length + gone.length === 0) return
  if (gone.length > 0) await run(db, removeSections(gone))
  const known = new Set<string>()
  let done = 0
  for (const batch of lists(rowsOfEach(writes), (rows) => rows.bytes)) {
    await run(db, [...putSections(batch), ...putWords(newWords(batch, known))])
    done += batch.length
    onProgress?.(done, writes.length)
  }
  await run(db, finishIndexing)
}

/** One at a time: the rows of a large documentation need not be held all at once. */
function* rowsOfEach(writes: IndexedSection[]): Generator<SectionRows> {
  for (const each of writes) yield rowsOf(each)
}

/** The words of these sections that this run has not written yet. */
function newWords(batch: SectionRows[], known: Set<string>): Map<string, string> {
  const terms = new Map<string, string>()
  for (const { section } of batch) {
    for (const [word, term] of correctableWords(section)) {
      if (!known.has(word)) terms.set(word, term)
      known.add(word)
    }
  }
  return terms
}
