/** `npm run docs:generate` writes the references in docs/ that come from the code; with --check it only compares. */
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { commandReference } from './docs-generate/commands.ts'
import { configurationReference } from './docs-generate/configuration.ts'
import { feedbackReference } from './docs-generate/feedback.ts'

const docs = resolve(import.meta.dirname, '../docs')
const pages = {
  'commands.md': commandReference(),
  'configuration-reference.md': configurationReference(),
  'feedback-reference.md': feedbackReference(),
}
const isCheck = process.argv.includes('--check')

for (const [name, text] of Object.entries(pages)) {
  const file = join(docs, name)
  if (!isCheck) await writeFile(file, text)
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`docs/${name} is not what the code says: run "npm run docs:generate" and commit it.`)
    process.exitCode = 1
  }
}
