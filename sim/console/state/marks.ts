import { read, write } from './storage.ts'
import type { ReadMarks } from './unread.ts'

/** What a member had read when this browser last was that member. */
export function loadMarks(memberId: string): ReadMarks {
  try {
    const marks: unknown = JSON.parse(read(`read.${memberId}`) ?? '{}')
    if (typeof marks !== 'object' || marks === null) return {}
    return Object.fromEntries(
      Object.entries(marks).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  } catch {
    return {}
  }
}

export const saveMarks = (memberId: string, marks: ReadMarks) =>
  write(`read.${memberId}`, JSON.stringify(marks))

/** After the community began anew, what anybody had read says nothing. */
export function forgetMarks(memberIds: readonly string[]): void {
  for (const memberId of memberIds) write(`read.${memberId}`, '{}')
}
