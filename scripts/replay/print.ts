import type { Verdict } from './run.ts'

export interface Summary {
  messages: number
  skipped: number
  /** Messages by rule and action. */
  decided: Record<string, Record<string, number>>
  /** Messages by job intent. */
  jobs: Record<string, number>
  /** Messages that may ask for financial advice and that words alone do not settle. */
  inDoubt: number
  seconds: number
}

export function summaryOf(verdicts: readonly Verdict[], skipped: number, seconds: number): Summary {
  const decided: Summary['decided'] = {}
  const jobs: Summary['jobs'] = { post_job: 0, seek_job: 0, other: 0 }
  for (const { rule, action, jobIntent } of verdicts) {
    jobs[jobIntent] = (jobs[jobIntent] ?? 0) + 1
    if (rule === null) continue
    const actions = decided[rule] ?? {}
    actions[action] = (actions[action] ?? 0) + 1
    decided[rule] = actions
  }
  const inDoubt = verdicts.filter((it) => it.inDoubt !== null).length
  return {
    messages: verdicts.length,
    skipped,
    decided,
    jobs,
    inDoubt,
    seconds: Math.round(seconds * 100) / 100,
  }
}

/** Tab-separated: message, rule, action, score, job intent and its score, explanation. */
export function line({ id, rule, action, score, isDry, jobIntent, jobScore, explanation }: Verdict): string {
  const done = isDry ? `${action} (dry)` : action
  return [
    id,
    rule ?? '-',
    done,
    score.toFixed(2),
    `${jobIntent} ${jobScore.toFixed(2)}`,
    oneLine(explanation),
  ].join('\t')
}

/** Nothing that a member wrote may move the cursor or colour a terminal. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()

export function summaryText({ messages, skipped, decided, jobs, inDoubt, seconds }: Summary): string {
  const rules = Object.entries(decided)
    .flatMap(([rule, actions]) => Object.entries(actions).map(([action, count]) => ({ rule, action, count })))
    .sort((a, b) => b.count - a.count)
    .map(({ rule, action, count }) => `  ${String(count).padStart(6)}  ${rule}: ${action}`)
  return [
    `${messages} messages in ${seconds} s${skipped > 0 ? `, ${skipped} lines skipped` : ''}`,
    ...(rules.length > 0 ? rules : ['  no rule matched']),
    `  Job intent: ${Object.entries(jobs)
      .map(([intent, count]) => `${intent} ${count}`)
      .join(', ')}`,
    ...(inDoubt > 0 ? [`  In doubt (financial advice): ${inDoubt}`] : []),
    'Nothing was done.',
  ].join('\n')
}
