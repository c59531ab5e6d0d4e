import { ADMISSION_MEMORY_MS } from '../budget/admission.ts'
import { MINUTE_MS } from '../budget/day.ts'
import { LEDGER_DAYS_KEPT, REQUEST_DAYS_KEPT } from '../budget/ledger-schema.ts'
import { WATCH_KEPT } from '../watch/kept.ts'

/** `retention` of the configuration. */
export interface Retention {
  conversationMinutes: number
  usageDays: number
  feedbackDays: number
  keepQuestionText: boolean
}

/** Where something is stored. Only `database` outlives a Durable Object; the cron prunes it. */
type Store = 'database' | 'ledger' | 'conversation' | 'enforcement' | 'watch' | 'pulse'

export interface KeptData {
  what: string
  store: Store
  /** The table, or `table.column`, it is in; null for an object's storage that has no tables. */
  table: string | null
  /** For how long, in words, as docs/privacy.md says it. */
  keptFor(retention: Retention): string
  why: string
  /** How the cron deletes it; absent for what its own store deletes, and for what is no personal data. */
  prune?: (retention: Retention) => PruneRule
}

/**
 * Rows whose `day` is more than `days` before today are deleted, or only `clears` is emptied in them.
 * `days` of -1 reaches today's rows as well.
 */
export interface PruneRule {
  table: 'usage' | 'votes' | 'cases' | 'evidence' | 'strikes' | 'case_notes' | 'reports' | 'audit_events'
  key: readonly string[]
  days: number
  clears?: 'question'
}

/** How long what moderation keeps is kept, in days. */
export const MODERATION_DAYS = {
  evidence: 30,
  cases: 180,
  reports: 30,
  audit: 365,
  /** Of incidents in the object that carries them out: so long a decision seen again is known. */
  incidents: 14,
} as const

const moderation = (
  what: string,
  why: string,
  table: PruneRule['table'],
  key: readonly string[],
  count: number,
): KeptData => ({
  what,
  store: 'database',
  table,
  keptFor: () => days(count),
  why,
  prune: () => ({ table, key, days: count }),
})

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

/** Everything Steward keeps. docs/privacy.md shows these rows; the cron prunes by them; tests compare. */
export const KEPT_DATA: readonly KeptData[] = [
  {
    what: 'Usage figures: that a question was asked, where, on which day, how it ended, what it cost',
    store: 'database',
    table: 'usage',
    keptFor: ({ usageDays }) => days(usageDays),
    why: 'to see whether answers help and what they cost',
    prune: ({ usageDays }) => ({ table: 'usage', key: ['answer_id'], days: usageDays }),
  },
  {
    what: 'The words of a question',
    store: 'database',
    table: 'usage.question',
    keptFor: ({ keepQuestionText, usageDays }) => (keepQuestionText ? days(usageDays) : 'not kept'),
    why: 'to find gaps in the docs, only if the operator turned it on',
    prune: ({ keepQuestionText, usageDays }) => ({
      table: 'usage',
      key: ['answer_id'],
      days: keepQuestionText ? usageDays : -1,
      clears: 'question',
    }),
  },
  {
    what: 'Votes on answers, with reason and note',
    store: 'database',
    table: 'votes',
    keptFor: ({ feedbackDays }) => days(feedbackDays),
    why: 'to improve the docs and the answers',
    prune: ({ feedbackDays }) => ({ table: 'votes', key: ['answer_id', 'voter_key'], days: feedbackDays }),
  },
  {
    what: 'A question that is being answered: its words, your Discord id, the answer as it grows',
    store: 'conversation',
    table: null,
    keptFor: () => 'until it is answered or given up, minutes at most',
    why: 'so that a crash does not lose your question',
  },
  {
    what: 'A conversation: its latest questions and answers, without names',
    store: 'conversation',
    table: null,
    keptFor: ({ conversationMinutes }) => `${conversationMinutes} minutes after the last answer`,
    why: 'so that follow-up questions are understood',
  },
  {
    what: 'When you last asked, by your Discord id',
    store: 'ledger',
    table: 'members',
    keptFor: () =>
      `your waiting time, at least ${ADMISSION_MEMORY_MS / MINUTE_MS} minutes, then until the next full hour`,
    why: 'so that nobody floods the channel, and a command that arrives twice counts once',
  },
  {
    what: 'How often you were refused today, by your Discord id',
    store: 'ledger',
    table: 'members',
    keptFor: () => 'until the day ends (00:00 UTC)',
    why: 'so that moderators see who was refused',
  },
  {
    what: 'Money set aside for an answer that is being written',
    store: 'ledger',
    table: 'open_reservations',
    keptFor: () => 'until the answer is written, a few minutes at most',
    why: 'so that the budget is never passed',
  },
  {
    what: 'Money set aside for an answer that never reported back',
    store: 'ledger',
    table: 'expired_reservations',
    keptFor: () => `the day and ${days(REQUEST_DAYS_KEPT)} more`,
    why: 'to correct the sum if the report still comes',
  },
  {
    what: 'That a question was refused because the budget was spent',
    store: 'ledger',
    table: 'refused_requests',
    keptFor: () => `the day and ${days(REQUEST_DAYS_KEPT)} more`,
    why: 'so that it is counted once',
  },
  {
    what: 'What a channel spent on a day',
    store: 'ledger',
    table: 'spend',
    keptFor: () => days(LEDGER_DAYS_KEPT),
    why: 'to hold the budget and to compare days',
  },
  {
    what: 'How many questions were refused in a channel on a day',
    store: 'ledger',
    table: 'refusals',
    keptFor: () => days(LEDGER_DAYS_KEPT),
    why: 'to see whether the budget fits',
  },
  moderation(
    'A moderation case: whom it is about by Discord id, the rule, why it matched, what was done, who decided',
    'so that moderators can review it and take it back',
    'cases',
    ['number'],
    MODERATION_DAYS.cases,
  ),
  moderation(
    'The words of a message that a case is about, with its author’s name',
    'so that moderators can see what was judged, and give it back',
    'evidence',
    ['decision_id', 'message_id'],
    MODERATION_DAYS.evidence,
  ),
  moderation(
    'Strikes, by Discord id; they stop counting earlier',
    'so that repeated trouble has consequences, and old trouble has none',
    'strikes',
    ['decision_id'],
    MODERATION_DAYS.cases,
  ),
  moderation(
    'Moderators’ notes on a case',
    'so that moderators know what others found out',
    'case_notes',
    ['id'],
    MODERATION_DAYS.cases,
  ),
  moderation(
    'Who reported which message, with the note',
    'so that a message has one card, and nobody abuses reports',
    'reports',
    ['message_id', 'reporter_id'],
    MODERATION_DAYS.reports,
  ),
  moderation(
    'The audit trail: what was decided about whom, by whom, and what came of it; no words of messages',
    'so that every act of Steward can be accounted for',
    'audit_events',
    ['id'],
    MODERATION_DAYS.audit,
  ),
  {
    what: 'A moderation decision that is being carried out: the messages’ words, ids and what was done so far',
    store: 'enforcement',
    table: 'incidents',
    keptFor: () => days(MODERATION_DAYS.incidents),
    why: 'so that nothing is done twice, or forgotten after a crash',
  },
  {
    what: 'Single acts of such a decision',
    store: 'enforcement',
    table: 'effects',
    keptFor: () => days(MODERATION_DAYS.incidents),
    why: 'so that nothing is done twice, or forgotten after a crash',
  },
  ...WATCH_KEPT,
]
