/** `npm run docs:generate` writes what comes from the code: references in docs/, and the red team as the Worker has it; with --check it only compares. */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { commandReference } from './docs-generate/commands.ts'
import { configurationReference } from './docs-generate/configuration.ts'
import { feedbackReference } from './docs-generate/feedback.ts'
import { redTeamTable } from './docs-generate/red-team.ts'

const root = resolve(import.meta.dirname, '..')
const pages = {
  'docs/commands.md': commandReference(),
  'docs/configuration-reference.md': configurationReference(),
  'docs/feedback-reference.md': feedbackReference(),
  'src/moderation/feedback/training/red-team-table.ts': redTeamTable(),
}
const isCheck = process.argv.includes('--check')

for (const [name, text] of Object.entries(pages)) {
  const file = resolve(root, name)
  if (!isCheck) await writeFile(file, text)
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${name} is not what the code says: run "npm run docs:generate" and commit it.`)
    process.exitCode = 1
  }
}
