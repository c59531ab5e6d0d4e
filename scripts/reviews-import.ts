/**
 * `npm run reviews:import -- <file>`: ratings that moderators gave elsewhere, so that learning does not begin at nothing.
 * labelled/read.ts reads JSON Lines and CSV; docs/feedback-model.md describes the columns.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseConfig } from '../src/config/config.ts'
import config from '../steward.config.ts'
import { DATABASE_OPTIONS, DATABASE_USAGE, databaseProblems, openDatabase } from './labelled/database.ts'
import { importRatings, planImport, tooOld } from './labelled/import.ts'
import { readLabelled } from './labelled/read.ts'

const USAGE = `Usage: npm run reviews:import -- <file.jsonl|file.csv> [options]

Imports rated messages: columns message_id and label (correct, incorrect, ambiguous, not_applicable), answers to the
questions, and optionally reviewer, channel_id, author_id, note. Words are never imported. The same file again adds nothing.

  --dry-run          says what would be imported, and writes nothing
${DATABASE_USAGE}`

function fail(problems: readonly string[], code = 1): never {
  for (const problem of problems) console.error(problem)
  process.exit(code)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return fail([`${file} cannot be read: check the name and that it is a file`])
  }
}

function readCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { ...DATABASE_OPTIONS, 'dry-run': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    return fail([error instanceof Error ? error.message : String(error), '', USAGE], 2)
  }
}

const { values, positionals } = readCommandLine()
if (values.help) {
  console.log(USAGE)
} else {
  const [file, ...others] = positionals
  const problems = [
    ...(file === undefined ? ['no file given: name one of JSON Lines or CSV'] : []),
    ...(others.length > 0 ? [`one file at a time: ${others.join(', ')} is too much`] : []),
    ...databaseProblems(values),
  ]
  if (file === undefined || problems.length > 0) fail([...problems, '', USAGE], 2)
  const read = readLabelled(readText(file), file)
  if (!read.ok) fail([...read.problems.map((problem) => `${file}, ${problem}`), '', 'Nothing was imported.'])
  const old = tooOld(read.messages, parseConfig(config).retention.reviewDays, Date.now())
  if (old.length > 0)
    fail([...old.slice(0, 10).map((problem) => `${file}, ${problem}`), '', 'Nothing was imported.'])
  if (read.ignored.length > 0) console.error(`Not imported: ${read.ignored.join(', ')}`)
  const target = await openDatabase(values)
  try {
    const plan = await planImport(target.db, read.messages)
    const candidates = plan.fresh.filter(({ isNewCandidate }) => isNewCandidate).length
    const summary = `${plan.fresh.length} new ratings, ${candidates} of them on messages that are new; ${plan.known} were there already.`
    if (values['dry-run']) console.log(`Dry run, nothing was written. Would import: ${summary}`)
    else {
      await importRatings(target.db, plan, Date.now())
      console.log(`Imported: ${summary}`)
      if (plan.fresh.length > 0)
        console.log('`/retrain` learns from them now; otherwise the next training does.')
    }
  } finally {
    await target.close()
  }
}
