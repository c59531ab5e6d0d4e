import { DAY_MS } from '../../budget/day.ts'
import type { PastCase } from '../../storage/past-cases.ts'
import type { Match, Standing } from './match.ts'
import { type Interval, wilson } from './precision.ts'

/** A replay held against the cases there are. Counts of matches, but for `missed`. */
export interface Comparison {
  /** Matches that have a case, by what became of it. */
  known: Record<Standing, number>
  fresh: number
  /** Cases of these rules, in what was read, that the replay did not find. */
  missed: number
  /** Of those, cases that moderators had taken back. */
  missedTakenBack: number
  /** Share of confirmed cases and those left to stand among these and those taken back; null when there are too few to say. */
  precision: Interval | null
  /** How many cases that share is of. */
  reviewed: number
}

/** Fewer cases than these give an interval that says nothing. */
export const ENOUGH_CASES = 10

export interface Compared {
  /** Messages that a replay could find. */
  isInReach: (message: { id: string; channelId: string }) => boolean
  rules: readonly string[]
  /** Epoch milliseconds. */
  now: number
}

/** The matches with their cases, and what they come to. */
export function compare(
  matches: readonly Match[],
  cases: readonly PastCase[],
  { isInReach, rules, now }: Compared,
): { matches: Match[]; comparison: Comparison } {
  const byMessage = new Map(cases.flatMap((one) => one.messages.map(({ id }) => [id, one] as const)))
  const known: Comparison['known'] = {
    'taken back': 0,
    confirmed: 0,
    'left to stand': 0,
    dismissed: 0,
    'not decided': 0,
  }
  const found = new Set<number>()
  const told = matches.map((match): Match => {
    const ofMatch = match.messages.flatMap(({ id }) => byMessage.get(id) ?? [])
    const case_ = ofMatch.find(({ rule }) => rule === match.rule) ?? ofMatch[0]
    if (!case_) return match
    for (const { number } of ofMatch) found.add(number)
    const standing = standingOf(case_, now)
    known[standing]++
    return { ...match, case: { number: case_.number, standing } }
  })
  const missed = cases.filter(
    ({ number, rule, messages }) => !found.has(number) && rules.includes(rule) && messages.every(isInReach),
  )
  const right = known.confirmed + known['left to stand']
  const reviewed = right + known['taken back']
  return {
    matches: told,
    comparison: {
      known,
      fresh: told.filter((match) => !match.case).length,
      missed: missed.length,
      missedTakenBack: missed.filter((one) => standingOf(one, now) === 'taken back').length,
      precision: reviewed >= ENOUGH_CASES ? wilson(right, reviewed) : null,
      reviewed,
    },
  }
}

/** A case that nobody has touched for so long was left to stand; before, moderators may not have looked. */
export const STANDS_AFTER_DAYS = 3

function standingOf({ isFalsePositive, resolution, openedAt }: PastCase, now: number): Standing {
  if (isFalsePositive) return 'taken back'
  if (resolution === null)
    return now - openedAt >= STANDS_AFTER_DAYS * DAY_MS ? 'left to stand' : 'not decided'
  return resolution === 'dismissed' ? 'dismissed' : 'confirmed'
}
