import { DISCORD_CODE, type DiscordFailure } from '../discord/result.ts'
import type { Step } from './announcement.ts'

export type AfterStep =
  | { kind: 'done' }
  /** The message is gone: nothing is left to be done about it. */
  | { kind: 'over' }
  | { kind: 'later'; dueAt: number }
  | { kind: 'given_up'; problem: string }

const BASE_BACKOFF_MS = 5_000
const MAX_BACKOFF_MS = 10 * 60_000
/** With the backoff above, three quarters of an hour of an unreachable Discord. */
const MAX_ATTEMPTS = 12
/** Nothing is lost by waiting, and followers get a post late rather than never: ten an hour are allowed. */
const MAX_WAITS = 60
/** For the moderators' cards, which are never given up. */
const LONGEST_BACKOFF_MS = 3_600_000

/** What follows from a step that failed. */
export function afterFailedStep(
  step: Step,
  attempts: number,
  failure: DiscordFailure,
  now: number,
  isNeverGivenUp: boolean,
): AfterStep {
  if (failure.kind === 'refused' && step !== 'post') {
    if (failure.code === DISCORD_CODE.unknownMessage) return { kind: 'over' }
    if (failure.code === DISCORD_CODE.alreadyCrossposted && step === 'crosspost') return { kind: 'done' }
  }
  const backoff = Math.min(BASE_BACKOFF_MS * 2 ** Math.min(attempts - 1, 20), MAX_BACKOFF_MS)
  if (isNeverGivenUp) {
    const wait = failure.kind === 'rate_limited' ? failure.retryAfterMs : backoff
    return { kind: 'later', dueAt: now + (failure.kind === 'refused' ? LONGEST_BACKOFF_MS : wait) }
  }
  switch (failure.kind) {
    case 'rate_limited':
      return attempts < MAX_WAITS
        ? { kind: 'later', dueAt: now + failure.retryAfterMs }
        : { kind: 'given_up', problem: 'Discord kept limiting it.' }
    case 'unknown':
      return attempts < MAX_ATTEMPTS
        ? { kind: 'later', dueAt: now + backoff }
        : {
            kind: 'given_up',
            problem: `Discord did not answer in ${attempts} attempts, so it may or may not have happened.`,
          }
    case 'refused':
      return { kind: 'given_up', problem: refusal(step, failure) }
  }
}

const NEEDED: Record<Step, string> = {
  post: 'View Channel, Send Messages, Embed Links and Read Message History',
  edit: 'View Channel and Send Messages',
  crosspost: 'Send Messages',
  pin: 'Pin Messages',
  unpin: 'Pin Messages',
}
/** Discord's limit of pins in a channel. */
const MAX_PINS = 250

function refusal(step: Step, { status, code }: Extract<DiscordFailure, { kind: 'refused' }>): string {
  const { missingAccess, missingPermissions, unknownChannel, tooManyPins } = DISCORD_CODE
  if (code === missingAccess || code === missingPermissions)
    return `I lack a permission in the channel. There I need ${NEEDED[step]}.`
  if (code === unknownChannel) return 'The channel is gone.'
  if (code === tooManyPins) return `The channel has ${MAX_PINS} pins, and Discord allows no more. Unpin some.`
  return `Discord refused it (status ${status}, code ${code}).`
}
