import { ANNOUNCEMENT_DAYS } from '../announcements/store.ts'
import { ADMISSION_MEMORY_MS } from '../budget/admission.ts'
import { DAY_MS, MINUTE_MS } from '../budget/day.ts'
import { LEDGER_DAYS_KEPT, REQUEST_DAYS_KEPT } from '../budget/ledger-schema.ts'
import { WATCHED_MS } from '../bug-reports/policy.ts'
import { WATCH_KEPT } from '../watch/kept.ts'

/** For how long the report of a replay can be turned over, in milliseconds. */
export const REPORT_KEPT_MS = DAY_MS

/** `retention` of the configuration. */
export interface Retention {
  conversationMinutes: number
  usageDays: number
  feedbackDays: number
  keepQuestionText: boolean
  checkedMessageDays: number
  reviewDays: number
}

/** Where something is stored. Only the database outlives a Durable Object: the cron prunes `database`; `community` is in it too, and stays. */
type Store =
  | 'database'
  | 'follow-up'
  | 'ledger'
  | 'conversation'
  | 'enforcement'
  | 'sweep'
  | 'replay'
  | 'checks'
  | 'training'
  | 'roles'
  | 'announcer'
  | 'bug_reports'
  | 'watch'
  | 'pulse'
  | 'community'

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
  table:
    | 'usage'
    | 'votes'
    | 'cases'
    | 'evidence'
    | 'strikes'
    | 'case_notes'
    | 'reports'
    | 'audit_events'
    | 'encouragements'
    | 'users'
    | 'user_aliases'
    | 'user_alias_prefixes'
    | 'user_attributes'
    | 'attribute_evidence'
    | 'user_exchanges'
    | 'messages'
    | 'model_runs'
    | 'flags'
    | 'moderator_reviews'
    | 'lingo_sources'
    | 'lingo_versions'
    | 'lingo_questions'
    | 'github_link_attempts'
    | 'follow_ups'
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
  /** What could not be done for so long is given up. */
  followUps: 30,
} as const

const ENCOURAGEMENT_DAYS = 1

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

