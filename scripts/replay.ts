/**
 * `npm run replay -- <messages.jsonl> [--json] [--all] [--model] [--config <file>]`: what the rules, as configured, would have done
 * about the messages of an export. Needs no Discord and, without --model, no network; does nothing.
 */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { parseConfig } from '../src/config/config.ts'
import { configSchema } from '../src/config/schema.ts'
import { loadSettings } from '../src/config/settings.ts'
import { progressBar } from './docs-index/progress.ts'
import { modelWithin } from './replay/model.ts'
import { line, summaryOf, summaryText } from './replay/print.ts'
import { readExport } from './replay/read.ts'
import { replay } from './replay/run.ts'

const USAGE = `Usage: npm run replay -- <messages.jsonl> [--json] [--all] [--model] [--config <file>]

Prints what the rules would have done about each message of an export, and a summary.

  --json            every message as one JSON object a line, the summary as the last
  --all             also messages that nothing would be done about
  --model           asks the configured model about job posts that words do not settle, within the daily budget
  --config <file>   another configuration than steward.config.ts

A line of the export: {"id", "channel", "author": {"id", "username", "created_at", "joined_at", "roles"}, "content",
"timestamp"} and, if there are any, "attachments", "embeds", "edited_timestamp". docs/moderation.md says what is
assumed where something is missing.`

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      model: { type: 'boolean', default: false },
      config: { type: 'string', default: resolve(import.meta.dirname, '../steward.config.ts') },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [file, ...others] = positionals
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  if (!file || others.length > 0) {
    console.error(`${file ? 'Name one file.' : 'No file given.'}\n\n${USAGE}`)
    return 2
  }
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    console.error(`${file} does not exist or is no file.`)
    return 2
  }
  const module: unknown = await import(pathToFileURL(resolve(values.config)).href)
  const input = z.object({ default: z.unknown() }).parse(module).default
  const config = parseConfig(input)
  const asked = values.model ? modelWithin(loadSettings(configSchema.parse(input), process.env)) : null
  if (asked && !asked.ok) {
    console.error(asked.problem)
    return 2
  }

  const progress = progressBar()
  const started = performance.now()
  const { messages, skipped } = await readExport(file, config.community.guildId)
  for (const { line, reason } of skipped) console.error(`Line ${line} skipped: ${reason}`)
  const verdicts = await replay(
    messages,
    config,
    (done) => {
      if (done % PROGRESS_EVERY === 0) progress.show('Judging', done, messages.length)
    },
    asked?.model.ask,
  )
  progress.clear()

  const summary = summaryOf(verdicts, skipped.length, (performance.now() - started) / 1000)
  if (values.json) {
    for (const verdict of verdicts) console.log(JSON.stringify(verdict))
    console.log(JSON.stringify({ summary }))
  } else {
    for (const verdict of verdicts) if (values.all || verdict.rule !== null) console.log(line(verdict))
    console.log(summaryText(summary))
    console.log(
      asked
        ? `Asked ${asked.model.name} for $${asked.model.spentUsd().toFixed(4)}.`
        : 'Judged by words alone.',
    )
  }
  if (messages.length > 0) return 0
  console.error(`${file} holds no message.`)
  return 1
}

const PROGRESS_EVERY = 500

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  return 1
})
