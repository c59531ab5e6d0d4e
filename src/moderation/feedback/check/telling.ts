import type { CheckRun } from './run.ts'

const count = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`

/** What a moderator who asked for a check is told. */
export function summaryText({ summary, problem }: Pick<CheckRun, 'summary' | 'problem'>): string {
  if (problem !== null)
    return `The check failed: ${problem}. It is tried again by itself; nothing was done to any message.`
  if (!summary || summary.judged === 0)
    return 'There is nothing to check here: no member has written anything lately that I still know.'
  const found = [
    summary.flagged > 0 ? `${summary.flagged} flagged` : '',
    summary.doubtful > 0 ? `${summary.doubtful} for you to decide` : '',
  ].filter(Boolean)
  const cleared = summary.cleared > 0 ? ` ${count(summary.cleared, 'earlier flag')} cleared.` : ''
  const outcome = found.length > 0 ? `${found.join(', ')}: the cards say more.` : 'nothing to flag.'
  return `${count(summary.judged, 'message')} checked, ${outcome}${cleared}`
}
