import { parseArgs } from 'node:util'

export interface Arguments {
  format: 'jsonl' | 'csv'
  /** Epoch milliseconds. */
  since: number
  remote: boolean
  /** Folder of the local database; undefined is the simulator's. */
  state: string | undefined
}

export type ArgumentsRead = { ok: true; value: Arguments } | { ok: false; isHelp: boolean; problem: string }

export const USAGE = `Usage: npm run audit:export -- [options] > events.jsonl

Writes every audit event, oldest first, as JSON Lines: one CloudEvent 1.0 a line.

  --csv              CSV instead
  --since <day>      only from that day on, such as 2026-11-01 (UTC)
  --local            the database of the local simulator (the default)
  --state <folder>   another local database, such as .wrangler/state/v3 for one of \`wrangler dev\`
  --remote           the deployed database`

/** The command line as values, or what is wrong with it. */
export function readArguments(argv: string[]): ArgumentsRead {
  let values: ReturnType<typeof parse>['values']
  try {
    values = parse(argv).values
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
  if (values.help) return { ok: false, isHelp: true, problem: '' }
  if (values.remote && (values.local || values.state !== undefined))
    return refuse('--remote excludes --local and --state: choose one')
  const since = values.since === undefined ? 0 : Date.parse(`${values.since}T00:00:00Z`)
  if (Number.isNaN(since)) return refuse(`--since ${values.since} is not a day: write it as 2026-11-01`)
  return {
    ok: true,
    value: {
      format: values.csv ? 'csv' : 'jsonl',
      since,
      remote: values.remote ?? false,
      state: values.state,
    },
  }
}

function refuse(problem: string): ArgumentsRead {
  return { ok: false, isHelp: false, problem }
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    options: {
      csv: { type: 'boolean' },
      since: { type: 'string' },
      local: { type: 'boolean' },
      state: { type: 'string' },
      remote: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
