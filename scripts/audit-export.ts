/**
 * `npm run audit:export -- [--csv] [--since <day>] [--remote | --state <folder>]`: every audit event, oldest first, as
 * JSON Lines (CloudEvents 1.0) or CSV, to standard output. What it takes is in audit-export/arguments.ts.
 */
import { cloudEvent } from '../src/moderation/audit/event.ts'
import { eventsAfter } from '../src/storage/audit.ts'
import config from '../steward.config.ts'
import { readArguments, USAGE } from './audit-export/arguments.ts'
import { CSV_HEADER, csvLine } from './audit-export/csv.ts'
import { localTarget, remoteTarget } from './docs-index/targets.ts'

const PAGE_EVENTS = 500

async function main(argv: string[]): Promise<number> {
  const read = readArguments(argv)
  if (!read.ok) {
    console.error(`${read.problem}\n\n${USAGE}`)
    return read.isHelp ? 0 : 2
  }
  const { format, since, remote, state } = read.value
  const target = remote ? remoteTarget() : await localTarget(state)
  try {
    if (format === 'csv') console.log(CSV_HEADER)
    let after = { at: since, id: '' }
    for (;;) {
      const page = await eventsAfter(target.db, after, PAGE_EVENTS)
      for (const event of page) {
        const shown = cloudEvent(event, config.community.guildId)
        console.log(format === 'csv' ? csvLine(shown) : JSON.stringify(shown))
      }
      const last = page.at(-1)
      if (!last) return 0
      after = { at: last.at, id: last.id }
    }
  } finally {
    await target.close()
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  return 1
})
