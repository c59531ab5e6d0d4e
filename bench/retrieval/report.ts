import type { SetResult } from '../retrieval.ts'
import type { Figure } from '../statistics.ts'

const HEADER = `# Retrieval

How well a question finds the sections that answer it: mean over the questions, with the bootstrap 95 % interval. nDCG@5
uses the grades as gains; recall@k is the share of all relevant sections among the first k; MRR is the reciprocal rank of
the first relevant one. Separation is the chance that an answerable question's best score is above that of a question the
documents do not answer (0.5 is a guess): questions written to be off topic where the set has them, those of the other
sets otherwise. Plain BM25 is SQLite's FTS5 with its porter tokenizer and the question's words joined by OR. No model
is used. Run it with \`npm run bench:retrieval -- [folder]\`.
`

const shown = ({ value, low, high }: Figure): string =>
  `${value.toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)})`

/** The results as a page of tables, one a set. */
export function toMarkdown(results: SetResult[]): string {
  const tables = results.map(({ name, sections, queries, offTopic, contenders }) => {
    const rows = contenders.map(({ name: contender, figures, separation, millisecondsPerQuery }) => {
      const { ndcg5, recall3, recall5, mrr } = figures
      const cells = [
        contender,
        ...[ndcg5, recall3, recall5, mrr].map(shown),
        separation === null ? '–' : separation.toFixed(3),
        millisecondsPerQuery.toFixed(1),
      ]
      return `| ${cells.join(' | ')} |`
    })
    return [
      `## ${name}`,
      '',
      `${sections} sections, ${queries} questions, ${offTopic} off topic.`,
      '',
      '| | nDCG@5 | recall@3 | recall@5 | MRR | separation | ms a question |',
      '|---|---|---|---|---|---|---|',
      ...rows,
    ].join('\n')
  })
  return `${HEADER}\n${tables.join('\n\n')}\n`
}
