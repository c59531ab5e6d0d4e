/**
 * `npm run bench -- scams [--data <folder>]`, or `node bench/scams.ts [--wrong] [<messages.jsonl>…]`: how the scam rule does on
 * the examples in test/data/moderation/scams.jsonl and, with files named, on others: one `{text, label, fold?}` a line,
 * where the labels `scam` and `promo_or_spam` count as scams and all others as honest. `--wrong` lists misses and false
 * alarms of the tuning part. Results, with files named: bench/results/scams.{json,md}.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { exportedMessage, messageFacts } from '../scripts/replay/facts.ts'
import { decide } from '../src/moderation/decide.ts'
import { adviceScore } from '../src/moderation/lexical/advice.ts'
import { scamScore } from '../src/moderation/lexical/scam.ts'
import { moderationPolicy, moderationSchema } from '../src/moderation/policy.ts'
import { readMessage } from '../src/moderation/reading.ts'
import { type Figure, shareOf } from './statistics.ts'

const row = z.object({
  text: z.string(),
  label: z.string(),
  fold: z.union([z.string(), z.number()]).optional(),
  kind: z.string().optional(),
})
type Row = z.output<typeof row>

const EXAMPLES = resolve(import.meta.dirname, '../test/data/moderation/scams.jsonl')
const NOW = Date.UTC(2026, 0, 1)
const DAY_MS = 86_400_000
const policy = moderationPolicy({
  community: { docsUrl: 'https://docs.example.org', linkHosts: ['github.com'] },
  moderation: moderationSchema.parse({}),
})

interface Outcome {
  row: Row
  score: number
  /** Removed, or shown to moderators only. */
  isSeen: boolean
  isRemoved: boolean
  isBanned: boolean
  isReplied: boolean
  signals: string
}

/** As posted by an account of one day: the harshest reading of a text. */
function outcomeOf(example: Row): Outcome {
  const author = { id: '2', created_at: NOW - DAY_MS }
  const line = exportedMessage.parse({
    id: '1',
    channel: 'general',
    author,
    content: example.text,
    timestamp: NOW,
  })
  const facts = messageFacts(line, '1100000000000000001')
  const actions = decide({ fresh: [facts], edited: [], recent: [], readAfterOutage: false }, policy, NOW)
    .filter(({ rule }) => rule === 'shilling')
    .flatMap((decision) => decision.actions.map(({ kind }) => kind))
  const read = readMessage(facts)
  const score = scamScore(read.text, () => read.links)
  return {
    row: example,
    score: score.value,
    isSeen: actions.length > 0,
    isRemoved: actions.includes('remove'),
    isBanned: actions.includes('ban'),
    isReplied: adviceScore(read.text).value >= policy.rules.financialAdvice.threshold,
    signals: score.signals.map(({ name, weight }) => `${name} ${weight}`).join(', '),
  }
}

const isScam = ({ label }: Row): boolean => label === 'scam' || label === 'promo_or_spam'

interface Result {
  name: string
  scams: number
  honest: number
  removed: Counted
  banned: Counted
  /** Removed or shown to moderators. */
  seen: Counted
  /** Honest messages that get the reply which points to the disclaimer. */
  replied: Figure | null
}

interface Counted {
  precision: Figure | null
  recall: Figure | null
  falseAlarms: Figure | null
}

function resultOf(name: string, outcomes: readonly Outcome[]): Result {
  const scams = outcomes.filter(({ row }) => isScam(row))
  const honest = outcomes.filter(({ row }) => !isScam(row))
  const counted = (is: (outcome: Outcome) => boolean): Counted => {
    const [hits, alarms] = [scams.filter(is).length, honest.filter(is).length]
    return {
      precision: shareOf(hits, hits + alarms),
      recall: shareOf(hits, scams.length),
      falseAlarms: shareOf(alarms, honest.length),
    }
  }
  return {
    name,
    scams: scams.length,
    honest: honest.length,
    removed: counted(({ isRemoved }) => isRemoved),
    banned: counted(({ isBanned }) => isBanned),
    seen: counted(({ isSeen }) => isSeen),
    replied: shareOf(honest.filter(({ isReplied }) => isReplied).length, honest.length),
  }
}

const shown = (figure: Figure | null): string => {
  if (figure === null) return '–'
  const percent = (value: number) => (value * 100).toFixed(1)
  return `${percent(figure.value)} % (${percent(figure.low)}–${percent(figure.high)})`
}

function toMarkdown(results: readonly Result[]): string {
  const rows = results.flatMap(({ name, scams, honest, ...kinds }) =>
    (['removed', 'banned', 'seen'] as const).map((kind) => {
      const { precision, recall, falseAlarms } = kinds[kind]
      const cells = [kind === 'removed' ? `${name} (${scams} scams, ${honest} honest)` : '', kind]
      return `| ${[...cells, shown(precision), shown(recall), shown(falseAlarms)].join(' | ')} |`
    }),
  )
  return `# Scams

What the scam rule does about messages, were they written by an account of one day; with 95 % intervals after Wilson.
"Seen" is removed or shown to moderators. Own examples are test/data/moderation/scams.jsonl: evidence was weighed on the
tuning part alone; the fresh part was written in other words and of more kinds, before the last change of the evidence.
scam_x are posts from X (janitrai/janitr, MIT), chat_gitter is chat of developers (LiveChat2021/LiveChat, MIT). Run it with
\`npm run bench -- scams --data <folder>\`.

| | | precision | recall | false alarms |
|---|---|---|---|---|
${rows.join('\n')}
`
}

async function rowsOf(file: string): Promise<Row[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => row.parse(JSON.parse(line)))
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { wrong: { type: 'boolean' } } })
const own = (await rowsOf(EXAMPLES)).map(outcomeOf)
const part = (fold: string) => own.filter(({ row }) => row.fold === fold)
const results = [
  resultOf('own, tuning', part('tuning')),
  resultOf('own, held out', part('held_out')),
  resultOf('own, fresh', part('fresh')),
]
for (const file of positionals) {
  results.push(resultOf(basename(file, '.jsonl'), (await rowsOf(file)).map(outcomeOf)))
}
console.log(toMarkdown(results))
if (values.wrong) {
  const wrong = part('tuning').filter(({ row, isRemoved }) => isScam(row) !== isRemoved)
  for (const { row, score, signals } of wrong)
    console.log(`\n${row.label}/${row.kind} ${score.toFixed(3)} ${row.text}\n   ${signals}`)
}
if (positionals.length > 0) {
  await writeFile(new URL('results/scams.md', import.meta.url), toMarkdown(results))
  await writeFile(new URL('results/scams.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
}
