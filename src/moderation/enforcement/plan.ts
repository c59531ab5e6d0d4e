import { BULK_DELETE_MAX, BULK_DELETE_MAX_AGE_MS, MAX_TIMEOUT_SECONDS } from '../../discord/moderating.ts'
import type { Decision } from '../decision.ts'
import { authorityOver } from './authority.ts'
import { type Act, asksFor, type Effect, effectOf, isInternal, isOpen, type MessagePlace } from './effect.ts'
import type { EnforcementFacts } from './facts.ts'
import { type LadderStep, ladderStep, ladderTimeoutSeconds } from './ladder.ts'
import type { EnforcementPolicy } from './policy.ts'

/** A ban's search index needs a moment before it shows what the ban left behind. */
const SWEEP_DELAY_MS = 20_000

/**
 * Everything that is to be done about a decision, in order: record, copy and card, removal, timeout or ban, direct message,
 * outcome; of a ban the member is told before it. What cannot be done is parked right here, with the reason.
 */
export function planEffects(
  decision: Decision,
  facts: EnforcementFacts,
  policy: EnforcementPolicy,
  now: number,
): Effect[] {
  const step = escalation(decision, facts, policy)
  const record = effectOf(
    decision.id,
    { kind: 'record', messageIds: decision.messages.map(({ id }) => id) },
    now,
  )
  const add = (act: Act, change?: Partial<Effect>): Effect =>
    effectOf(decision.id, act, now, { needs: [record.id], ...change })
  const restrictions = restricting(decision, facts, policy, now, add)
  const acting = [
    ...warning(restrictions, add),
    ...moving(decision, facts, add),
    ...cards(decision, facts, step, add),
    ...marking(decision, policy, add),
    ...removing(decision, facts, now, add),
    ...restrictions,
    ...telling(decision, restrictions, step, add),
  ]
  const isDry = decision.isDry || policy.isDry
  const planned = isDry
    ? acting.map((effect) => (isInternal(effect.act) ? effect : { ...effect, state: 'dry' as const }))
    : acting
  return [record, ...planned, ...concluding(facts, add), ...sweeping(planned, facts, now, add)]
}

/** A decision that a moderator changed from "card" to "move". */
export function planMove(decision: Decision, facts: EnforcementFacts, now: number, add: Add): Effect[] {
  const moved: Decision = { ...decision, actions: [{ kind: 'move' }], isStrike: false }
  return [...moving(moved, facts, add), ...removing(moved, facts, now, add), ...telling(moved, [], null, add)]
}

/** The ladder's step for a strike; null for a decision that is none. */
export function escalation(
  decision: Decision,
  { strikes }: Pick<EnforcementFacts, 'strikes'>,
  { ladder }: Pick<EnforcementPolicy, 'ladder'>,
): LadderStep | null {
  return decision.isStrike ? ladderStep(strikes, ladder) : null
}

export type Add = (act: Act, change?: Partial<Effect>) => Effect

/** The first message that is still there is copied; the originals go only when the copy is confirmed. */
function moving(decision: Decision, { messages, places }: EnforcementFacts, add: Add): Effect[] {
  if (!asksFor(decision, 'move')) return []
  const [first] = messages
  const [judged] = decision.messages
  const message = first ?? judged
  if (!message) return []
  const act: Act = { kind: 'copy', message: placeOf(message), channelId: places.jobs ?? '' }
  if (!first) return [add(act, { state: 'skipped', problem: 'its author deleted it before' })]
  if (!places.jobs) return [add(act, { state: 'parked', problem: 'no channel for jobs is configured' })]
  return [add(act)]
}

const CARD_ACTIONS = ['card', 'remove', 'timeout', 'ban', 'move', 'react'] as const

export function cards(
  decision: Decision,
  { places }: EnforcementFacts,
  step: LadderStep | null,
  add: Add,
): Effect[] {
  const isWanted = CARD_ACTIONS.some((kind) => asksFor(decision, kind)) || (step && step.do !== 'warn')
  if (!isWanted || !places.moderators) return []
  return [add({ kind: 'card', channelId: places.moderators })]
}

function marking(decision: Decision, { reaction }: EnforcementPolicy, add: Add): Effect[] {
  const message = decision.messages.at(-1)
  if (!message) return []
  return [
    ...(asksFor(decision, 'react')
      ? [add({ kind: 'react', message: placeOf(message), emoji: reaction })]
      : []),
    ...(asksFor(decision, 'reply') ? [add({ kind: 'reply', message: placeOf(message) })] : []),
  ]
}

export function removing(decision: Decision, facts: EnforcementFacts, now: number, add: Add): Effect[] {
  const isMove = asksFor(decision, 'move')
  if (!isMove && !asksFor(decision, 'remove')) return []
  const source = facts.messages[0] ?? decision.messages[0]
  const copy = isMove && source ? [add({ kind: 'copy', message: placeOf(source), channelId: '' }).id] : []
  return removalActs(decision.messages, facts, now).map((act) => {
    const effect = add(act)
    return { ...effect, needs: [...effect.needs, ...copy] }
  })
}

