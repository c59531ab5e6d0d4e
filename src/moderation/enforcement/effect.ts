import type { Decision } from '../decision.ts'

export interface MessagePlace {
  id: string
  channelId: string
}

/** One act. Those of Discord are idempotent by nature or carry a nonce; those of the database go by the decision's id. */
export type Act =
  /** Case, evidence, strike and the first audit event, in one transaction. */
  | { kind: 'record'; messageIds: string[] }
  | { kind: 'copy'; message: MessagePlace; channelId: string }
  | { kind: 'card'; channelId: string }
  | { kind: 'react'; message: MessagePlace; emoji: string }
  | { kind: 'reply'; message: MessagePlace }
  | { kind: 'remove'; channelId: string; ids: string[] }
  /** `until` in epoch milliseconds. */
  | { kind: 'timeout'; until: number }
  | { kind: 'ban'; deleteSeconds: number }
  /** Bans leave messages behind: those since `since` (epoch milliseconds) are searched for and removed. */
  | { kind: 'sweep'; since: number }
  /** `before` an act after which Discord delivers nothing to them any more: it says what is about to be done. */
  | { kind: 'dm'; before?: 'ban' }
  /** Only when the direct message could not be delivered. */
  | { kind: 'notice'; channelId: string }
  | { kind: 'lift_timeout'; until: number }
  | { kind: 'unban' }
  | { kind: 'remove_copy'; message: MessagePlace }
  /** The removed words back to their author, by direct message. */
  | { kind: 'give_back' }
  | { kind: 'void_strike' }
  /** What came of it all: case and audit. */
  | { kind: 'outcome' }
  /** The card says what was done and what was not; it is posted when something went wrong and there is none. */
  | { kind: 'show_outcome'; channelId: string }

export type ActKind = Act['kind']

/**
 * `waiting` and `started` are open: `started` may have happened. `skipped`: there was nothing to do. `parked`: it could not
 * be done, and the card says so. `dry`: decided only.
 */
export type EffectState = 'waiting' | 'started' | 'done' | 'skipped' | 'parked' | 'dry'

/** An act that is stored before it is tried and marked after: a case's, or any other that has a kind. */
export interface Effect<A extends { kind: string } = Act> {
  /** Decision, kind and target: the same incident seen again has the same effects. */
  id: string
  act: A
  state: EffectState
  /** In a moderator's words: why it was skipped or parked. */
  problem: string | null
  /** A message that came of it. */
  posted: MessagePlace | null
  attempts: number
  /** Not before this time, in epoch milliseconds. */
  dueAt: number
  /** When it was first tried. */
  startedAt: number | null
  /** Effects that must be done; when one cannot be, this one is skipped. */
  needs: string[]
}

const OPEN: readonly EffectState[] = ['waiting', 'started']

export function isOpen({ state }: Pick<Effect, 'state'>): boolean {
  return OPEN.includes(state)
}

/** What leads nowhere near a member; done in a dry run too. */
const INTERNAL: readonly ActKind[] = ['record', 'card', 'outcome', 'show_outcome', 'void_strike']

export function isInternal({ kind }: Act): boolean {
  return INTERNAL.includes(kind)
}

/** A new effect of a case; `change` for what is known about it already. */
export function effectOf(prefix: string, act: Act, dueAt: number, change: Partial<Effect> = {}): Effect {
  return { ...newEffect(`${prefix}/${act.kind}${targetOf(act)}`, act, dueAt), ...change }
}

/** An effect nothing was done about yet. */
export function newEffect<A extends { kind: string }>(id: string, act: A, dueAt: number): Effect<A> {
  return {
    id,
    act,
    state: 'waiting',
    problem: null,
    posted: null,
    attempts: 0,
    dueAt,
    startedAt: null,
    needs: [],
  }
}

function targetOf(act: Act): string {
  switch (act.kind) {
    case 'record':
      return `/${act.messageIds[0] ?? ''}`
    case 'remove':
      return `/${act.ids[0] ?? ''}`
    case 'copy':
    case 'react':
    case 'reply':
    case 'remove_copy':
      return `/${act.message.id}`
    default:
      return ''
  }
}

/** Whether a decision asks for an act. */
export function asksFor({ actions }: Pick<Decision, 'actions'>, kind: Decision['actions'][number]['kind']) {
  return actions.some((action) => action.kind === kind)
}
