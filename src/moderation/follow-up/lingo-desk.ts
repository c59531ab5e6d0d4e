import type { DatabaseLike } from '../../knowledge/database.ts'
import {
  lingoEntries,
  lingoTerm,
  removeTerm,
  type StoredTerm,
  setTerm,
  type TermVersion,
  termKey,
  versionsOf,
} from '../../storage/lingo.ts'
import {
  type LingoQuestion,
  questionById,
  resolveQuestion,
  takeAnswers,
} from '../../storage/lingo-questions.ts'
import { addAlias } from '../../storage/members.ts'
import { type LingoEntry, lingoIn } from '../feedback/lingo.ts'
import { ANSWERS_SETTLE_MS } from './timing.ts'

/** Who acted, and by what: the interaction's id makes an act that arrives twice one act. */
interface Act {
  id: string
  moderatorId: string
}

export interface FoundTerm {
  /** Null when there is no such term; `similar` may hold what was meant. */
  term: StoredTerm | null
  /** The newest first. */
  versions: TermVersion[]
  similar: LingoEntry[]
}

/** What moderators do with questions about words, and with the dictionary. */
export interface LingoDesk {
  /** Null when it is not kept (any more). */
  question(id: number): Promise<LingoQuestion | null>
  answer(question: LingoQuestion, text: string, by: Act): Promise<void>
  dismiss(question: LingoQuestion, by: Act): Promise<void>
  /** The question's term is a name for a member. */
  declareAlias(question: LingoQuestion, memberId: string, by: Act): Promise<void>
  /** What the term meant before, or null. */
  set(term: string, definition: string, by: Act): Promise<{ before: StoredTerm | null }>
  find(term: string): Promise<FoundTerm>
  /** Terms that have the words searched for in them or in their definition, or are spelt like them; by name. */
  list(search: string): Promise<LingoEntry[]>
  /** What it meant, or null when there is no such term. */
  remove(term: string): Promise<StoredTerm | null>
}

/** Two moderators who set one term at the same moment: the later one is tried so often. */
const MAX_SET_ATTEMPTS = 3
const MAX_SIMILAR = 5

export function lingoDesk({
  db,
  wake,
  now,
}: {
  db: DatabaseLike
  wake: () => Promise<void>
  now: () => number
}): LingoDesk {
  return {
    question: (id) => questionById(db, id),
    async answer(question, text, { id, moderatorId }) {
      const source = { sourceId: id, term: question.term, text, moderatorId }
      await takeAnswers(db, [{ questionId: question.id, source }], null, now(), now() + ANSWERS_SETTLE_MS)
      await wake()
    },
    async dismiss(question, { moderatorId }) {
      await resolveQuestion(db, question.id, 'dismissed', moderatorId, now())
      await wake()
    },
    async declareAlias(question, memberId, { moderatorId }) {
      await addAlias(db, memberId, question.term, now())
      await resolveQuestion(db, question.id, 'alias', moderatorId, now())
      await wake()
    },
    async set(term, definition, { id, moderatorId }) {
      const source = { sourceId: id, term, text: definition, moderatorId }
      for (let attempt = 1; attempt <= MAX_SET_ATTEMPTS; attempt++) {
        const before = await lingoTerm(db, term)
        if (!(await setTerm(db, source, before?.version ?? 0, now()))) continue
        await wake()
        return { before }
      }
      throw new Error('a term that is defined by somebody else all the time')
    },
    async find(term) {
      const [found, versions] = await Promise.all([lingoTerm(db, term), versionsOf(db, term)])
      const similar = found ? [] : matching(await lingoEntries(db), term).slice(0, MAX_SIMILAR)
      return { term: found, versions, similar }
    },
    list: async (search) => matching(await lingoEntries(db), search),
    async remove(term) {
      const before = await lingoTerm(db, term)
      const wasThere = await removeTerm(db, term, now())
      await wake()
      return wasThere ? before : null
    },
  }
}

/** By keyword, and by fuzzy match. */
function matching(entries: readonly LingoEntry[], search: string): LingoEntry[] {
  const words = termKey(search)
  if (words === '') return [...entries]
  const fuzzy = new Set(lingoIn([search], entries, MAX_SIMILAR))
  return entries.filter(
    (entry) => fuzzy.has(entry) || `${entry.term} ${entry.definition.toLowerCase()}`.includes(words),
  )
}
