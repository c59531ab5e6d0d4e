/**
 * `npm run bench [-- part…] [--data <folder>] [--quick]`: reproduces every table of bench/results, one part after the
 * other, each in a process of its own. Parts are named in bench/README.md; without names all are run, and those that need
 * data that is not part of the repository are left out when no folder is given. `--quick` shows that all parts run.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PARTS, type Part, planOf } from './parts.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, quick: { type: 'boolean', default: false } },
})
const data = values.data === undefined ? null : resolve(values.data)
const plan = planOf(positionals, { data, isQuick: values.quick })
if (plan.unknown.length > 0) {
  console.error(`no such part: ${plan.unknown.join(', ')}. There are ${Object.keys(PARTS).join(', ')}.`)
  process.exit(1)
}
const failed = plan.runs.filter(({ part, args }) => !succeeds(part, args)).map(({ part }) => part)
for (const part of plan.withoutData) console.error(`${part}: not run, it needs --data <folder>`)
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`)
process.exitCode = failed.length > 0 || (positionals.length > 0 && plan.withoutData.length > 0) ? 1 : 0

function succeeds(part: Part, args: readonly string[]): boolean {
  console.error(`\n── ${part}: node ${args.join(' ')}`)
  const root = join(import.meta.dirname, '..')
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
}
