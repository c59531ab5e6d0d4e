import { DAY_MS, MINUTE_MS } from '../budget/day.ts'
import type { Actor, TargetMessage } from '../discord/interaction.ts'
import type { InteractionHandle, MessageParts } from '../discord/messages.ts'
import type { BugReportDeps } from './deps.ts'
import type { Prefill } from './prefill.ts'
import type { Answers, Joining, Report, ReportPlace } from './report.ts'
import { joiningView, view, viewKey } from './showing.ts'

/** How long a form may stay open. */
const DRAFT_MS = 60 * MINUTE_MS
/** Discord has to know of the answer before it can be edited. */
const SETTLE_MS = 500

export interface Draft {
  id: string
  reporterId: string
  title: string | null
  place: ReportPlace
}

/** What happened to a draft, a form or a press; `at` is when the member may report again. */
export type Begun = { kind: 'begun' } | { kind: 'too_many'; at: number }
export type Submitted =
  | { kind: 'taken'; parts: MessageParts }
  | { kind: 'too_many'; at: number }
  | { kind: 'stale' }
export type ReportPressed = { kind: 'shown'; parts: MessageParts } | { kind: 'stale' }

export interface Submission {
  id: string
  reporterId: string
  answers: Omit<Answers, 'title'> & { title: string | null }
  handle: InteractionHandle
}

export interface ReportPress {
  id: string
  reporterId: string
  /** A `ReportAct`, or `same` with the number chosen. */
  act: string
  handle: InteractionHandle
}

/** What commands ask of the guild's bug reports. */
export interface BugReportDesk {
  begin(draft: Draft): Promise<Begun>
  submit(submission: Submission): Promise<Submitted>
  press(press: ReportPress): Promise<ReportPressed>
}

/** With what a form begins. */
export interface BugReporting extends BugReportDesk {
  prefill(actor: Actor, target: TargetMessage | null): Promise<Prefill>
}

export type TakingDeps = Pick<BugReportDeps, 'store' | 'policy' | 'randomId' | 'now'>

export function begin(draft: Draft, { store, policy, randomId, now }: TakingDeps): Begun {
  const at = nextAllowed(draft.reporterId, store, policy.perMemberPerDay, now())
  if (at !== null) return { kind: 'too_many', at }
  store.save({
    ...draft,
    marker: randomId(),
    phase: 'draft',
    answers: null,
    duplicates: [],
    isSearched: false,
    joining: null,
    text: null,
    repository: null,
    issue: null,
    fixedBy: [],
    attempts: 0,
    lastTry: 'none',
    sendingSince: null,
    problem: null,
    answer: null,
    shown: null,
    showAt: null,
    createdAt: now(),
    dueAt: now() + DRAFT_MS,
  })
  return { kind: 'begun' }
}

/** A form that is sent twice is one report. */
export function submit(
  { id, reporterId, answers, handle }: Submission,
  { store, policy, now }: TakingDeps,
): Submitted {
  const draft = store.report(id)
  if (draft?.reporterId !== reporterId) return { kind: 'stale' }
  if (draft.phase !== 'draft') return { kind: 'taken', parts: view(draft) }
  const at = nextAllowed(reporterId, store, policy.perMemberPerDay, now())
  if (at !== null) return { kind: 'too_many', at }
  const report: Report = {
    ...draft,
    phase: 'searching',
    answers: { ...answers, title: answers.title ?? draft.title ?? '' },
    repository: answers.repository,
    answer: { handle, at: now() },
    dueAt: now() + SETTLE_MS,
  }
  store.save({ ...report, shown: viewKey(report) })
  return { kind: 'taken', parts: view(report) }
}

/** What a member decides about duplicates; only the first decision counts, and a second press shows it. */
export function press(
  { id, reporterId, act, handle }: ReportPress,
  { store, now }: TakingDeps,
): ReportPressed {
  const report = store.report(id)
  if (report?.reporterId !== reporterId) return { kind: 'stale' }
  if (report.phase !== 'choosing') return { kind: 'shown', parts: view(report) }
  const [, verb = '', number = ''] = /^([a-z-]+?)(?:-(\d{1,10}))?$/.exec(act) ?? []
  const duplicate = report.duplicates.find((each) => each.number === Number(number))
  if (verb === 'same' && duplicate) return { kind: 'shown', parts: joiningView(id, duplicate) }
  const by = verb === 'comment' ? 'comment' : verb === 'thumbs-up' ? 'thumbs_up' : null
  const joining: Joining | null =
    by && duplicate ? { by, number: duplicate.number, title: duplicate.title, url: duplicate.url } : null
  const decided: Report | null =
    verb === 'open' || joining
      ? toSending({ ...report, joining, isSearched: true }, now() + SETTLE_MS)
      : verb === 'drop'
        ? { ...report, phase: 'dropped', answers: null, duplicates: [], dueAt: report.createdAt + DAY_MS }
        : null
  if (!decided) return { kind: 'shown', parts: view(report) }
  store.save({ ...decided, answer: { handle, at: now() }, shown: viewKey(decided) })
  return { kind: 'shown', parts: view(decided) }
}

export function toSending(report: Report, dueAt: number): Report {
  return { ...report, phase: 'sending', duplicates: [], attempts: 0, lastTry: 'none', problem: null, dueAt }
}

/** Null: now. */
function nextAllowed(
  reporterId: string,
  store: BugReportDeps['store'],
  perDay: number,
  now: number,
): number | null {
  const recent = store.submittedSince(reporterId, now - DAY_MS)
  const first = recent.at(-perDay)
  return first ? first.createdAt + DAY_MS : null
}
