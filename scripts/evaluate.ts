/**
 * `npm run evaluate -- <file>`: how good the feedback model is on rated messages, as figures and as a page. The file is
 * one of `npm run reviews:import`. `/evaluate` does the same on the frozen hold-out.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseConfig } from '../src/config/config.ts'
import { runSteps } from '../src/learning/index.ts'
import { decidingModel, priorDecides } from '../src/moderation/feedback/deciding-model.ts'
import { expertPrior } from '../src/moderation/feedback/prior.ts'
import { evaluationSteps } from '../src/moderation/feedback/training/evaluation.ts'
import { figureLines } from '../src/moderation/feedback/training/evaluation-message.ts'
import { versionText } from '../src/moderation/feedback/training/figure-text.ts'
import { rowsOf } from '../src/moderation/feedback/training/rows.ts'
import { champion } from '../src/storage/feedback-models.ts'
import config from '../steward.config.ts'
import { evaluationPage } from './evaluate/page.ts'
import { DATABASE_OPTIONS, DATABASE_USAGE, databaseProblems, openDatabase } from './labelled/database.ts'
import { ratedFrom } from './labelled/rated.ts'
import { readLabelled } from './labelled/read.ts'

const USAGE = `Usage: npm run evaluate -- <file.jsonl|file.csv> [options]

Judges the expert's prior on rated messages, or with a database the model that decides there, and writes a page.

  --out <file>       where the page goes (default: evaluation.html)
${DATABASE_USAGE}`

function fail(problems: readonly string[], code = 1): never {
  for (const problem of problems) console.error(problem)
  process.exit(code)
}

function readCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { ...DATABASE_OPTIONS, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    return fail([error instanceof Error ? error.message : String(error), '', USAGE], 2)
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return fail([`${file} cannot be read: check the name and that it is a file`])
  }
}

const { values, positionals } = readCommandLine()
const [file] = positionals
if (values.help) console.log(USAGE)
else if (file === undefined || positionals.length > 1) fail(['name one file', '', USAGE], 2)
else {
  const problems = databaseProblems(values)
  if (problems.length > 0) fail([...problems, '', USAGE], 2)
  const read = readLabelled(readText(file), file)
  if (!read.ok) fail(read.problems.map((problem) => `${file}, ${problem}`))
  const { community, feedback } = parseConfig(config)
  const prior = expertPrior(feedback.prior)
  const hasDatabase = values.local || values.remote || values.state !== undefined
  const target = hasDatabase ? await openDatabase(values) : null
  const model = target ? decidingModel(await champion(target.db), prior) : priorDecides(prior)
  await target?.close()
  const { learn: rows } = rowsOf(ratedFrom(read.messages))
  const evaluation = runSteps(evaluationSteps(rows, model, feedback.thresholds))
  console.log(`${versionText(model.version)} on ${rows.length} rated messages, with 95 % intervals`)
  for (const [name, value] of figureLines(evaluation)) console.log(`  ${name.padEnd(52)}${value}`)
  if (model.version > 0) console.error('If the model learned from these messages, the figures flatter it.')
  const out = values.out ?? 'evaluation.html'
  writeFileSync(
    out,
    evaluationPage(evaluation, { rows: rows.length, band: feedback.thresholds, guildId: community.guildId }),
  )
  console.log(`Wrote ${out}`)
}
