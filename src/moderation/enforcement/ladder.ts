/** What a strike leads to, beside what the rule itself asks for. */
export type LadderStep = { do: 'warn' } | { do: 'timeout'; seconds: number } | { do: 'propose_ban' }

const HOUR_SECONDS = 3600

export const DEFAULT_LADDER: readonly LadderStep[] = [
  { do: 'warn' },
  { do: 'timeout', seconds: HOUR_SECONDS },
  { do: 'timeout', seconds: 24 * HOUR_SECONDS },
  { do: 'propose_ban' },
]

/** The step for a member with so many strikes already; the last one for all beyond it, null for an empty ladder. */
export function ladderStep(strikesBefore: number, ladder: readonly LadderStep[]): LadderStep | null {
  return ladder[Math.min(strikesBefore, ladder.length - 1)] ?? null
}

/** The longest timeout on the ladder so far: a member for whom a ban is proposed is timed out meanwhile. */
export function ladderTimeoutSeconds(strikesBefore: number, ladder: readonly LadderStep[]): number {
  return ladder
    .slice(0, strikesBefore + 1)
    .reduce((longest, step) => (step.do === 'timeout' ? Math.max(longest, step.seconds) : longest), 0)
}
