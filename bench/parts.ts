export type Part = 'speed' | 'watch' | 'sweep' | 'rules' | 'retrieval' | 'scams' | 'jobs' | 'learning'

interface Extent {
  /** The folder of data that is not part of the repository, with its folders `messages` and `retrieval`. */
  data: string | null
  isQuick: boolean
}

/** What each part runs; null when it cannot without data. */
export const PARTS: Record<Part, (extent: Extent) => string[] | null> = {
  speed: ({ isQuick }) => ['bench/speed.ts', ...(isQuick ? ['--quick'] : [])],
  watch: ({ isQuick }) => ['bench/watch.ts', ...(isQuick ? ['--quick'] : [])],
  sweep: ({ isQuick }) => ['bench/sweep.ts', ...(isQuick ? ['--quick'] : [])],
  rules: ({ isQuick }) => ['bench/rules.ts', ...(isQuick ? ['--quick'] : [])],
  retrieval: ({ data }) => [
    'bench/retrieval.ts',
    ...(data === null ? [] : [`${data}/retrieval/anthropic_docs`]),
  ],
  scams: ({ data }) => [
    'bench/scams.ts',
    ...(data === null ? [] : [`${data}/messages/scam_x.jsonl`, `${data}/messages/chat_gitter.jsonl`]),
  ],
  jobs: ({ data }) => (data === null ? null : ['bench/jobs.ts', `${data}/messages`]),
  learning: ({ data }) => (data === null ? null : ['bench/learning.ts', `${data}/tabular`]),
}

export interface Plan {
  runs: { part: Part; args: string[] }[]
  /** Parts that were wanted and need data. */
  withoutData: Part[]
  /** Names that are no parts. */
  unknown: string[]
}

/** The parts by these names, or all when there are none, in the order of `PARTS`. */
export function planOf(names: readonly string[], extent: Extent): Plan {
  const parts = Object.keys(PARTS) as Part[]
  const plan: Plan = { runs: [], withoutData: [], unknown: names.filter((name) => !(name in PARTS)) }
  for (const part of parts) {
    if (names.length > 0 && !names.includes(part)) continue
    const args = PARTS[part](extent)
    if (args === null) plan.withoutData.push(part)
    else plan.runs.push({ part, args })
  }
  return plan
}