/** By channel, at once where Discord allows it: 2 to 100 messages, none older than 14 days. */
export function removalActs(messages: readonly MessagePlace[], facts: EnforcementFacts, now: number): Act[] {
  const tooOld = new Set(
    facts.messages
      .filter(({ createdAt }) => createdAt < now - BULK_DELETE_MAX_AGE_MS + MARGIN_MS)
      .map(({ id }) => id),
  )
  const channels = Map.groupBy(messages, ({ channelId }) => channelId)
  return [...channels].flatMap(([channelId, inChannel]) => {
    const ids = [...new Set(inChannel.map(({ id }) => id))]
    const young = ids.filter((id) => !tooOld.has(id))
    const groups = Array.from({ length: Math.ceil(young.length / BULK_DELETE_MAX) }, (_, group) =>
      young.slice(group * BULK_DELETE_MAX, (group + 1) * BULK_DELETE_MAX),
    )
    return [...groups, ...ids.filter((id) => tooOld.has(id)).map((id) => [id])].map(
      (group): Act => ({ kind: 'remove', channelId, ids: group }),
    )
  })
}

/** A message may cross Discord's 14 days while its removal waits: a day's margin. */
const MARGIN_MS = 86_400_000

export function restricting(
  decision: Decision,
  facts: EnforcementFacts,
  policy: EnforcementPolicy,
  now: number,
  add: Add,
): Effect[] {
  if (asksFor(decision, 'ban')) {
    const authority = authorityOver(facts, 'ban')
    const deleteSeconds = policy.banDeleteSeconds
    const blocked = authority.ok
      ? {}
      : { state: 'parked' as const, problem: `could not ban: ${authority.why}` }
    return [add({ kind: 'ban', deleteSeconds }, blocked)]
  }
  const asked = decision.actions.find(({ kind }) => kind === 'timeout')?.seconds ?? 0
  const earned = decision.isStrike ? ladderTimeoutSeconds(facts.strikes, policy.ladder) : 0
  const seconds = Math.min(Math.max(asked, earned), MAX_TIMEOUT_SECONDS)
  if (seconds === 0) return []
  const until = now + seconds * 1000
  return [add({ kind: 'timeout', until }, timeoutObstacle(facts, until))]
}

/**
 * After a ban that is to be done, and after what is said of it: moderators need not wait for the search to see that
 * somebody is banned. What came of it is told once more.
 */
export function sweeping(
  planned: readonly Effect[],
  facts: EnforcementFacts,
  now: number,
  add: Add,
): Effect[] {
  const ban = planned.find(({ act }) => act.kind === 'ban')
  if (ban?.act.kind !== 'ban' || !isOpen(ban)) return []
  const since = now - ban.act.deleteSeconds * 1000
  const sweep = add({ kind: 'sweep', since }, { dueAt: now + SWEEP_DELAY_MS })
  const told = concluding(facts, add).map((effect) => ({ ...effect, id: `${effect.id}/swept` }))
  return [{ ...sweep, needs: [...sweep.needs, ban.id] }, ...told]
}

function timeoutObstacle(facts: EnforcementFacts, until: number): Partial<Effect> {
  if (!facts.member) return { state: 'skipped', problem: 'they have left the server' }
  const authority = authorityOver(facts, 'timeout')
  if (!authority.ok) return { state: 'parked', problem: `could not time out: ${authority.why}` }
  if ((facts.member.timedOutUntil ?? 0) >= until)
    return { state: 'skipped', problem: 'they are timed out for longer already' }
  return {}
}

/** Discord delivers nothing to who is banned and shares no other server with Steward: they are told first. */
export function warning(restrictions: readonly Effect[], add: Add): Effect[] {
  const isToBeBanned = restrictions.some((effect) => effect.act.kind === 'ban' && isOpen(effect))
  return isToBeBanned ? [add({ kind: 'dm', before: 'ban' })] : []
}

/** Of these the member hears by direct message; of the first three in the channel when that is closed. */
const NOTICED = ['warn', 'ask_context', 'move'] as const
const TOLD = [...NOTICED, 'remove', 'timeout', 'ban'] as const

export function telling(
  decision: Decision,
  restrictions: readonly Effect[],
  step: LadderStep | null,
  add: Add,
): Effect[] {
  const isTold = step !== null || TOLD.some((kind) => asksFor(decision, kind))
  if (!isTold || warning(restrictions, add).length > 0) return []
  const channelId = decision.messages.at(-1)?.channelId
  const isNoticed =
    !asksFor(decision, 'ban') && (step !== null || NOTICED.some((kind) => asksFor(decision, kind)))
  const dm = add({ kind: 'dm' })
  return [dm, ...(isNoticed && channelId ? [add({ kind: 'notice', channelId })] : [])]
}

export function concluding({ places }: EnforcementFacts, add: Add): Effect[] {
  const show = places.moderators ? [add({ kind: 'show_outcome', channelId: places.moderators })] : []
  return [add({ kind: 'outcome' }), ...show]
}

function placeOf({ id, channelId }: MessagePlace): MessagePlace {
  return { id, channelId }
}
