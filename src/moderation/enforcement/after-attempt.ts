import { DISCORD_CODE, type DiscordFailure, type DiscordResult } from '../../discord/result.ts'
import type { Act, Effect, MessagePlace } from './effect.ts'
import { isWarning } from './next.ts'

/** What trying an effect came to. */
export type Attempt =
  | { kind: 'done'; posted?: MessagePlace }
  /** There was nothing to do, or no longer. */
  | { kind: 'pointless'; why: string }
  /** More is to be done, later; not a failure. */
  | { kind: 'again'; afterMs: number }
  | { kind: 'failed'; failure: DiscordFailure }
  /** Our own database. */
  | { kind: 'database_failed' }

export function attemptOf<T>(result: DiscordResult<T>): Attempt {
  return result.ok ? { kind: 'done' } : { kind: 'failed', failure: result.failure }
}

export type AfterAttempt =
  | { state: 'done'; posted: MessagePlace | null }
  | { state: 'skipped'; problem: string }
  | { state: 'started'; dueAt: number }
  | { state: 'parked'; problem: string }

const BASE_BACKOFF_MS = 2_000
const MAX_BACKOFF_MS = 10 * 60_000
/** With the backoff above, a little over half an hour of an unreachable Discord. */
const MAX_ATTEMPTS = 12
/** A rate limit counts for less: nothing was lost by it. Beyond this, moderators should know. */
const MAX_WAITS = 60

/** A ban waits for the message that it is about to happen, but not for long. */
const MAX_WARNING_ATTEMPTS = 4

/** What is particular to some kinds of acts. */
export interface Manners {
  /** "could not …", of each kind. */
  words: Readonly<Record<string, string>>
  /** What these write may not be lost, so they are never given up. */
  keptTrying: readonly string[]
  /** Done as well when what they take away is gone. */
  takingAway: readonly string[]
  /** Pointless when their message is gone. */
  onAMessage: readonly string[]
}

export function afterAttempt<A extends { kind: string } = Act>(
  { act, attempts }: Pick<Effect<A>, 'act' | 'attempts'>,
  attempt: Attempt,
  now: number,
  manners: Manners = OF_CASES,
): AfterAttempt {
  const parked = (why: string): AfterAttempt => ({
    state: 'parked',
    problem: `could not ${manners.words[act.kind]}: ${why}`,
  })
  switch (attempt.kind) {
    case 'done':
      return { state: 'done', posted: attempt.posted ?? null }
    case 'pointless':
      return { state: 'skipped', problem: attempt.why }
    case 'again':
      return attempts < mostWaits(act)
        ? { state: 'started', dueAt: now + attempt.afterMs }
        : parked('Discord kept us waiting')
    case 'database_failed':
      return attempts < mostWaits(act) || manners.keptTrying.includes(act.kind)
        ? { state: 'started', dueAt: now + backoffMs(attempts) }
        : parked('my database did not answer')
    case 'failed':
      return afterFailure(act, attempts, attempt.failure, now, manners, parked)
  }
}

function afterFailure(
  act: { kind: string },
  attempts: number,
  failure: DiscordFailure,
  now: number,
  manners: Manners,
  parked: (why: string) => AfterAttempt,
): AfterAttempt {
  switch (failure.kind) {
    case 'rate_limited':
      return attempts < mostWaits(act)
        ? { state: 'started', dueAt: now + failure.retryAfterMs }
        : parked('Discord limits these acts')
    case 'unknown':
      return attempts < (isWarning(act) ? MAX_WARNING_ATTEMPTS : MAX_ATTEMPTS)
        ? { state: 'started', dueAt: now + backoffMs(attempts) }
        : parked(`Discord did not answer in ${attempts} attempts, so it may or may not have happened`)
    case 'refused': {
      const { unknownMessage, unknownChannel, unknownBan, unknownEmoji } = DISCORD_CODE
      if (
        manners.takingAway.includes(act.kind) &&
        isOneOf(failure.code, [unknownMessage, unknownChannel, unknownBan, unknownEmoji])
      )
        return { state: 'done', posted: null }
      return refused(act, failure, manners, parked)
    }
  }
}

function mostWaits(act: { kind: string }): number {
  return isWarning(act) ? MAX_WARNING_ATTEMPTS : MAX_WAITS
}

function refused(
  act: { kind: string },
  { status, code }: Extract<DiscordFailure, { kind: 'refused' }>,
  manners: Manners,
  parked: (why: string) => AfterAttempt,
): AfterAttempt {
  const { unknownMessage, unknownMember, unknownUser, missingAccess, missingPermissions, cannotMessage } =
    DISCORD_CODE
  if (isOneOf(code, [unknownMember, unknownUser])) {
    return { state: 'skipped', problem: 'they have left the server' }
  }
  if (code === unknownMessage && manners.onAMessage.includes(act.kind))
    return { state: 'skipped', problem: 'the message is gone' }
  const isDirect = act.kind === 'dm' || act.kind === 'give_back'
  if (code === cannotMessage || (isDirect && status === 403)) return { state: 'parked', problem: DM_CLOSED }
  if (code === missingPermissions) {
    return parked(
      act.kind === 'timeout' || act.kind === 'ban'
        ? 'my role is below theirs, or I lack the permission'
        : 'I lack the permission there',
    )
  }
  if (code === missingAccess) return parked('I cannot see that channel')
  return parked(`Discord refused it (${status}, code ${code})`)
}

/** Discord gives one code for both. Where they are closed a notice takes the message's place. */
export const DM_CLOSED = 'their direct messages are closed, or they are no longer here'

const WORDS: Record<Act['kind'], string> = {
  record: 'record the case',
  copy: 'copy the post',
  card: 'post the card',
  react: 'react',
  reply: 'reply',
  remove: 'remove messages',
  timeout: 'time out',
  ban: 'ban',
  sweep: 'check for messages the ban left behind',
  dm: 'write to the member',
  notice: 'leave a notice in the channel',
  lift_timeout: 'lift the timeout',
  unban: 'unban',
  remove_copy: 'remove the copy',
  give_back: 'send the words back to their author',
  void_strike: 'void the strike',
  outcome: 'record the outcome',
  show_outcome: 'bring the card up to date',
}

const OF_CASES: Manners = {
  words: WORDS,
  keptTrying: ['record', 'outcome', 'void_strike'],
  takingAway: ['remove', 'remove_copy', 'unban'],
  onAMessage: ['react', 'reply', 'show_outcome'],
}

function backoffMs(attempts: number): number {
  return Math.min(BASE_BACKOFF_MS * 2 ** Math.max(0, attempts - 1), MAX_BACKOFF_MS)
}

function isOneOf(code: number, codes: readonly number[]): boolean {
  return codes.includes(code)
}
