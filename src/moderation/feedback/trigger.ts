/** The settings that say when a check runs. */
export interface TriggerPolicy {
  messageCountThreshold: number
  idleSeconds: number
  cooldownSeconds: number
}

const REASONS = ['message_count', 'idle', 'edit', 'deletion', 'command'] as const
export type CheckReason = (typeof REASONS)[number]

/** What a channel's or thread's checks depend on; all times are epoch milliseconds. Stored as it is. */
export interface TriggerState {
  /** Members' messages that no finished check has judged. */
  messagesSinceLastCheck: number
  lastMessageAt: number | null
  /** When the last check ended, well or not. */
  lastCheckAt: number | null
  /** The newest message that a finished check has judged. */
  lastProcessedMessageId: string | null
  /** The one check that waits; every further trigger only adds to it. */
  pending: PendingCheck
  running: RunningCheck | null
  /** Checks in a row that failed, and when to try again. */
  failures: number
  notBefore: number
}

export interface PendingCheck {
  /** Since when a large edit waits, and when the last one came. */
  edit: { firstAt: number; lastAt: number } | null
  deletion: boolean
  /** From when on a moderator's `/check` may run. It waits for no cooldown; after a failure it waits like the rest. */
  commandAt: number | null
}

export interface RunningCheck {
  runId: string
  /** What the check took over; given back when it fails. */
  messages: number
  pending: PendingCheck
}

export type TriggerEvent =
  /** A member wrote; `now` is when. Bots and Steward do not count. */
  | { kind: 'message' }
  /** A message of the window changed by more than `editRerunThreshold`. */
  | { kind: 'edit' }
  /** A message of the window is gone; so many members' messages are left in it. */
  | { kind: 'deletion'; wasJudged: boolean; messagesLeft: number }
  /** A moderator's `/check`, with so many members' messages in the window. */
  | { kind: 'command'; messagesInWindow: number }
  | { kind: 'started'; runId: string }
  /** `later` messages did not fit and wait for the next check. */
  | { kind: 'finished'; runId: string; lastProcessedMessageId: string | null; later: number }
  | { kind: 'failed'; runId: string }
  /** Only time has passed. */
  | { kind: 'tick' }

export type Outlook =
  /** Nothing to check, and no reason to look again before something happens. */
  | { kind: 'nothing' }
  | { kind: 'wait'; until: number }
  | { kind: 'due'; reasons: CheckReason[] }
  /** A check is under way: it goes on by itself, also after a crash. */
  | { kind: 'running'; runId: string }

const NO_PENDING: PendingCheck = { edit: null, deletion: false, commandAt: null }
export const NEW_TRIGGER_STATE: TriggerState = {
  messagesSinceLastCheck: 0,
  lastMessageAt: null,
  lastCheckAt: null,
  lastProcessedMessageId: null,
  pending: NO_PENDING,
  running: null,
  failures: 0,
  notBefore: 0,
}

/** An edit waits until nothing more was edited for 2 seconds, and 5 seconds at most. */
const EDIT_QUIET_MS = 2_000
const EDIT_LATEST_MS = 5_000
/** 30 s, doubled with every failure, up to 10 min. */
const FIRST_BACKOFF_MS = 30_000
const LONGEST_BACKOFF_MS = 600_000

/** The state after an event, and whether a check is due at `now`, or when to look again. */
export function step(
  state: TriggerState,
  event: TriggerEvent,
  policy: TriggerPolicy,
  now: number,
): { state: TriggerState; outlook: Outlook } {
  const next = after(state, event, now)
  return { state: next, outlook: outlook(next, policy, now) }
}

