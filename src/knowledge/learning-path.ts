import type { DatabaseLike } from './database.ts'
import type { Passage, Section } from './section.ts'

export interface LearningStep {
  page: string
  title: string
  /** Where in the page the topic is treated; the page itself when it is all about it. */
  url: string
  /** One sentence, taken from the page. */
  why: string
}

/**
 * Three to seven pages from basic to advanced, in the order of the docs; fewer when fewer treat the topic, none
 * when none does. `pages`: every section of the pages that `passages` come from, and nothing else needed.
 */
export function learningPath(_topic: string, _passages: Passage[], _pages: Section[]): LearningStep[] {
  return []
}

/** `learningPath` for a topic over the embedded index. */
export async function findLearningPath(
  _db: DatabaseLike,
  _topic: string,
  _options: { scope?: string | undefined } = {},
): Promise<LearningStep[]> {
  return []
}
