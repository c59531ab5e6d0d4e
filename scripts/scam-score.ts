/**
 * `node scripts/scam-score.ts [--wrong] [<messages.jsonl>…]`: how the scam rule does on the examples in
 * test/data/moderation/scams.jsonl and, with files named, on others: one `{text, label, fold?}` a line, where the labels
 * `scam` and `promo_or_spam` count as scams and all others as honest. 95 % intervals after Wilson. `--wrong` lists misses
 * and false alarms of the tuning half.
 */
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { decide } from '../src/moderation/decide.ts'
import { adviceScore } from '../src/moderation/lexical/advice.ts'
import { scamScore } from '../src/moderation/lexical/scam.ts'
import { moderationPolicy, moderationSchema } from '../src/moderation/policy.ts'
import { readMessage } from '../src/moderation/reading.ts'
import { exportedMessage, messageFacts } from './replay/facts.ts'
import { shareText } from './scam-score/interval.ts'

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

function report(title: string, outcomes: Outcome[]): void {
  const scams = outcomes.filter(({ row }) => isScam(row))
  const honest = outcomes.filter(({ row }) => !isScam(row))
  const count = (list: Outcome[], of: (outcome: Outcome) => boolean) => list.filter(of).length
  const removed = count(outcomes, (o) => o.isRemoved)
  const banned = count(outcomes, (o) => o.isBanned)
  console.log(`\n${title}: ${scams.length} scams, ${honest.length} honest`)
  console.log(
    `  removed   precision    ${shareText(
      count(scams, (o) => o.isRemoved),
      removed,
    )}`,
  )
  console.log(
    `            recall       ${shareText(
      count(scams, (o) => o.isRemoved),
      scams.length,
    )}`,
  )
  console.log(
    `            false alarms ${shareText(
      count(honest, (o) => o.isRemoved),
      honest.length,
    )}`,
  )
  console.log(
    `  banned    precision    ${shareText(
      count(scams, (o) => o.isBanned),
      banned,
    )}`,
  )
  console.log(
    `            recall       ${shareText(
      count(scams, (o) => o.isBanned),
      scams.length,
    )}`,
  )
  console.log(
    `            false alarms ${shareText(
      count(honest, (o) => o.isBanned),
      honest.length,
    )}`,
  )
  console.log(
    `  seen by   scams        ${shareText(
      count(scams, (o) => o.isSeen),
      scams.length,
    )}`,
  )
  console.log(
    `  moderators  honest     ${shareText(
      count(honest, (o) => o.isSeen),
      honest.length,
    )}`,
  )
  console.log(
    `  sent to the disclaimer ${shareText(
      count(honest, (o) => o.isReplied),
      honest.length,
    )} of the honest`,
  )
}

async function rowsOf(file: string): Promise<Row[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => row.parse(JSON.parse(line)))
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { wrong: { type: 'boolean' } } })
const own = (await rowsOf(EXAMPLES)).map(outcomeOf)
report(
  'Own examples, tuning half',
  own.filter(({ row }) => row.fold === 'tuning'),
)
report(
  'Own examples, held-out half',
  own.filter(({ row }) => row.fold === 'held_out'),
)
for (const file of positionals) report(basename(file), (await rowsOf(file)).map(outcomeOf))
if (values.wrong) {
  const wrong = own.filter(({ row, isRemoved }) => row.fold === 'tuning' && isScam(row) !== isRemoved)
  for (const { row, score, signals } of wrong)
    console.log(`\n${row.label}/${row.kind} ${score.toFixed(3)} ${row.text}\n   ${signals}`)
}
