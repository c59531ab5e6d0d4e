/**
 * `npm run bench -- jobs --data <folder>`, or `node bench/jobs.ts <folder of messages> [--json]`: how well words tell job
 * posts from the rest, how many messages they settle, and what that saves in tokens. The folder is that of
 * scripts/train-jobs.ts. What is held out is judged by models that were not trained on it; only our own test examples are
 * judged by the committed weights. Takes a minute or two. Results: bench/results/jobs.{json,md}.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { type JobExample, readChat, readOwn, readPosts } from '../scripts/train/job-examples.ts'
import {
  f1At,
  isJob,
  macroF1,
  marginAtOnePercent,
  recallAtOnePercent,
  shareAbove,
} from '../scripts/train/job-figures.ts'
import { crossValidate, type Held } from '../scripts/train/job-folds.ts'
import { calibrate } from '../scripts/train/job-model.ts'
import { lexicalIntent, UNCERTAIN_BAND } from '../src/moderation/jobs/lexical.ts'
import { plainGramsPerSecond } from './jobs/peer.ts'
import { toMarkdown } from './jobs/report.ts'
import { leaveOut } from './jobs/sources.ts'
import { type TokenFigures, tokensPerMessage } from './jobs/tokens.ts'
import {
  bootstrapped,
  type Figure,
  median,
  pairedRatios,
  perCpuSecond,
  type Spread,
  spread,
} from './statistics.ts'

export interface SettledFigures {
  name: string
  messages: number
  jobs: number
  /** Shares of the messages. */
  settled: Figure
  /** Share of the job posts that are settled as something else, so that no model can find them. */
  lost: Figure | null
  /** Share of the others that are settled as job posts. */
  wronglyClear: Figure
}

/** Examples of our own that nothing was trained on, judged by the committed weights. */
export interface OwnFigures {
  name: string
  count: number
  /** Share with the right intent of the three. */
  accuracy: Figure
  f1: Figure
  /** Share that no model would be asked about, with the wrong intent. */
  wronglyClear: Figure
}

export interface JobsResult {
  posts: { f1: Figure; recall: Figure; macroF1: Figure; count: number }
  chat: { falseAlarms: Figure; falseAlarmsAtOnePercent: Figure; count: number }
  leftOut: { source: string; f1: Figure; recall: Figure; count: number }[]
  own: OwnFigures[]
  settled: SettledFigures[]
  tokens: { name: string; figures: TokenFigures; ratio: number }[]
  /** A second of CPU; the plain model's over the same messages in the same run. */
  speed: { messagesPerSecond: number; ratioToPlainGrams: Spread }
  weightsKib: { raw: number; gzip: number }
}

/** Job posts among messages: about what a lively server sees. */
const JOB_SHARE = 0.02

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const [folder] = positionals
if (folder === undefined) {
  console.error('usage: node bench/jobs.ts <folder of data> [--json]')
  process.exit(1)
}

const sets = { posts: readPosts(folder), chat: readChat(folder), own: readOwn('train') }
const own = readOwn('test')
const folded = crossValidate(sets, own)
const { slope, offset } = calibrate(
  folded.posts.map((each) => ({ margin: each.job, isPositive: isJob(each), weight: 1 })),
)
const marginOf = (probability: number): number => (Math.log(probability / (1 - probability)) - offset) / slope
const even = marginOf(0.5)
const [from, to] = [marginOf(UNCERTAIN_BAND.from), marginOf(UNCERTAIN_BAND.to)]
const isSettled = ({ job }: Held): boolean => job < from || job >= to

function settled(name: string, sample: readonly Held[]): SettledFigures {
  const share = (isCounted: (each: Held) => boolean) => (each: readonly Held[]) =>
    each.filter(isCounted).length / each.length
  const jobs = sample.filter(isJob)
  const others = sample.filter((each) => !isJob(each))
  return {
    name,
    messages: sample.length,
    jobs: jobs.length,
    settled: bootstrapped(sample, share(isSettled)),
    lost:
      jobs.length === 0
        ? null
        : bootstrapped(
            jobs,
            share(({ job }) => job < from),
          ),
    wronglyClear: bootstrapped(
      others,
      share(({ job }) => job >= to),
    ),
  }
}

