/**
 * `node scripts/train-jobs.ts <folder of data> [--evaluate]`: trains the lexical stage of the job post classifier and
 * writes src/moderation/jobs/weights.ts; `--evaluate` only prints what cross-validation says. The folder holds
 * intent_reddit.jsonl and chat_gitter.jsonl, which are not part of the repository; our own examples are in
 * test/data/jobs. Takes about half a minute.
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { readChat, readOwn, readPosts } from './train/job-examples.ts'
import { f1At, isJob, macroF1, recallAtOnePercent, shareAbove } from './train/job-figures.ts'
import { crossValidate } from './train/job-folds.ts'
import { calibrate, packCalibrated, trainJobModel } from './train/job-model.ts'

const TARGET = resolve(import.meta.dirname, '../src/moderation/jobs/weights.ts')

/** Probabilities between which a model is asked; what they save and cost is in bench/results/jobs.md. */
const BAND = { from: 0.1, to: 0.9 }

/** Of a message of chat beside a post, when log-odds are calibrated. */
const CHAT_WEIGHT = 0.05

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { evaluate: { type: 'boolean', default: false } },
})
const [folder] = positionals
if (folder === undefined) {
  console.error('usage: node scripts/train-jobs.ts <folder of data> [--evaluate]')
  process.exit(1)
}

const sets = { posts: readPosts(folder), chat: readChat(folder), own: readOwn('train') }
const folded = crossValidate(sets, sets.own)
const held = [...folded.posts, ...folded.chat]
const job = calibrate([
  ...folded.posts.map((each) => ({ margin: each.job, isPositive: isJob(each), weight: 1 })),
  // All chat at full weight would say how rare job posts are in this mix, not what a text looks like.
  ...folded.chat.map((each) => ({ margin: each.job, isPositive: false, weight: CHAT_WEIGHT })),
])
const posting = calibrate(
  held
    .filter(isJob)
    .map((each) => ({ margin: each.posting, isPositive: each.example.label === 'post_job', weight: 1 })),
)
// Where the calibrated log-odds are 0.
const even = -job.offset / job.slope
console.log(`posts held out: F1 ${f1At(even)(folded.posts).toFixed(3)}`)
console.log(`recall at 1 % false positives ${recallAtOnePercent(folded.posts).toFixed(3)}`)
console.log(`macro-F1 of the intents ${macroF1(folded.posts).toFixed(3)}`)
console.log(`false alarms on chat of other communities ${(100 * shareAbove(even)(folded.chat)).toFixed(2)} %`)

if (!values.evaluate) {
  const model = trainJobModel(sets)
  const data = {
    band: BAND,
    job: packCalibrated(model.job, job),
    posting: packCalibrated(model.posting, posting),
  }
  const source = `import type { PackedModel } from './linear.ts'

/**
 * Written by \`node scripts/train-jobs.ts\`; not edited by hand. Trained on posts of 2013 whose posters tagged them (umbrae/reddit-top-2.5-million,
 * PDDL 1.0), on chat of developers (LiveChat2021/LiveChat, MIT) and on test/data/jobs/train.jsonl. Holds no text of theirs.
 */
export const JOB_MODEL: { band: { from: number; to: number }; job: PackedModel; posting: PackedModel } = {
  band: { from: ${BAND.from}, to: ${BAND.to} },
${(['job', 'posting'] as const)
  .map((name) => {
    const { bias, step, levels } = data[name]
    return `  ${name}: {\n    bias: ${bias},\n    step: ${step},\n    levels:\n      '${levels}',\n  },\n`
  })
  .join('')}}
`
  writeFileSync(TARGET, source)
  const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`
  console.log(`${TARGET}: ${kib(source.length)}, ${kib(gzipSync(source, { level: 9 }).length)} gzip`)
}
