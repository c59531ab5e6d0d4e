import type { AuthorFacts } from '../message.ts'
import type { ModerationPolicy } from '../policy.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Whether the account is younger than `accountDays` when the message is written; at exactly that age it is not. */
export function isNewAccount(
  author: AuthorFacts,
  writtenAt: number,
  { newcomer }: ModerationPolicy,
): boolean {
  return writtenAt - author.accountCreatedAt < newcomer.accountDays * DAY_MS
}

/** A new account, or a member for less than `memberHours`. When it is not known since when, the account decides. */
export function isNewcomer(author: AuthorFacts, writtenAt: number, policy: ModerationPolicy): boolean {
  if (isNewAccount(author, writtenAt, policy)) return true
  return author.joinedAt !== null && writtenAt - author.joinedAt < policy.newcomer.memberHours * HOUR_MS
}

/** "account 1 day old, here for 3 hours" */
export function ageText({ accountCreatedAt, joinedAt }: AuthorFacts, writtenAt: number): string {
  const age = `account ${span(writtenAt - accountCreatedAt)} old`
  return joinedAt === null ? age : `${age}, here for ${span(writtenAt - joinedAt)}`
}

function span(milliseconds: number): string {
  const hours = Math.max(0, Math.floor(milliseconds / HOUR_MS))
  const [count, unit] = hours < 48 ? [hours, 'hour'] : [Math.floor(hours / 24), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
