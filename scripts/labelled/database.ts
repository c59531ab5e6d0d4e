import type { Target } from '../docs-index/targets.ts'
import { localTarget, remoteTarget } from '../docs-index/targets.ts'

/** Which database a script works on: the options that all of them share. */
export const DATABASE_OPTIONS = {
  local: { type: 'boolean' },
  remote: { type: 'boolean' },
  state: { type: 'string' },
} as const

export interface DatabaseChoice {
  local?: boolean | undefined
  remote?: boolean | undefined
  state?: string | undefined
}

export const DATABASE_USAGE = `  --local            the database of the local simulator
  --state <folder>   another local database, such as .wrangler/state/v3 for one of \`wrangler dev\`
  --remote           the deployed database`

export function databaseProblems({ local, remote, state }: DatabaseChoice): string[] {
  return [
    ...(local && remote ? ['--local and --remote exclude each other: choose one'] : []),
    ...(remote && state !== undefined ? ['--state names a local database: leave it or --remote out'] : []),
  ]
}

export const openDatabase = ({ remote, state }: DatabaseChoice): Promise<Target> =>
  remote ? Promise.resolve(remoteTarget()) : localTarget(state)
