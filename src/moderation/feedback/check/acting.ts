import { run as runSql } from '../../../knowledge/database.ts'
import { flagById, setCardSql } from '../../../storage/flags.ts'
import { type Attempt, afterAttempt, attemptOf } from '../../enforcement/after-attempt.ts'
import { type MessagePlace, newEffect } from '../../enforcement/effect.ts'
import { nextEffect } from '../../enforcement/next.ts'
import { postOnce } from '../../enforcement/posting.ts'
import { renderedCard } from './card-facts.ts'
import type { CheckDeps } from './deps.ts'
import { AFTER_ALL, SHOW_MANNERS, type ShowEffect, type Shown } from './showing.ts'

/** Effects tried in one alarm: each takes a few requests, and the Free plan allows 50 an invocation. */
const EFFECTS_A_RUN = 8

/** Does what is due to show candidates or to show them no longer, each act once. Never rejects. */
export async function carryOut(deps: CheckDeps): Promise<void> {
  const { store, now } = deps
  let left = EFFECTS_A_RUN
  for (const flagId of flagsWithEffects(deps)) {
    while (left > 0) {
      const next = nextEffect(store.effectsOf(flagId), now(), AFTER_ALL)
      if (next.do === 'finished' || next.do === 'wait') break
      if (next.do === 'skip') store.dropEffect(next.effect.id)
      else {
        left--
        await attempt(flagId, next.effect, deps)
      }
    }
    forgetIfOver(flagId, deps)
  }
}

/** When there is something to be done again; null when all is done. */
export function nextActAt(deps: Pick<CheckDeps, 'store' | 'now'>): number | null {
  const { store, now } = deps
  const times = flagsWithEffects(deps).flatMap((flagId) => {
    const next = nextEffect(store.effectsOf(flagId), now(), AFTER_ALL)
    if (next.do === 'finished') return []
    return [next.do === 'wait' ? next.at : now()]
  })
  return times.length === 0 ? null : Math.min(...times)
}

const flagsWithEffects = ({ store }: Pick<CheckDeps, 'store'>): string[] => [
  ...new Set(store.effects().map(({ flagId }) => flagId)),
]

async function attempt(flagId: string, effect: ShowEffect, deps: CheckDeps): Promise<void> {
  const { store, now, log } = deps
  const begun: ShowEffect = {
    ...effect,
    state: 'started',
    attempts: effect.attempts + 1,
    startedAt: effect.startedAt ?? now(),
  }
  store.saveEffect(begun)
  let attempted: Attempt
  try {
    attempted = await perform(flagId, begun, deps)
  } catch (error) {
    log('check_error', { act: effect.act.kind, detail: error instanceof Error ? error.name : 'unknown' })
    attempted = { kind: 'database_failed' }
  }
  const after = afterAttempt(begun, attempted, now(), SHOW_MANNERS)
  if (after.state === 'started' || after.state === 'parked') store.saveEffect({ ...begun, ...after })
  else store.dropEffect(begun.id)
  if (after.state !== 'parked') return
  log('effect_parked', { effect: effect.act.kind, problem: after.problem })
  // The card says what could not be done; a card that cannot be brought up to date is not.
  if (effect.act.kind === 'react' || effect.act.kind === 'unreact')
    store.addEffect(flagId, newEffect(`${effect.id}/told`, { kind: 'show_card' }, now()))
}

async function perform(flagId: string, effect: ShowEffect, deps: CheckDeps): Promise<Attempt> {
  const { discord, store, db, now } = deps
  const { act } = effect
  const shown = store.shown(flagId)
  switch (act.kind) {
    case 'react':
      return attemptOf(await discord.react(act.message.channelId, act.message.id, act.emoji))
    case 'unreact':
      return attemptOf(await discord.unreact(act.message.channelId, act.message.id, act.emoji))
    case 'card': {
      const channelId = await deps.moderatorsChannel()
      if (channelId === null) return { kind: 'pointless', why: 'there is no channel for moderators' }
      const parts = await renderedCard(flagId, deps)
      if (!parts) return { kind: 'pointless', why: 'it is no candidate any more' }
      const posted = await postOnce(effect, channelId, parts, deps)
      if (posted.kind === 'done' && posted.posted) {
        await runSql(db, [setCardSql(flagId, cardColumns(posted.posted))])
        const latest = store.shown(flagId)
        if (latest) store.saveShown({ ...latest, card: posted.posted }, now())
      }
      return posted
    }
    case 'show_card': {
      const parts = shown?.card && (await renderedCard(flagId, deps))
      if (!shown?.card || !parts) return { kind: 'pointless', why: 'there is no card' }
      return attemptOf(await discord.editMessage(shown.card.channelId, shown.card.id, parts))
    }
    case 'remove_card':
      return removeCard(flagId, shown, deps)
  }
}

async function removeCard(
  flagId: string,
  shown: Shown | null,
  { discord, db, store, now }: CheckDeps,
): Promise<Attempt> {
  if (!shown?.card) return { kind: 'pointless', why: 'there is no card' }
  const reason = 'Steward: judged again, it is no longer a candidate'
  const removed = attemptOf(await discord.deleteMessage(shown.card.channelId, shown.card.id, reason))
  if (removed.kind === 'done') {
    if (await flagById(db, flagId)) await runSql(db, [setCardSql(flagId, null)])
    const latest = store.shown(flagId)
    if (latest) store.saveShown({ ...latest, card: null }, now())
  }
  return removed
}

/** Nothing is shown of it any more, and nothing is to be done. */
function forgetIfOver(flagId: string, { store }: CheckDeps): void {
  const shown = store.shown(flagId)
  const isOpen = store.effectsOf(flagId).some(({ state }) => state === 'waiting' || state === 'started')
  if (shown && !shown.hasCard && !shown.reaction && !isOpen) store.forgetShown(flagId)
}

const cardColumns = ({ channelId, id }: MessagePlace) => ({ channelId, messageId: id })
