import type { MessageParts } from '../../discord/messages.ts'
import type { UploadedFile } from '../../discord/rest.ts'
import { run } from '../../knowledge/database.ts'
import { type Case, caseByDecision, evidenceOf, saveCard } from '../../storage/cases.ts'
import { voidStrikeSql } from '../../storage/strikes.ts'
import { type Attempt, attemptOf, DM_CLOSED } from './after-attempt.ts'
import { caseCard } from './card.ts'
import { offeredActs } from './case-acts.ts'
import type { EnforcementDeps } from './deps.ts'
import { type Act, asksFor, type Effect, isOpen } from './effect.ts'
import { carryFiles } from './files.ts'
import type { Incident } from './incident.ts'
import { directMessage, givenBack, movedPost, notice, warningOfBan } from './member-text.ts'
import { isWarning } from './next.ts'
import { escalation } from './plan.ts'
import { postOnce } from './posting.ts'
import { effectsOfCase, recordCase, recordOutcome } from './recording.ts'
import { sweep } from './sweeping.ts'
import { liftTimeout, unban } from './taking-back.ts'

/** An incident that is planned: its decision and facts are known. */
export type PlannedIncident = Incident & {
  decision: NonNullable<Incident['decision']>
  facts: NonNullable<Incident['facts']>
}

/** Tries one effect. Rejects when the database fails: nothing was lost, it is tried again. */
export async function perform(
  effect: Effect,
  incident: PlannedIncident,
  deps: EnforcementDeps,
): Promise<Attempt> {
  const { discord, db } = deps
  const { decision } = incident
  const { act } = effect
  if (act.kind === 'record') return done(await recordCase(act, incident, deps))
  const case_ = await currentCase(incident, deps)
  const reason = `Steward, case ${case_.number}: ${decision.rule}`
  switch (act.kind) {
    case 'copy':
      return copy(effect, act, case_, deps)
    case 'card':
      return postCard(effect, act.channelId, case_, incident, deps)
    case 'react':
      return attemptOf(await discord.react(act.message.channelId, act.message.id, act.emoji))
    case 'reply':
      return postOnce(effect, act.message.channelId, { content: decision.memberText }, deps, {
        replyTo: act.message.id,
      })
    case 'remove': {
      const [first = '', ...more] = act.ids
      return attemptOf(
        more.length === 0
          ? await discord.deleteMessage(act.channelId, first, reason)
          : await discord.deleteMessages(act.channelId, act.ids, reason),
      )
    }
    case 'remove_copy':
      return attemptOf(await discord.deleteMessage(act.message.channelId, act.message.id, reason))
    case 'timeout':
      if (act.until <= deps.now()) return { kind: 'pointless', why: 'its time has passed' }
      return attemptOf(await discord.timeout(decision.authorId, act.until, reason))
    case 'ban':
      return attemptOf(await discord.ban(decision.authorId, act.deleteSeconds, reason))
    case 'sweep':
      return sweep(decision.authorId, act.since, reason, deps)
    case 'lift_timeout':
      return liftTimeout(act, decision, reason, deps)
    case 'unban':
      return unban(decision, reason, deps)
    case 'void_strike':
      return done(await run(db, [voidStrikeSql(decision.id, deps.now())]))
    case 'dm':
      return act.before === 'ban'
        ? direct(effect, decision.authorId, warningOfBan(case_, isAsked(incident)), deps)
        : tell(effect, incident, case_, deps)
    case 'give_back':
      return giveBack(effect, case_, deps)
    case 'notice':
      return leaveNotice(effect, act, case_, deps)
    case 'outcome':
      return done(await recordOutcome(case_, incident, deps))
    case 'show_outcome':
      return showOutcome(effect, act, case_, incident, deps)
  }
}

/** The case as it is now: what is stored, with effects that were marked since. */
async function currentCase({ decision }: PlannedIncident, { db, store }: EnforcementDeps): Promise<Case> {
  const stored = await caseByDecision(db, decision.id)
  if (!stored) throw new Error('a case that was recorded is not there')
  return { ...stored, effects: effectsOfCase(stored, store) }
}

async function copy(
  effect: Effect,
  act: Extract<Act, { kind: 'copy' }>,
  { decision }: Case,
  deps: EnforcementDeps,
): Promise<Attempt> {
  const evidence = (await evidenceOf(deps.db, decision.id)).find(
    ({ messageId }) => messageId === act.message.id,
  )
  if (!evidence) return { kind: 'pointless', why: 'its words are no longer kept' }
  const linked = movedPost(evidence, decision.authorId, [])
  const carried = await carryFiles(evidence.attachments, effect.attempts, deps.fetchFile)
  if (carried.kind === 'later') return { kind: 'failed', failure: carried.failure }
  const { files } = carried
  const whole = movedPost(evidence, decision.authorId, files)
  return postWithFiles(effect, act.channelId, { whole, without: linked, files }, deps)
}

/** Discord may take no such files: the post is posted all the same, without them. */
async function postWithFiles(
  effect: Effect,
  channelId: string,
  { whole, without, files }: { whole: MessageParts; without: MessageParts; files: readonly UploadedFile[] },
  deps: EnforcementDeps,
): Promise<Attempt> {
  if (files.length === 0) return postOnce(effect, channelId, without, deps)
  const posted = await postOnce(effect, channelId, whole, deps, { files })
  const isRefused =
    posted.kind === 'failed' &&
    posted.failure.kind === 'refused' &&
    FILE_REFUSALS.includes(posted.failure.status)
  return isRefused ? postOnce(effect, channelId, without, deps) : posted
}

