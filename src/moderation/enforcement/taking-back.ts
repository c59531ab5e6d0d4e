import { listCases } from '../../storage/cases.ts'
import type { Decision } from '../decision.ts'
import { type Attempt, attemptOf } from './after-attempt.ts'
import type { EnforcementDeps } from './deps.ts'
import type { Act, EffectState } from './effect.ts'

/** Lifts the ban of this case and no other. */
export async function unban(
  decision: Decision,
  reason: string,
  { discord, db }: EnforcementDeps,
): Promise<Attempt> {
  const isBannedElsewhere = (await standing(db, decision)).some(({ kind }) => kind === 'ban')
  if (isBannedElsewhere) return { kind: 'pointless', why: 'another case keeps them banned' }
  return attemptOf(await discord.unban(decision.authorId, reason))
}

/** Lifts the timeout of this case and no other: what another case of the member asked for stands. */
export async function liftTimeout(
  { until }: Extract<Act, { kind: 'lift_timeout' }>,
  decision: Decision,
  reason: string,
  { discord, db, now }: EnforcementDeps,
): Promise<Attempt> {
  const member = await discord.readMember(decision.authorId)
  if (!member.ok) return { kind: 'failed', failure: member.failure }
  const text = member.value.communication_disabled_until
  const current = text ? Date.parse(text) : 0
  if (current <= now()) return { kind: 'done' }
  const others = await standingTimeout(db, decision, now())
  if (others !== null && isSameTime(current, others))
    return { kind: 'pointless', why: 'another case keeps them timed out' }
  if (!isSameTime(current, until)) return { kind: 'pointless', why: 'somebody else has timed them out since' }
  return attemptOf(
    others === null
      ? await discord.liftTimeout(decision.authorId, reason)
      : await discord.timeout(decision.authorId, others, reason),
  )
}

/** Until when a member's other cases have them timed out; null when none does. */
async function standingTimeout(
  db: EnforcementDeps['db'],
  decision: Decision,
  now: number,
): Promise<number | null> {
  const times = (await standing(db, decision))
    .flatMap((act) => (act.kind === 'timeout' ? [act.until] : []))
    .filter((until) => until > now)
  return times.length === 0 ? null : Math.max(...times)
}

/** What a member's other cases have done or are about to do. */
async function standing(db: EnforcementDeps['db'], { id, authorId }: Decision): Promise<Act[]> {
  const cases = await listCases(db, { authorId, limit: RECENT_CASES })
  return cases
    .filter(({ decision, isFalsePositive }) => decision.id !== id && !isFalsePositive)
    .flatMap(({ effects }) => effects)
    .flatMap(({ act, state }) => (STANDING.includes(state) ? [act] : []))
}

const RECENT_CASES = 25
const STANDING: readonly EffectState[] = ['waiting', 'started', 'done']
/** Discord may cut milliseconds off. */
const SAME_TIMEOUT_MS = 2_000

function isSameTime(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_TIMEOUT_MS
}
