import { searchTexts } from '../answer/prompt.ts'
import type { Passage } from '../knowledge/section.ts'
import type { Turn } from '../llm/model.ts'
import type { ConversationDeps } from './deps.ts'
import type { Run } from './run.ts'

/** Finds the passages for a question, seen by itself and after the question before it. Rejects when search is out of service. */
export async function search(
  run: Run,
  turns: Turn[],
  { retriever, config }: Pick<ConversationDeps, 'retriever' | 'config'>,
): Promise<Passage[]> {
  const limit = config.retrieval.passages
  const { text, scope } = run.ask
  const found = await Promise.all(
    searchTexts(text, turns).map((query) => retriever.search({ text: query, scope, limit })),
  )
  return best(found.flat(), limit)
}

/** Each section once, with its best score, best first. */
function best(passages: Passage[], limit: number): Passage[] {
  const bySection = new Map<string, Passage>()
  for (const passage of passages) {
    const known = bySection.get(passage.section.id)
    if (!known || passage.score > known.score) bySection.set(passage.section.id, passage)
  }
  return [...bySection.values()].sort((a, b) => b.score - a.score).slice(0, limit)
}
