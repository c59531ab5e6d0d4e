/**
 * `npm run deploy`: database, migrations, Worker, commands; each step is safe to run again. Needs `wrangler login`
 * (or CLOUDFLARE_API_TOKEN). With --dry-run nothing leaves this machine.
 */
import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { parseConfig } from '../src/config/config.ts'
import { ConfigError } from '../src/config/problems.ts'
import steward from '../steward.config.ts'
import { PLACEHOLDER_DATABASE_ID, withDatabaseId } from './deploy/database-id.ts'
import { readFlags } from './flags.ts'

/** A command that ended badly and has said why. */
class StepFailed extends Error {}

const root = resolve(import.meta.dirname, '..')
const toml = join(root, 'wrangler.toml')
const DATABASE = 'steward'

const flags = readFlags(
  ['dry-run'],
  `npm run deploy [-- --dry-run]

  1. checks steward.config.ts
  2. creates the D1 database "${DATABASE}" the first time and writes its id into wrangler.toml
  3. applies the migrations to it
  4. uploads the Worker

  --dry-run  builds the Worker and checks the configuration; nothing leaves this machine`,
)

try {
  const { community } = parseConfig(steward)
  step(`steward.config.ts is fine: ${community.name}`)
  if (flags['dry-run']) {
    await wrangler(['deploy', '--dry-run'])
    step('Dry run: nothing was uploaded.')
  } else {
    await ensureDatabase()
    step('Applying migrations')
    await wrangler(['d1', 'migrations', 'apply', DATABASE, '--remote'])
    step('Uploading the Worker')
    await wrangler(['deploy'])
    step(
      'Deployed. Next: set the secrets, put <worker URL>/interactions into the Developer Portal, npm run register, npm run docs:index (docs/setup.md).',
    )
  }
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof StepFailed ? error.message : error)
  process.exitCode = 1
}

async function ensureDatabase(): Promise<void> {
  const text = await readFile(toml, 'utf8')
  if (!text.includes(PLACEHOLDER_DATABASE_ID)) return
  step(`Looking for the D1 database "${DATABASE}"`)
  const listed = z.array(z.object({ name: z.string(), uuid: z.string() }))
  const find = async () =>
    listed
      .parse(JSON.parse(await wrangler(['d1', 'list', '--json'], { quiet: true })))
      .find(({ name }) => name === DATABASE)
  let database = await find()
  if (!database) {
    await wrangler(['d1', 'create', DATABASE])
    database = await find()
  }
  if (!database)
    throw new StepFailed(
      `The database "${DATABASE}" was created but is not listed. Run npm run deploy again in a minute.`,
    )
  await writeFile(toml, withDatabaseId(await readFile(toml, 'utf8'), database.uuid))
  step(`wrangler.toml now has its id, ${database.uuid}: commit that.`)
}

function step(text: string): void {
  console.log(`\n▸ ${text}`)
}

/** Runs wrangler with the user's terminal; with `quiet` its output is returned instead of shown. */
function wrangler(args: string[], { quiet = false } = {}): Promise<string> {
  const bin = join(root, 'node_modules/wrangler/bin/wrangler.js')
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: root,
      stdio: ['inherit', quiet ? 'pipe' : 'inherit', 'inherit'],
    })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk
    })
    child.on('error', fail)
    child.on('close', (code) =>
      code === 0
        ? done(output)
        : fail(new StepFailed(`wrangler ${args.join(' ')} ended with ${code}; nothing after it was done.`)),
    )
  })
}
