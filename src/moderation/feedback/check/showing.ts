import type { Votes } from '../../../storage/reviews.ts'
import type { Manners } from '../../enforcement/after-attempt.ts'
import { type Effect, isOpen, type MessagePlace, newEffect } from '../../enforcement/effect.ts'
import type { Prediction } from '../band.ts'

/** What is done to show a candidate, or to show it no longer. */
export type ShowAct =
  | { kind: 'react'; message: MessagePlace; emoji: string }
  | { kind: 'unreact'; message: MessagePlace; emoji: string }
  | { kind: 'card' }
  /** Brings the card up to date. */
  | { kind: 'show_card' }
  | { kind: 'remove_card' }

export type ShowEffect = Effect<ShowAct>

/** These go by what those before them have done. */
export const AFTER_ALL: readonly ShowAct['kind'][] = ['show_card', 'remove_card']

export const SHOW_MANNERS: Manners = {
  words: {
    react: 'react',
    unreact: 'take the reaction away',
    card: 'post the card',
    show_card: 'bring the card up to date',
    remove_card: 'remove the card',
  },
  keptTrying: [],
  takingAway: ['unreact', 'remove_card'],
  onAMessage: ['react', 'show_card'],
}

/** What of a candidate is shown, or may be: written before it is tried. */
export interface Shown {
  flagId: string
  messageIds: string[]
  /** Rises with every change; part of the effects' ids. */
  version: number
  /** The message that carries the reaction, or may carry it, and which one. */
  reaction: { message: MessagePlace; emoji: string } | null
  /** A card was asked for. */
  hasCard: boolean
  /** Where it is, once it is known. */
  card: MessagePlace | null
}

export interface Wanted {
  messageIds: string[]
  reaction: Shown['reaction']
  card: boolean
}

/**
 * Whether the public reaction stands. Votes for and against are counted, "not applicable" against; with more for it, it
 * stands, with more against, it goes, and as long as they are level the model's verdict does: a flag has it, the rest not.
 * A vote for "ambiguous" is on neither side.
 */
export function isReacted(
  prediction: Prediction,
  { correct, incorrect, not_applicable: notApplicable }: Votes,
): boolean {
  const balance = correct - incorrect - notApplicable
  return balance === 0 ? prediction === 'flag' : balance > 0
}

export interface ShowPlan {
  shown: Shown
  effects: ShowEffect[]
  /** Effects that were not done and are no longer wanted. */
  dropped: string[]
}

/** What has to be done so that what is wanted is shown. `open` are the candidate's effects that are not done. */
export function planShown(
  flagId: string,
  before: Shown | null,
  open: readonly ShowEffect[],
  wanted: Wanted,
  now: number,
): ShowPlan {
  // By time: shown again after it was forgotten, it must not have the effects it had, whose nonces Discord may remember.
  const version = Math.max((before?.version ?? 0) + 1, now)
  const acts: ShowAct[] = []
  const moot: ShowAct['kind'][] = []
  const old = before?.reaction ?? null
  const isSame =
    old?.message.id === wanted.reaction?.message.id && (!old || old.emoji === wanted.reaction?.emoji)
  if (!isSame) {
    moot.push('react', 'unreact')
    if (old) acts.push({ kind: 'unreact', ...old })
    if (wanted.reaction) acts.push({ kind: 'react', ...wanted.reaction })
  }
  const posting = open.find((effect) => isOpen(effect) && effect.act.kind === 'card')
  const isUntried = posting?.state === 'waiting'
  let hasCard = before?.hasCard ?? false
  if (wanted.card && !hasCard) acts.push({ kind: 'card' })
  else if (wanted.card && !isUntried) {
    moot.push('show_card')
    acts.push({ kind: 'show_card' })
  } else if (!wanted.card && hasCard) {
    moot.push('show_card')
    if (isUntried) moot.push('card')
    else acts.push({ kind: 'remove_card' })
  }
  hasCard = wanted.card
  return {
    shown: {
      flagId,
      messageIds: wanted.messageIds,
      version,
      reaction: wanted.reaction,
      hasCard,
      card: before?.card ?? null,
    },
    effects: acts.map((act) => newEffect(`feedback/${flagId}/${version}/${act.kind}`, act, now)),
    dropped: open.filter((effect) => isOpen(effect) && moot.includes(effect.act.kind)).map(({ id }) => id),
  }
}
