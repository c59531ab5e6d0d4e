import type { UnknownTerm } from '../../storage/lingo-questions.ts'

/** What checks and ratings hand over: questions to moderators, and what is to be learned about members. */
export interface FollowUps {
  /** Terms that the model did not know, with the message each was in. Each is asked about once, some a day. */
  askAbout(terms: readonly UnknownTerm[]): Promise<void>
  /** A moderator has rated a candidate, or changed their rating. Resolves when it is stored that something follows from it. */
  afterRating(flagId: string): Promise<void>
  /** Something is due. What is due and never told is found by the cron. */
  wake(): Promise<void>
}
