/**
 * `npm run bench:retrieval -- [folder…] [--json]`: how well questions find the sections that answer them, on
 * Steward's own guide and on any set in the simple form (docs.jsonl, queries.jsonl, qrels.tsv), beside plain BM25
 * in the same run. What the figures are is in bench/retrieval/metrics.ts. Results: bench/results/retrieval.{json,md}.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Contender, plainBm25, steward } from './retrieval/contenders.ts'
import { METRICS, type Metric, mean, type Scores, score, separation } from './retrieval/metrics.ts'
import { toMarkdown } from './retrieval/report.ts'
import { ownDocs, type RetrievalSet, readSet } from './retrieval/sets.ts'
import { bootstrapped, type Figure } from './statistics.ts'

export interface ContenderResult {
  name: string
  figures: Record<Metric, Figure>
  /** Chance that an answerable question's best score is above that of one the documents do not answer. */
  separation: number | null
  millisecondsPerQuery: number
}

export interface SetResult {
  name: string
  sections: number
  queries: number
  offTopic: number
  contenders: ContenderResult[]
}

const DEPTH = 20

/** Parts of one long section are one place: the first part found counts. */
const place = (id: string): string => id.replace(/~\d+$/, '')

async function measure(
  contender: Contender,
  set: RetrievalSet,
  offTopic: string[],
): Promise<ContenderResult> {
  const scores: Scores[] = []
  const best: number[] = []
  const start = performance.now()
  for (const { id, text } of set.queries) {
    const found = await contender.search(text, DEPTH)
    best.push(found[0]?.score ?? 0)
    scores.push(score([...new Set(found.map((each) => place(each.id)))], set.relevant.get(id) ?? new Map()))
  }
  const milliseconds = (performance.now() - start) / set.queries.length
  const unanswerable: number[] = []
  for (const text of offTopic) unanswerable.push((await contender.search(text, 1))[0]?.score ?? 0)
  const figure = (metric: Metric): Figure =>
    bootstrapped(
      scores.map((each) => each[metric]),
      mean,
    )
  const [ndcg5, recall3, recall5, mrr] = METRICS.map(figure)
  if (!ndcg5 || !recall3 || !recall5 || !mrr) throw new Error('a metric is missing')
  return {
    name: contender.name,
    figures: { ndcg5, recall3, recall5, mrr },
    separation: unanswerable.length === 0 ? null : separation(best, unanswerable),
    millisecondsPerQuery: milliseconds,
  }
}

async function runSet(set: RetrievalSet, others: RetrievalSet[]): Promise<SetResult> {
  // Questions written to be off topic; without any, those of the other sets.
  const offTopic =
    set.offTopic.length > 0
      ? set.offTopic
      : others.flatMap((other) => other.queries.map((query) => query.text))
  const contenders: ContenderResult[] = []
  for (const contender of [plainBm25(set.sections), ...(await steward(set.sections))]) {
    contenders.push(await measure(contender, set, offTopic))
  }
  return {
    name: set.name,
    sections: set.sections.length,
    queries: set.queries.length,
    offTopic: offTopic.length,
    contenders,
  }
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
try {
  const sets = [await ownDocs(), ...positionals.map(readSet)]
  const results: SetResult[] = []
  for (const set of sets)
    results.push(
      await runSet(
        set,
        sets.filter((other) => other !== set),
      ),
    )
  const markdown = toMarkdown(results)
  console.log(values.json ? JSON.stringify(results, null, 2) : markdown)
  mkdirSync('bench/results', { recursive: true })
  writeFileSync('bench/results/retrieval.json', `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync('bench/results/retrieval.md', markdown)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
