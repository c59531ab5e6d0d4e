/**
 * `node bench/learning.ts <folder>`: src/learning beside scikit-learn, on the folder with wdbc.csv,
 * synthetic_50k_18.csv, scikit_learn_reference.json and wdbc_calibration_reference.csv. Prints how far results are
 * apart, how long a fit takes in the Workers runtime and in scikit-learn in the same minute, and how long a fit keeps
 * others waiting. Results: bench/results/learning.{json,md}. Takes about a minute.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { type Dataset, fitLogisticSteps, ridgePrior, runSteps } from '../src/learning/index.ts'
import { firstRows, type Gap, measureAgreement, readRows } from './learning/agreement.ts'
import { startScikitLearn } from './learning/peer.ts'
import { bundlePeer, startRuntime } from './runtime.ts'
import { median } from './statistics.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('usage: node bench/learning.ts <folder of reference data>')
  process.exit(1)
}

const ROWS = [1000, 10_000, 50_000]
const ROUNDS = 15
const WARM_UP = 3
const SCORE_ROUNDS = 40

interface Timing {
  rows: number
  /** Milliseconds of a fit, the request included. */
  worker: number
  lbfgs: number | null
  newton: number | null
  /** Medians of the rounds' ratios to the fit beside them. */
  ratioToLbfgs: number | null
}

const root = resolve(import.meta.dirname, '..')
const synthetic = readRows(folder, 'synthetic_50k_18.csv')
const gaps = measureAgreement(folder, synthetic)
const peer = await startScikitLearn(
  join(import.meta.dirname, 'learning/scikit_learn.py'),
  join(folder, 'synthetic_50k_18.csv'),
)
const script = await bundlePeer(join(import.meta.dirname, 'peers/learning.ts'))
const worker = await startRuntime(root, { script, withBindings: false }, {})

async function call(path: string, body?: BodyInit): Promise<number> {
  const started = performance.now()
  const response = await fetch(new URL(path, worker.url), body === undefined ? {} : { method: 'POST', body })
  await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return performance.now() - started
}

async function measureFits(rows: number): Promise<Timing> {
  const { values, labels } = firstRows(synthetic, rows)
  const both = new Float64Array(values.length + labels.length)
  both.set(values)
  both.set(labels, values.length)
  await call(`/rows?rows=${rows}`, both)
  const times = { worker: [0], lbfgs: [0], newton: [0] }
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    if (round === 0) for (const list of Object.values(times)) list.length = 0
    times.worker.push(await call(`/fit?rows=${rows}`))
    if (peer !== null) {
      times.lbfgs.push((await peer.fit('lbfgs', rows)).milliseconds)
      times.newton.push((await peer.fit('newton-cholesky', rows)).milliseconds)
    }
  }
  const ratios = times.worker.map((time, round) => time / (times.lbfgs[round] ?? Number.NaN))
  return {
    rows,
    worker: median(times.worker),
    lbfgs: peer && median(times.lbfgs),
    newton: peer && median(times.newton),
    ratioToLbfgs: peer && median(ratios),
  }
}

/** The longest that another request waited while fits of the most rows ran in the same isolate. */
async function measureWait(rows: number): Promise<{ idle: number; longest: number; fits: number }> {
  const idle: number[] = []
  for (let round = 0; round < 50; round++) idle.push(await call('/ping'))
  let fits = 0
  let isOver = false
  const fitting = (async () => {
    for (; fits < 10; fits++) await call(`/fit?rows=${rows}&pausing`)
    isOver = true
  })()
  let longest = 0
  while (!isOver) longest = Math.max(longest, await call('/ping'))
  await fitting
  return { idle: median(idle), longest, fits }
}

/** The most CPU time between two yields on Node's V8, and what the fit allocates in typed arrays. */
function measureSteps(data: Dataset): { longest: number; mebibytes: number; features: number } {
  runSteps(fitLogisticSteps(data, ridgePrior(data.columns, 1)))
  const before = process.memoryUsage().arrayBuffers
  let most = before
  let longest = 0
  let last = process.cpuUsage()
  runSteps(fitLogisticSteps(data, ridgePrior(data.columns, 1, 'standardised')), () => {
    const { user, system } = process.cpuUsage(last)
    longest = Math.max(longest, (user + system) / 1000)
    most = Math.max(most, process.memoryUsage().arrayBuffers)
    last = process.cpuUsage()
  })
  return { longest, mebibytes: (most - before) / 2 ** 20, features: data.values.byteLength / 2 ** 20 }
}

const timings: Timing[] = []
for (const rows of ROWS) timings.push(await measureFits(rows))
const most = ROWS.at(-1) ?? 0
const scoring = await call(`/score?rows=${most}&rounds=${SCORE_ROUNDS}`)
const wait = await measureWait(most)
await worker.close()
peer?.close()
const steps = measureSteps(synthetic)
const rowsPerSecond = (most * SCORE_ROUNDS) / (scoring / 1000)

const report = asMarkdown(gaps)
console.log(report)
mkdirSync(join(root, 'bench/results'), { recursive: true })
writeFileSync(join(root, 'bench/results/learning.md'), report)
writeFileSync(
  join(root, 'bench/results/learning.json'),
  `${JSON.stringify({ scikitLearn: peer?.version ?? null, gaps, timings, rowsPerSecond, wait, steps }, null, 2)}\n`,
)

function asMarkdown(agreement: Gap[]): string {
  const fixed = (value: number | null, digits: number): string => value?.toFixed(digits) ?? 'n/a'
  return `# Learning beside scikit-learn ${peer?.version ?? '(not installed)'}

Written by \`node bench/learning.ts <folder>\`; what is measured: docs/feedback-model.md.

| largest difference from scikit-learn | gap | promised |
|---|---|---|
${agreement.map(({ what, gap, promised }) => `| ${what} | ${gap.toExponential(1)} | ${promised ?? 'none'} |`).join('\n')}

Milliseconds of a fit with 18 features at C = 1, medians of ${ROUNDS} rounds in turn, on a machine whose load
average was ${loadavg()[0]?.toFixed(1)} at the end. Ours is a request to workerd, from
outside; scikit-learn's is the call alone, on one thread. The ratio is the median of the rounds' own ratios.

| rows | workerd | scikit-learn lbfgs (default) | newton-cholesky | ours / lbfgs |
|---|---|---|---|---|
${timings.map((each) => `| ${each.rows} | ${fixed(each.worker, 1)} | ${fixed(each.lbfgs, 1)} | ${fixed(each.newton, 1)} | ${fixed(each.ratioToLbfgs, 2)} |`).join('\n')}

- Scoring in workerd: ${(rowsPerSecond / 1e6).toFixed(1)} million rows of 18 features a second.
- While ${wait.fits} fits of ${most} rows ran, another request to the same isolate waited at most ${wait.longest.toFixed(0)} ms (${wait.idle.toFixed(1)} ms when idle).
- Most CPU time between two yields, ${most} rows standardised, on Node: ${steps.longest.toFixed(1)} ms.
- Typed arrays allocated by that fit: ${steps.mebibytes.toFixed(1)} MiB beside ${steps.features.toFixed(1)} MiB of features.
`
}