/** Messages of chat with as many job posts among them as `JOB_SHARE` says. */
function mixed(): Held[] {
  const jobs = folded.posts.filter(isJob)
  const wanted = Math.round((folded.chat.length * JOB_SHARE) / (1 - JOB_SHARE))
  const every = Math.floor(jobs.length / wanted)
  return [...folded.chat, ...jobs.filter((_, index) => index % every === 0).slice(0, wanted)]
}

function ownFigures(name: string, examples: readonly JobExample[]): OwnFigures {
  const judged = examples.map(({ label, text }) => ({ label, said: lexicalIntent(text) }))
  type Sample = readonly (typeof judged)[number][]
  const share = (sample: Sample, isCounted: (each: Sample[number]) => boolean) =>
    sample.filter(isCounted).length / sample.length
  return {
    name,
    count: examples.length,
    accuracy: bootstrapped(judged, (sample) => share(sample, ({ label, said }) => said.intent === label)),
    f1: bootstrapped(judged, (sample) => {
      const found = sample.filter(({ said }) => said.intent !== 'other')
      const meant = sample.filter(({ label }) => label !== 'other')
      return (2 * found.filter(({ label }) => label !== 'other').length) / (found.length + meant.length)
    }),
    wronglyClear: bootstrapped(judged, (sample) =>
      share(sample, ({ label, said }) => said.isClear && said.intent !== label),
    ),
  }
}

const SPEED_ROUNDS = 7

function speed(): JobsResult['speed'] {
  const texts = sets.chat.map(({ text }) => text)
  const ours = () =>
    perCpuSecond(texts.length, () => {
      for (const text of texts) lexicalIntent(text)
    })
  ours()
  plainGramsPerSecond(texts)
  const rounds = Array.from({ length: SPEED_ROUNDS }, () => ({
    ours: ours(),
    plain: plainGramsPerSecond(texts),
  }))
  const rates = rounds.map((round) => round.ours)
  return {
    messagesPerSecond: median(rates),
    ratioToPlainGrams: spread(
      pairedRatios(
        rates,
        rounds.map(({ plain }) => plain),
      ),
    ),
  }
}

const tokens = (name: string, sample: readonly Held[]) => {
  const figures = tokensPerMessage(
    sample.map((each) => ({ text: each.example.text, isSettled: isSettled(each) })),
  )
  return { name, figures, ratio: figures.lexicalOn / figures.brief }
}

const weights = readFileSync(new URL('../src/moderation/jobs/weights.ts', import.meta.url))
const mix = mixed()
const result: JobsResult = {
  posts: {
    f1: bootstrapped(folded.posts, f1At(even)),
    recall: bootstrapped(folded.posts, recallAtOnePercent),
    macroF1: bootstrapped(folded.posts, macroF1),
    count: folded.posts.length,
  },
  chat: {
    falseAlarms: bootstrapped(folded.chat, shareAbove(even)),
    falseAlarmsAtOnePercent: bootstrapped(folded.chat, shareAbove(marginAtOnePercent(folded.posts))),
    count: folded.chat.length,
  },
  leftOut: ['r/forhire', 'r/jobbit'].map((source) => {
    const sample = leaveOut(source, sets)
    const f1 = bootstrapped(sample, f1At(even))
    return { source, f1, recall: bootstrapped(sample, recallAtOnePercent), count: sample.length }
  }),
  own: [ownFigures('own test examples', own), ownFigures('own examples of other places', readOwn('places'))],
  settled: [
    settled('chat of other communities', folded.chat),
    settled('the mix', mix),
    settled('posts', folded.posts),
    settled('own test examples, many written to be hard', folded.others),
  ],
  tokens: [tokens('the mix', mix), tokens('own test examples', folded.others)],
  speed: speed(),
  weightsKib: { raw: weights.length / 1024, gzip: gzipSync(weights, { level: 9 }).length / 1024 },
}

const results = new URL('./results/', import.meta.url)
mkdirSync(results, { recursive: true })
writeFileSync(new URL('jobs.json', results), `${JSON.stringify(result, null, 2)}\n`)
writeFileSync(new URL('jobs.md', results), toMarkdown(result))
console.log(values.json ? JSON.stringify(result, null, 2) : toMarkdown(result))