function after(state: TriggerState, event: TriggerEvent, now: number): TriggerState {
  const { pending, running } = state
  switch (event.kind) {
    case 'message':
      return { ...state, messagesSinceLastCheck: state.messagesSinceLastCheck + 1, lastMessageAt: now }
    case 'edit':
      return {
        ...state,
        pending: { ...pending, edit: { firstAt: pending.edit?.firstAt ?? now, lastAt: now } },
      }
    case 'deletion': {
      const unjudged = Math.max(0, state.messagesSinceLastCheck - (event.wasJudged ? 0 : 1))
      if (event.messagesLeft === 0) return { ...state, messagesSinceLastCheck: 0, pending: NO_PENDING }
      return { ...state, messagesSinceLastCheck: unjudged, pending: { ...pending, deletion: true } }
    }
    case 'command':
      return event.messagesInWindow === 0
        ? state
        : { ...state, pending: { ...pending, commandAt: pending.commandAt ?? now } }
    case 'started':
      if (running) return state
      return {
        ...state,
        running: { runId: event.runId, messages: state.messagesSinceLastCheck, pending },
        messagesSinceLastCheck: 0,
        pending: NO_PENDING,
      }
    case 'finished':
      if (running?.runId !== event.runId) return state
      return {
        ...state,
        running: null,
        lastCheckAt: now,
        lastProcessedMessageId: event.lastProcessedMessageId ?? state.lastProcessedMessageId,
        messagesSinceLastCheck: state.messagesSinceLastCheck + event.later,
        failures: 0,
        notBefore: 0,
      }
    case 'failed': {
      if (running?.runId !== event.runId) return state
      const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** state.failures)
      return {
        ...state,
        running: null,
        lastCheckAt: now,
        messagesSinceLastCheck: state.messagesSinceLastCheck + running.messages,
        pending: together(
          running.pending.commandAt === null
            ? running.pending
            : { ...running.pending, commandAt: now + backoff },
          pending,
        ),
        failures: state.failures + 1,
        notBefore: now + backoff,
      }
    }
    case 'tick':
      return state
  }
}

function together(a: PendingCheck, b: PendingCheck): PendingCheck {
  return {
    edit: a.edit && b.edit ? { firstAt: a.edit.firstAt, lastAt: b.edit.lastAt } : (b.edit ?? a.edit),
    deletion: a.deletion || b.deletion,
    commandAt: b.commandAt ?? a.commandAt,
  }
}

function outlook(state: TriggerState, policy: TriggerPolicy, now: number): Outlook {
  if (state.running) return { kind: 'running', runId: state.running.runId }
  const triggers = triggersOf(state, policy, now)
  const first = Math.min(...triggers.map(({ at }) => at))
  if (!Number.isFinite(first)) return { kind: 'nothing' }
  const cooledDown = (state.lastCheckAt ?? Number.NEGATIVE_INFINITY) + policy.cooldownSeconds * 1_000
  const { commandAt } = state.pending
  const regular = Math.max(first, cooledDown, state.notBefore)
  // A moderator who asks does not wait for the cooldown, nor for the end of a series of failures.
  const at = commandAt === null ? regular : Math.min(commandAt, regular)
  if (at > now) return { kind: 'wait', until: at }
  return { kind: 'due', reasons: triggers.filter((trigger) => trigger.at <= now).map(({ reason }) => reason) }
}

/** Everything that asks for a check, and from when on, cooldown aside. */
function triggersOf(
  { messagesSinceLastCheck, lastMessageAt, pending }: TriggerState,
  { messageCountThreshold, idleSeconds }: TriggerPolicy,
  now: number,
): { reason: CheckReason; at: number }[] {
  const { edit, deletion, commandAt } = pending
  const isWaiting = messagesSinceLastCheck > 0
  return [
    ...(messagesSinceLastCheck >= messageCountThreshold
      ? [{ reason: 'message_count' as const, at: now }]
      : []),
    ...(isWaiting ? [{ reason: 'idle' as const, at: (lastMessageAt ?? now) + idleSeconds * 1_000 }] : []),
    ...(edit
      ? [
          {
            reason: 'edit' as const,
            at: Math.min(edit.lastAt + EDIT_QUIET_MS, edit.firstAt + EDIT_LATEST_MS),
          },
        ]
      : []),
    ...(deletion ? [{ reason: 'deletion' as const, at: now }] : []),
    ...(commandAt === null ? [] : [{ reason: 'command' as const, at: commandAt }]),
  ]
}
