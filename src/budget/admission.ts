import * as z from 'zod'
import { endOfDay, HOUR_MS, MINUTE_MS, utcDay } from './day.ts'
import type { Decided, Entry } from './entry.ts'
import type { BudgetPolicy } from './policy.ts'
import type { Admission, AdmissionResult, RefusalReason } from './port.ts'

/** Discord may deliver an interaction again for as long as its signature is fresh, five minutes; this is twice that. */
export const ADMISSION_MEMORY_MS = 10 * MINUTE_MS

/** Most answers remembered for one member: more than a person can press in ten minutes of cooldowns. */
const MAX_REMEMBERED = 20

/**
 * Refusals of one member that are counted, and written at all, in a day: whoever keeps a key pressed costs at most this
 * many times two rows of the Free plan's 100,000.
 */
export const MAX_COUNTED_REFUSALS = 100

/** What the ledger knows of a member. Parsed when read back. */
export const memberRecord = z.object({
  admittedAt: z.number().nullable(),
  /** When the cooldown and the memory of answers are both over. */
  forgetAt: z.number(),
  /** Answers given lately, by interaction id; `retryAt` is null for an admission. */
  answers: z.array(z.object({ id: z.string(), at: z.number(), retryAt: z.number().nullable() })),
  refusals: z
    .object({ day: z.string(), cooldown: z.number(), daily_cap: z.number(), channel_cap: z.number() })
    .nullable(),
})
export type MemberRecord = z.output<typeof memberRecord>

const newRecord = (now: number): MemberRecord => ({
  admittedAt: null,
  forgetAt: now,
  answers: [],
  refusals: null,
})

/** Admits the member, which starts the cooldown, or says when it ends. */
export function decideAdmission(
  known: MemberRecord | null,
  request: Admission,
  policy: Pick<BudgetPolicy, 'cooldownSeconds'>,
  now: number,
): Decided<AdmissionResult> {
  const cooldownMs = policy.cooldownSeconds * 1000
  if (cooldownMs === 0) return { result: { ok: true }, entries: [] }
  const record = known ?? newRecord(now)
  const before = record.answers.find(({ id }) => id === request.id)
  if (before) return { result: toResult(before.retryAt), entries: [] }

  const coolsAt = record.admittedAt === null ? now : record.admittedAt + cooldownMs
  const retryAt = now < coolsAt ? coolsAt : null
  const answers = [
    ...record.answers.filter(({ at }) => at > now - ADMISSION_MEMORY_MS),
    { id: request.id, at: now, retryAt },
  ].slice(-MAX_REMEMBERED)
  if (retryAt === null) {
    const forgetAt = now + Math.max(cooldownMs, ADMISSION_MEMORY_MS)
    const admitted = { ...record, admittedAt: now, forgetAt, answers }
    return { result: { ok: true }, entries: [memberEntry(request.memberId, admitted)] }
  }
  const forgetAt = Math.max(record.forgetAt, now + ADMISSION_MEMORY_MS)
  const entries = refusalEntries({ ...record, forgetAt, answers }, request, 'cooldown', now)
  return { result: toResult(retryAt), entries }
}

const toResult = (retryAt: number | null): AdmissionResult =>
  retryAt === null ? { ok: true } : { ok: false, refusal: 'cooldown', retryAt }

/** Counts a refusal for the channel and, when it is known who asked, for the member; nothing past the member's bound. */
export function refusalEntries(
  known: MemberRecord | null,
  { memberId, channelId }: { memberId?: string | undefined; channelId: string },
  reason: RefusalReason,
  now: number,
): Entry[] {
  const day = utcDay(now)
  const count: Entry = { kind: 'count_refusal', day, reason, channelId }
  if (memberId === undefined) return [count]
  const record = known ?? newRecord(now)
  const today = refusalsOn(record, day) ?? { day, cooldown: 0, daily_cap: 0, channel_cap: 0 }
  if (today[reason] >= MAX_COUNTED_REFUSALS) return []
  const counted = { ...record, refusals: { ...today, [reason]: today[reason] + 1 } }
  return [count, memberEntry(memberId, counted)]
}

export const refusalsOn = (record: MemberRecord, day: string): MemberRecord['refusals'] =>
  record.refusals?.day === day ? record.refusals : null

/** Forgets what is due: refusals when their day is over, the whole member when cooldown and memory are. */
export function reviewMember(memberId: string, record: MemberRecord, now: number): Entry {
  const refusals = refusalsOn(record, utcDay(now))
  if (record.forgetAt <= now && refusals === null) return { kind: 'forget_member', memberId }
  return memberEntry(memberId, { ...record, refusals })
}

function memberEntry(memberId: string, record: MemberRecord): Entry {
  return { kind: 'member', memberId, record, reviewAt: reviewTime(record) }
}

/** Full hours, so that members are forgotten with one alarm an hour and not with one each. Days end on a full hour. */
function reviewTime({ forgetAt, refusals }: MemberRecord): number {
  return refusals ? endOfDay(refusals.day) : Math.ceil(forgetAt / HOUR_MS) * HOUR_MS
}
