import type { Retried } from '../announcements/work.ts'
import type { Budget } from '../budget/port.ts'
import type { BugReporting } from '../bug-reports/calls.ts'
import type { Config } from '../config/schema.ts'
import type { Ask } from '../conversation/ask.ts'
import type { LearningStep } from '../knowledge/learning-path.ts'
import type { Retriever, Section } from '../knowledge/section.ts'
import type { HeadingSuggestion } from '../knowledge/suggest.ts'
import type { ModerationDesk } from '../moderation/enforcement/desk.ts'
import type { FeedbackDesk } from '../moderation/feedback/check/desk.ts'
import type { ReviewDesk } from '../moderation/feedback/review/desk.ts'
import type { TrainingDesk } from '../moderation/feedback/training/desk.ts'
import type { LingoDesk } from '../moderation/follow-up/lingo-desk.ts'
import type { PeopleDesk } from '../moderation/follow-up/people-desk.ts'
import type { ReplayDesk } from '../moderation/replay/calls.ts'
import type { PrivacyDesk } from '../privacy/desk.ts'
import type { RolesDesk } from '../roles/desk.ts'
import type { Vote, VoteValue } from '../storage/votes.ts'
import type { MemberDirectory } from './whois.ts'

/** What commands use of the rest of Steward; wired in src/wiring/commands.ts. */
export interface CommandDeps {
  config: Config
  /** Answers are then seen by the person who asked, and nobody else. */
  dryRun: boolean
  budget: Budget
  retriever: Retriever
  docs: {
    suggest(typed: string, limit: number): Promise<HeadingSuggestion[]>
    scopes(): Promise<string[]>
    learningPath(topic: string, scope: string | undefined): Promise<LearningStep[]>
    /** The sections an answer cited, in order of their numbers; empty when that is no longer known. */
    sourcesOf(answerId: string): Promise<Section[]>
  }
  /** Stores the question and starts work on it; the same interaction twice is one question. */
  ask(question: Ask): Promise<void>
  votes: {
    /** Records a member's vote, replacing an earlier one; tells what that was. */
    cast(vote: Vote): Promise<{ before: VoteValue | null }>
  }
  /** Null while there is nothing to moderate with. */
  moderation: ModerationDesk | null
  /** Null while feedback is not checked. */
  feedback: FeedbackDesk | null
  /** Judging past messages, for moderators. */
  replay: ReplayDesk
  /** Null while bugs cannot be reported. */
  bugReports: BugReporting | null
  announcements: {
    /** Tries again what the card with this number is about. */
    retry(number: number, by: string): Promise<Retried>
  }
  /** Rating one message after another. */
  reviews: ReviewDesk
  /** The feedback model: training, evaluation, and which one decides. */
  training: TrainingDesk
  /** The community's own words. */
  lingo: LingoDesk
  /** Members as `/whois` shows them. */
  directory: MemberDirectory
  /** Names of members, and how they tend to talk. */
  people: PeopleDesk
  /** What is held on a member, for that member. */
  privacy: PrivacyDesk
  /** Links of GitHub accounts; null: roles are off. */
  roles: RolesDesk | null
  /** The name of a channel that the interaction did not name (a thread's parent), or null. */
  channelName(channelId: string): Promise<string | null>
  /** Today's budget, in words for moderators. */
  budgetReport(now: number): Promise<string>
  now: () => number
}