/** What the checks for feedback keep; all of it goes by the configuration. */
const feedback = (
  what: string,
  why: string,
  table: PruneRule['table'],
  key: readonly string[],
  setting: 'checkedMessageDays' | 'reviewDays' = 'reviewDays',
): KeptData => ({
  what,
  store: 'database',
  table,
  keptFor: (retention) => days(retention[setting]),
  why,
  prune: (retention) => ({ table, key, days: retention[setting] }),
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
    what: 'That a post of yours was answered with an encouraging sentence on a day, by your Discord id',
    store: 'database',
    table: 'encouragements',
    keptFor: () => `the day and ${days(ENCOURAGEMENT_DAYS)} more`,
    why: 'so that it happens once a day at most',
    prune: () => ({ table: 'encouragements', key: ['member_id', 'day'], days: ENCOURAGEMENT_DAYS }),
  },
  {
    what: 'A message that may be a job post, or may ask for advice on money: its words, who wrote it, and how it was judged',
    store: 'sweep',
    table: 'candidates',
    keptFor: () => 'until it is judged and decided about, minutes as a rule and a day at most',
    why: 'so that it is judged together with its copies, and not forgotten when the model fails',
  },
  {
    what: 'What was decided about a job post, with your Discord id and its words without marks and numbers',
    store: 'sweep',
    table: 'sweep_decisions',
    keptFor: () => '1 day',
    why: 'so that the same post in another channel is not posted twice',
  },
  {
    what: 'A moderation decision that is being carried out: the messages’ words, what the same post is recognised by, ids and what was done so far',
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
  {
    what: 'A check for unconstructive feedback: the messages that it reads, with their authors’ ids and names',
    store: 'checks',
    table: 'runs',
    keptFor: () =>
      'the words until the check has ended, seconds as a rule and minutes at most; that it ran, until the next',
    why: 'so that a crash does not lose it, and the model is not asked twice',
  },
  {
    what: 'What was said before what a check reads, summed up by the model, without names',
    store: 'checks',
    table: 'summaries',
    keptFor: () => `until there is a newer one, ${days(MODERATION_DAYS.cases)} at most`,
    why: 'so that long conversations are understood',
  },
  {
    what: 'Which messages carry Steward’s reaction and which cards are about them: ids, no words',
    store: 'checks',
    table: 'shown',
    keptFor: () => `until neither is shown any more, or ${days(MODERATION_DAYS.cases)} after the last change`,
    why: 'so that a reaction and a card can be taken away again',
  },
  {
    what: 'Single acts of showing them',
    store: 'checks',
    table: 'show_effects',
    keptFor: () => 'until they are done; what could not be done, as long as the card',
    why: 'so that nothing is done twice, or forgotten after a crash',
  },
  ...WATCH_KEPT,
  feedback(
    'Messages in channels that are checked for unconstructive feedback: your words, your Discord id, when',
    'so that a check understands what was said before, also after a restart',
    'messages',
    ['message_id'],
    'checkedMessageDays',
  ),
  feedback(
    'Your Discord id and the number that stands for you towards a model, after you last wrote there',
    'so that no model gets to know who you are',
    'users',
    ['anon_id'],
  ),
  feedback(
    'Names you are or were known by, after they were last seen',
    'so that they are taken out of what a model reads',
    'user_aliases',
    ['discord_id', 'name'],
  ),
  feedback(
    'The first letters of these names',
    'so that names in a text are found quickly',
    'user_alias_prefixes',
    ['prefix', 'discord_id'],
  ),
  feedback(
    'How you tend to talk (sarcasm, bluntness, banter, how welcome feedback is to you), as numbers',
    'so that a joke among friends is not taken for an attack',
    'user_attributes',
    ['discord_id', 'name'],
  ),
  feedback(
    'The rated conversations these numbers come from',
    'so that moderators can see why, and start afresh',
    'attribute_evidence',
    ['flag_id', 'discord_id'],
  ),
  feedback(
    'How often two members talk with each other, as a number',
    'so that friends are known as friends',
    'user_exchanges',
    ['discord_id', 'other_discord_id'],
  ),
  feedback(
    'Messages that may be unconstructive feedback: their ids, answers about them as numbers, the probability, a sentence and, if moderators see it, the words, both without names',
    'so that moderators can decide, and Steward learns from them',
    'flags',
    ['flag_id'],
  ),
  feedback(
    'What moderators decided about them, with the moderator’s Discord id',
    'so that Steward learns what your community finds unconstructive',
    'moderator_reviews',
    ['review_id'],
  ),
  feedback(
    'That a check ran, when, why and what it cost; no words',
    'so that nothing is checked twice and costs are known',
    'model_runs',
    ['run_id'],
  ),
  feedback(
    'What moderators wrote about a word of the community, with their Discord id',
    'so that a definition can be traced and corrected',
    'lingo_sources',
    ['source_id'],
  ),
  feedback('Earlier definitions of such words', 'so that a wrong one can be taken back', 'lingo_versions', [
    'term',
    'version',
  ]),
  feedback(
    'Words that moderators were asked about, and who answered',
    'so that they are asked once',
    'lingo_questions',
    ['question_id'],
  ),
  moderation(
    'What is to be done after a check or a rating: ids and words of the community, until it is done',
    'so that nothing is forgotten after a crash, or done twice',
    'follow_ups',
    ['follow_up_id'],
    MODERATION_DAYS.followUps,
  ),
  {
    what: 'That you asked for your data as a file: your Discord id and Discord’s token for the reply',
    store: 'follow-up',
    table: null,
    keptFor: () => 'until the file is sent, 15 minutes at most',
    why: 'so that the file comes also after a crash',
  },
  {
    what: 'The community’s words and their definitions',
    store: 'community',
    table: 'lingo_terms',
    keptFor: () => 'until moderators remove them',
    why: 'so that messages are understood',
  },
  {
    what: 'What was learned from all moderators together, as numbers',
    store: 'community',
    table: 'feedback_models',
    keptFor: () => 'for good',
    why: 'so that an earlier model can be brought back',
  },
  {
    what: 'Which model decides since when, with the Discord id of the moderator who said so',
    store: 'community',
    table: 'feedback_model_decisions',
    keptFor: () => 'for good, the id until it is erased',
    why: 'so that a decision can be taken back',
  },
  {
    what: 'A replay of past messages by a moderator: while it runs, the messages it has just read; of those that a rule matched, ids, the author’s id and an excerpt',
    store: 'replay',
    table: 'replay',
    keptFor: () =>
      `messages until it has judged them, the rest ${days(REPORT_KEPT_MS / DAY_MS)} after it is over, or until the next replay`,
    why: 'so that a crash does not lose it, and the pages of its report can be turned',
  },
  {
    what: 'A bug report: what you wrote and the quoted messages until it is at GitHub, or a day after it was given up; then your Discord id, the channel and the issue',
    store: 'bug_reports',
    table: 'bug_reports',
    keptFor: () => `until it is sent, ${days(WATCHED_MS / DAY_MS)} after the issue last changed for the rest`,
    why: 'so that it is not lost while GitHub is away, and the thread is told what becomes of it',
  },
  {
    what: 'The messages that tell a thread about its bug report',
    store: 'bug_reports',
    table: 'bug_report_notices',
    keptFor: () => 'as long as the report',
    why: 'so that each is posted once',
  },
  {
    what: 'A training or evaluation that a moderator asked for, with their Discord id',
    store: 'training',
    table: 'training',
    keptFor: () => 'until it is done, minutes as a rule',
    why: 'so that a crash does not lose it',
  },
  {
    what: 'The GitHub account you linked, by its number and name, and what roles go by: merged pull requests as a number, whether you are a member or sponsor, which repositories you own code in',
    store: 'community',
    table: 'github_links',
    keptFor: () => 'until you use `/unlink-github`, leave the server or delete the GitHub account',
    why: 'so that your roles stay true to your work',
  },
  {
    what: 'That you began to link an account, with Discord’s token for the reply until it is used',
    store: 'database',
    table: 'github_link_attempts',
    keptFor: () => 'the day and 1 day more',
    why: 'so that a link is used once, and the reply can say what came of it',
    prune: () => ({ table: 'github_link_attempts', key: ['id'], days: 1 }),
  },
  {
    what: 'Names on GitHub of those who own code in the organisation, with the repositories',
    store: 'community',
    table: 'code_owners',
    keptFor: () => 'until they are read again, a day at most',
    why: 'so that not every repository is read for every member',
  },
  {
    what: 'Which roles Steward gave you, by your Discord id',
    store: 'roles',
    table: 'role_grants',
    keptFor: () => 'until the role is taken',
    why: 'so that it takes no role it did not give',
  },
  {
    what: 'A role to be given or taken, or a message about it, with your Discord id',
    store: 'roles',
    table: 'role_effects',
    keptFor: () => 'until it is done, half a day at most',
    why: 'so that nothing is forgotten after a crash',
  },
  {
    what: 'That your roles are to be looked at, by your Discord id',
    store: 'roles',
    table: 'role_checks',
    keptFor: () => 'until it is done, minutes as a rule',
    why: 'so that nothing is forgotten after a crash',
  },
  {
    what: 'Announcements of releases, advisories and drift: what was published, with the GitHub login of a release’s author, and what was posted; which moderator pressed Retry, by Discord id',
    store: 'announcer',
    table: 'announcements',
    keptFor: () => days(ANNOUNCEMENT_DAYS),
    why: 'so that nothing is posted twice, and posts are kept up to date',
  },
]
