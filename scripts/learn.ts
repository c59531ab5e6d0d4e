/**
 * `npm run learn -- fit|calibrate|evaluate <features.csv>`: does on a file what the Worker does on its tables, for
 * operators who want to look and for comparison with other tools. What it takes is in learn/arguments.ts, the file's
 * format in learn/features-file.ts. The mathematics is src/learning; docs/feedback-model.md explains it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toPng } from '../src/charts/png.ts'
import { toSvg } from '../src/charts/svg.ts'
import { groupedFolds, rarerClass, ridgePrior, runSteps, seeded } from '../src/learning/index.ts'
import { type Arguments, type Command, readArguments, USAGE } from './learn/arguments.ts'
import { calibrateSteps } from './learn/calibrate.ts'
import { evaluateSteps } from './learn/evaluate.ts'
import { type FeaturesFile, readFeatures } from './learn/features-file.ts'
import { fitSteps } from './learn/fit.ts'
import { readModel, writeModel } from './learn/model-file.ts'
import type { Outcome } from './learn/outcome.ts'
import { predictionsCsv } from './learn/predictions.ts'
import { readPrior } from './learn/prior-file.ts'
import { progressLine } from './learn/progress-line.ts'
import type { Task } from './learn/task.ts'

const COMMANDS = { fit: fitSteps, calibrate: calibrateSteps, evaluate: evaluateSteps } satisfies Record<
  Command,
  unknown
>

/** Rows of a class below which a figure says next to nothing. */
const FEW_ROWS = 10

function fail(problems: string[]): never {
  for (const problem of problems) console.error(problem)
  process.exit(1)
}

/** The value, or the end of the process with every problem named. */
function orFail<Value>(read: Outcome<Value>, file: string): Value {
  return read.ok ? read.value : fail(read.problems.map((problem) => `${file}: ${problem}`))
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return fail([`${file} cannot be read: check the name and that it is a file`])
  }
}

function makeTask(given: Arguments): Task {
  const rows: FeaturesFile = orFail(readFeatures(readText(given.file)), given.file)
  const { features, data, groups } = rows
  if (features.length === 0 && given.command !== 'calibrate')
    fail([`${given.file}: no column whose name begins with "f"; scores alone can only be calibrated`])
  if (rows.ignored.length > 0) console.error(`Not used: ${rows.ignored.join(', ')}`)
  const prior =
    given.priorFile === undefined
      ? ridgePrior(features.length, given.strength, given.scale)
      : orFail(readPrior(readText(given.priorFile), features, given), given.priorFile)
  const { modelFile } = given
  const model =
    modelFile === undefined ? null : orFail(readModel(readText(modelFile), features), modelFile).trained
  return { rows, folds: rows.folds ?? dealFolds(data, groups, given), prior, model }
}

function dealFolds(
  data: Task['rows']['data'],
  groups: Int32Array,
  { folds, seed, file }: Arguments,
): Int32Array {
  const distinct = new Set(groups).size
  if (distinct < 2) fail([`${file}: all rows belong to one group, so none can be held out`])
  return groupedFolds(data, groups, Math.min(folds, distinct), seeded(seed))
}

const read = readArguments(process.argv.slice(2))
if (read.ok === 'help') {
  console.log(USAGE)
} else if (!read.ok) {
  fail([...read.problems, '', 'npm run learn -- --help says what there is.'])
} else {
  const given = read.value
  const task = makeTask(given)
  if (given.modelOut !== undefined && given.command === 'calibrate' && task.model === null)
    fail([
      `--out ${given.modelOut}: calibrate writes a model only when it is given one with --model; use fit otherwise`,
    ])
  const rarer = rarerClass(task.rows.data)
  if (rarer < FEW_ROWS)
    console.error(
      `Only ${rarer} rows (by weight) of the rarer class: figures mean little, the prior decides.`,
    )
  const progress = progressLine()
  const result = runSteps(COMMANDS[given.command](task, given), progress.show)
  progress.clear()
  console.log(given.json ? JSON.stringify(result.json, null, 2) : result.text)
  if (given.modelOut !== undefined && result.trained !== null)
    writeFileSync(given.modelOut, writeModel({ features: task.rows.features, trained: result.trained }))
  if (given.predictionsOut !== undefined)
    writeFileSync(given.predictionsOut, predictionsCsv(result.predictions))
  if (given.chartsOut !== undefined) {
    mkdirSync(given.chartsOut, { recursive: true })
    for (const [name, drawing] of Object.entries(result.charts ?? {})) {
      writeFileSync(join(given.chartsOut, `${name}.svg`), toSvg(drawing))
      writeFileSync(join(given.chartsOut, `${name}.png`), await toPng(drawing))
    }
  }
}