/** Not a form, not allowed to attach files there, too large, not a file that is taken. */
const FILE_REFUSALS = [400, 403, 413, 415]

/** Words, and of a post that was moved its files: they hang on the copy now, which goes once its author has them. */
async function giveBack(effect: Effect, case_: Case, deps: EnforcementDeps): Promise<Attempt> {
  const { discord, db } = deps
  const copy = case_.effects.find(({ act, posted }) => act.kind === 'copy' && posted)?.posted ?? null
  const kept = copy && (await discord.readMessage(copy.channelId, copy.id))
  if (kept && !kept.ok && kept.failure.kind !== 'refused') return { kind: 'failed', failure: kept.failure }
  const attachments = kept?.ok ? kept.value.attachments : []
  const carried = await carryFiles(attachments, effect.attempts, deps.fetchFile)
  if (carried.kind === 'later') return { kind: 'failed', failure: carried.failure }
  const channel = await discord.directChannel(case_.decision.authorId)
  if (!channel.ok) return { kind: 'failed', failure: channel.failure }
  const parts = givenBack(case_, await evidenceOf(db, case_.decision.id), copy !== null)
  const { files } = carried
  return postWithFiles(effect, channel.value.id, { whole: parts, without: parts, files }, deps)
}

async function postCard(
  effect: Effect,
  channelId: string,
  case_: Case,
  incident: PlannedIncident,
  deps: EnforcementDeps,
): Promise<Attempt> {
  const posted = await postOnce(effect, channelId, await cardOf(case_, incident, deps), deps)
  if (posted.kind === 'done' && posted.posted) await saveCard(deps.db, case_.decision.id, posted.posted)
  return posted
}

async function cardOf(
  case_: Case,
  { decision, facts }: PlannedIncident,
  { policy, db, guildId }: EnforcementDeps,
) {
  const proposesBan = escalation(decision, facts, policy)?.do === 'propose_ban'
  return caseCard(case_, await evidenceOf(db, case_.decision.id), {
    guildId,
    acts: offeredActs(case_, policy, proposesBan),
  })
}

/** Brings the card up to date. Where there is none, moderators hear only of what could not be done. */
async function showOutcome(
  effect: Effect,
  { channelId }: Extract<Act, { kind: 'show_outcome' }>,
  case_: Case,
  incident: PlannedIncident,
  deps: EnforcementDeps,
): Promise<Attempt> {
  if (!case_.card) {
    const isTroubled = case_.effects.some(({ state, problem }) => state === 'parked' && problem !== DM_CLOSED)
    return isTroubled
      ? postCard(effect, channelId, case_, incident, deps)
      : { kind: 'pointless', why: 'there is nothing to show' }
  }
  const { card } = case_
  return attemptOf(
    await deps.discord.editMessage(card.channelId, card.id, await cardOf(case_, incident, deps)),
  )
}

function isAsked(incident: PlannedIncident) {
  return { isRemoved: asksFor(incident.decision, 'remove'), isPressed: incident.kind === 'press' }
}

async function tell(
  effect: Effect,
  incident: PlannedIncident,
  case_: Case,
  deps: EnforcementDeps,
): Promise<Attempt> {
  const copies = case_.effects.filter(({ act }) => act.kind === 'copy')
  if (copies.length > 0 && !copies.some(({ state }) => state === 'done'))
    return { kind: 'pointless', why: 'nothing was moved' }
  const parts = directMessage(case_, deps.guildId)
  const first = incident.kind === 'decision' && incident.isGraver ? firstMessage(effect, case_, deps) : null
  if (!first) return direct(effect, case_.decision.authorId, parts, deps)
  if (isOpen(first)) return { kind: 'again', afterMs: Math.max(first.dueAt - deps.now(), AFTER_FIRST_MS) }
  if (!first.posted) return { kind: 'pointless', why: first.problem ?? 'they were told before' }
  return attemptOf(await deps.discord.editMessage(first.posted.channelId, first.posted.id, parts))
}

const AFTER_FIRST_MS = 1_000

/** What the member was told about the case before: it is edited, so that one incident is one message. */
function firstMessage({ id }: Effect, { decision }: Case, { store }: EnforcementDeps): Effect | null {
  const told = store.effectsAbout(decision.id).filter(({ act }) => act.kind === 'dm' && !isWarning(act))
  return told[0] && told[0].id !== id ? told[0] : null
}

async function direct(
  effect: Effect,
  memberId: string,
  parts: Parameters<typeof postOnce>[2],
  deps: EnforcementDeps,
): Promise<Attempt> {
  const channel = await deps.discord.directChannel(memberId)
  if (!channel.ok) return { kind: 'failed', failure: channel.failure }
  return postOnce(effect, channel.value.id, parts, deps)
}

async function leaveNotice(
  effect: Effect,
  { channelId }: Extract<Act, { kind: 'notice' }>,
  case_: Case,
  deps: EnforcementDeps,
): Promise<Attempt> {
  const dmId = effect.id.replace(/\/notice$/, '/dm')
  const dm = case_.effects.find(({ id }) => id === dmId)
  if (dm?.problem !== DM_CLOSED) return { kind: 'pointless', why: 'the direct message arrived' }
  return postOnce(effect, channelId, notice(case_, deps.guildId), deps)
}

function done(_: unknown): Attempt {
  return { kind: 'done' }
}
