import { DAY_MS } from '../../budget/day.ts'
import type { ActionKind } from '../decision.ts'
import type { Match } from './match.ts'

export interface Row {
  label: string
  count: number
}

/** Matches by rule, the most frequent first. */
export function byRule(matches: readonly Match[]): Row[] {
  const groups = Map.groupBy(matches, ({ rule }) => rule)
  return [...groups]
    .map(([label, { length }]) => ({ label, count: length }))
    .sort((a, b) => b.count - a.count)
}

/** Matches by day in UTC, from the first day of the time to its last, days without any among them. */
export function byDay(matches: readonly Match[], since: number, until: number): Row[] {
  const counts = Map.groupBy(matches, ({ at }) => dayOf(at))
  const first = Math.floor(since / DAY_MS) * DAY_MS
  const days = Array.from(
    { length: Math.floor((until - first) / DAY_MS) + 1 },
    (_, day) => first + day * DAY_MS,
  )
  return days.map((day) => ({ label: dayLabel(day), count: counts.get(dayOf(day))?.length ?? 0 }))
}

const dayOf = (at: number): number => Math.floor(at / DAY_MS)

function dayLabel(day: number): string {
  return new Date(day).toLocaleDateString('en-US', { day: '2-digit', month: 'short', timeZone: 'UTC' })
}

/** What would have been done, in words: `removed: 14 messages`. */
export function wouldHave(matches: readonly Match[]): string[] {
  const asking = (kind: ActionKind) =>
    matches.filter(({ actions }) => actions.some((action) => action.kind === kind))
  const messages = asking('remove').reduce((sum, { size }) => sum + size, 0)
  const members = (kind: ActionKind) => new Set(asking(kind).map(({ authorId }) => authorId)).size
  const lines: [number, string, string][] = [
    [messages, 'message removed', 'messages removed'],
    [members('warn'), 'member warned', 'members warned'],
    [members('timeout'), 'member timed out', 'members timed out'],
    [members('ban'), 'member banned', 'members banned'],
    [asking('ask_context').length, 'question about a link', 'questions about links'],
    [asking('reply').length, 'reply', 'replies'],
    [asking('react').length, 'message flagged', 'messages flagged'],
    [asking('card').length, 'card', 'cards'],
  ]
  return lines.flatMap(([count, one, many]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]))
}
