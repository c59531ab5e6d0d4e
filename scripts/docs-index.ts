/**
 * `npm run docs:index -- <folder> --base-url <url>`: reads Markdown and MDX into sections and brings the docs index
 * up to date. What it takes is in docs-index/arguments.ts; files become sections in docs-index/read.ts; the index
 * is written by src/knowledge/indexing.ts.
 */
import { createInterface } from 'node:readline/promises'
import { loadSettings } from '../src/config/settings.ts'
import type { DatabaseLike } from '../src/knowledge/database.ts'
import { indexDocs } from '../src/knowledge/indexing.ts'
import type { Section } from '../src/knowledge/section.ts'
import config from '../steward.config.ts'
import { type Arguments, readArguments, USAGE } from './docs-index/arguments.ts'
import { type Progress, progressBar } from './docs-index/progress.ts'
import { questionModel } from './docs-index/question-model.ts'
import { askQuestions, planQuestions, worstCaseUsd } from './docs-index/questions.ts'
import { readSections } from './docs-index/read.ts'
import { localTarget, remoteTarget } from './docs-index/targets.ts'

const say = (line: string): void => console.log(line)
const complain = (line: string): void => console.error(line)

async function readFolders(options: Arguments, progress: Progress): Promise<Section[]> {
  const sections: Section[] = []
  for (const folder of options.folders) {
    const read = await readSections(folder, options, (done, total) =>
      progress.show(`Reading ${folder}`, done, total),
    )
    progress.clear()
    for (const { file, reason } of read.skipped) complain(`Skipped ${folder}/${file}: ${reason}`)
    if (read.files === 0) complain(`${folder} holds no .md or .mdx file.`)
    sections.push(
      ...read.sections.map((section) => ({ ...section, position: section.position + sections.length })),
    )
  }
  return sections
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** The questions by section id; null when they cannot or must not be asked for. */
async function questionsFor(
  db: DatabaseLike,
  sections: Section[],
  options: Arguments,
  progress: Progress,
): Promise<Map<string, string[]> | null> {
  const plan = await planQuestions(db, sections)
  if (!options.questions || plan.missing.length === 0) return plan.known
  const settings = loadSettings(config, process.env)
  if (settings.model === null) {
    const key = settings.config.model.provider === 'anthropic' ? 'ANTHROPIC_API_KEY' : 'LLM_API_KEY'
    complain(`--questions needs a model: set ${key} in the environment, or leave --questions out.`)
    return null
  }
  const made = questionModel({ ...settings.config.model, ...settings.model })
  if (!made.ok) {
    complain(`--questions: ${made.problem}.`)
    return null
  }
  const cost = worstCaseUsd(plan, made.model).toFixed(4)
  say(`Asking ${made.model.name} about ${plan.missing.length} sections costs at most $${cost}.`)
  if (!options.yes && !(await confirm('Go on?'))) {
    complain('Nothing was asked and nothing indexed. Add --yes to go on without being asked.')
    return null
  }
  const asked = await askQuestions(db, plan, made.model, (done, total) =>
    progress.show('Asking', done, total),
  )
  progress.clear()
  for (const { id, reason } of asked.failed) complain(`No questions for ${id}: ${reason}`)
  return asked.questions
}

async function update(
  db: DatabaseLike,
  sections: Section[],
  options: Arguments,
  progress: Progress,
): Promise<boolean> {
  const questions = await questionsFor(db, sections, options, progress)
  if (questions === null) return false
  const outcome = await indexDocs(db, sections, {
    source: options.baseUrl,
    replaceOthers: options.replace,
    questions,
    onProgress: (done, total) => progress.show('Indexing', done, total),
  })
  progress.clear()
  if (!outcome.ok) {
    const some = `${outcome.ids.slice(0, 3).join(', ')}${outcome.ids.length > 3 ? '…' : ''}`
    if (outcome.problem === 'ids twice') {
      complain(`${some}: two files would be one page. Index the folders one by one, each with a --scope.`)
    } else {
      complain(`${some}: in the index already, from ${outcome.source}. Nothing was changed.`)
      complain('If the docs moved, add --replace. If these are other docs, give them a --scope of their own.')
    }
    return false
  }
  const { added, changed, kept, removed } = outcome.counts
  say(`${sections.length} sections: ${added} added, ${changed} changed, ${kept} kept, ${removed} removed.`)
  return true
}

async function main(argv: string[]): Promise<number> {
  const read = readArguments(argv)
  if (read.ok === 'help') {
    say(USAGE)
    return 0
  }
  if (!read.ok) {
    for (const problem of read.problems) complain(problem)
    complain(`\n${USAGE}`)
    return 2
  }
  const progress = progressBar()
  const sections = await readFolders(read.value, progress)
  if (sections.length === 0) {
    complain('Nothing to index: the index stays as it is.')
    return 1
  }
  const target = read.value.remote ? remoteTarget() : await localTarget(read.value.state)
  try {
    return (await update(target.db, sections, read.value, progress)) ? 0 : 1
  } finally {
    await target.close()
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error))
  return 1
})
