import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'

export interface Arguments {
  folders: string[]
  baseUrl: string
  remote: boolean
  /** Folder of the local database; undefined is the simulator's. */
  state: string | undefined
  scope: string | undefined
  keepExtension: boolean
  replace: boolean
  questions: boolean
  yes: boolean
}

export type ArgumentsRead =
  | { ok: true; value: Arguments }
  | { ok: false; problems: string[] }
  | { ok: 'help' }

export const USAGE = `Usage: npm run docs:index -- <folder> [<folder>…] --base-url <url> [options]

Reads every Markdown and MDX file in the folders and brings the docs index up to date.

  --base-url <url>   where the folder is published: docs/guide/setup.md is <url>/guide/setup
  --local            the database of the local simulator (the default)
  --state <folder>   another local database, such as .wrangler/state/v3 for one of \`wrangler dev\`
  --remote           the deployed database
  --scope <name>     the part of the docs they belong to; by default the first folder of each path
  --replace          also remove what was indexed under other base URLs
  --keep-extension   keep .md in links, as GitHub's file pages have it
  --questions        ask the model which questions each changed section answers, and index those too
  --yes              do not ask before spending on --questions`

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function folderProblem(folder: string): string[] {
  if (isFolder(folder)) return []
  const isFile = statSync(folder, { throwIfNoEntry: false })?.isFile() ?? false
  return [
    isFile
      ? `${folder} is a file: name the folder it is in`
      : `${folder} does not exist: name a folder of Markdown files`,
  ]
}

function urlProblem(baseUrl: string | undefined): string[] {
  const example = 'for example --base-url https://docs.example.org'
  if (baseUrl === undefined) return [`--base-url is missing: say where the docs are published, ${example}`]
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    return [`--base-url ${baseUrl} is not an http(s) URL: write it whole, ${example}`]
  if (url.search !== '' || url.hash !== '')
    return [`--base-url ${baseUrl} has a query or an anchor: leave them out`]
  return []
}

/** The command line as values, or every problem with it and what would be right. */
export function readArguments(argv: string[]): ArgumentsRead {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(argv)
  } catch (error) {
    return { ok: false, problems: [error instanceof Error ? error.message : String(error)] }
  }
  const { values, positionals } = parsed
  if (values.help) return { ok: 'help' }
  const problems = [
    ...(positionals.length === 0 ? ['no folder given: name at least one, for example docs'] : []),
    ...positionals.flatMap(folderProblem),
    ...urlProblem(values['base-url']),
    ...(values.local && values.remote ? ['--local and --remote exclude each other: choose one'] : []),
    ...(values.remote && values.state !== undefined
      ? ['--state names a local database: leave it or --remote out']
      : []),
    ...(values.scope !== undefined && !/^[\w-]{1,50}$/.test(values.scope)
      ? [`--scope ${values.scope}: use letters, digits, - and _, at most 50`]
      : []),
  ]
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      folders: positionals,
      baseUrl: values['base-url'] ?? '',
      remote: values.remote ?? false,
      state: values.state,
      scope: values.scope,
      keepExtension: values['keep-extension'] ?? false,
      replace: values.replace ?? false,
      questions: values.questions ?? false,
      yes: values.yes ?? false,
    },
  }
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      'base-url': { type: 'string' },
      local: { type: 'boolean' },
      remote: { type: 'boolean' },
      state: { type: 'string' },
      scope: { type: 'string' },
      'keep-extension': { type: 'boolean' },
      replace: { type: 'boolean' },
      questions: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      help: { type: 'boolean', short: 'h' },
    },
  })
