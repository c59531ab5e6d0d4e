import { parseArgs } from 'node:util'
import type { CalibrationMethod, DecisionBand, ModelKind } from '../../src/learning/index.ts'
import { DEFAULT_BAND } from '../../src/learning/index.ts'
import type { Outcome } from './outcome.ts'

export type Command = 'fit' | 'calibrate' | 'evaluate'

export interface Arguments {
  command: Command
  file: string
  /** 1 / C of scikit-learn. */
  strength: number
  scale: 'raw' | 'standardised'
  priorFile: string | undefined
  kinds: readonly ModelKind[]
  calibrations: readonly CalibrationMethod[]
  folds: number
  seed: number
  threshold: number
  band: DecisionBand
  days: number
  replicates: number
  modelFile: string | undefined
  /** Where a model goes; undefined is nowhere. */
  modelOut: string | undefined
  predictionsOut: string | undefined
  /** Folder for pictures of an evaluation. */
  chartsOut: string | undefined
  json: boolean
}

export const USAGE = `Usage: npm run learn -- fit <features.csv>        trains as the Worker does
       npm run learn -- calibrate <features.csv>  compares calibrations on out-of-fold log-odds
       npm run learn -- evaluate <features.csv>   figures with 95 % intervals

The file has a header line and these columns:
  f…         features, numbers (f00, f01, f_tone…)
  y          label in [0, 1]; between the ends where moderators disagreed; empty where there is none yet
  fold       optional: rows with the same value are held out together
  weight     optional: how much a row counts, 1 / probability of being sampled
  group…     optional, any number of columns: rows that share a value never stand on both sides
  score      for calibrate, instead of features: log-odds of a model that has not seen the rows

  --out <file>          .json: the trained model (fit, calibrate); .csv: predictions. May be given twice
  --charts <folder>     evaluate: reliability diagram and precision-recall curve there, as SVG and PNG
  --model <file>        evaluate this model, or calibrate it anew; without it, rows are judged by models
                        that were trained on the other folds
  --json                print the figures as JSON
  --strength <n>        how firmly weights are held at the prior's means (default 1)
  --c <n>               the same as scikit-learn's C: --strength 1/n
  --scale <scale>       the prior's scale: raw (default, as scikit-learn fits what it is given) or standardised
  --prior <file.json>   an expert's prior: {"intercept": {"mean", "strength"}, "weights": {"f00": {"mean", "strength", "sign"}}}
  --kind <kind>         auto (default: the network only if it is better), logistic or mlp
  --calibration <name>  auto (default), identity, platt or isotonic
  --folds <n>           when there is no fold column (default 5)
  --seed <n>            of folds, bootstrap and network (default 1)
  --threshold <p>       for the confusion matrix, precision, recall and F1 (default 0.5)
  --t-low, --t-high     the decision band (default ${DEFAULT_BAND.tLow} and ${DEFAULT_BAND.tHigh})
  --days <n>            that the rows were collected in, for cards per day (default 1)
  --replicates <n>      of the bootstrap (default 1000)`

const OPTIONS = {
  out: { type: 'string', multiple: true },
  charts: { type: 'string' },
  model: { type: 'string' },
  json: { type: 'boolean' },
  strength: { type: 'string' },
  c: { type: 'string' },
  scale: { type: 'string' },
  prior: { type: 'string' },
  kind: { type: 'string' },
  calibration: { type: 'string' },
  folds: { type: 'string' },
  seed: { type: 'string' },
  threshold: { type: 'string' },
  't-low': { type: 'string' },
  't-high': { type: 'string' },
  days: { type: 'string' },
  replicates: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const KINDS = { auto: ['logistic', 'mlp'], logistic: ['logistic'], mlp: ['mlp'] } as const
const CALIBRATIONS = {
  auto: ['identity', 'platt', 'isotonic'],
  identity: ['identity'],
  platt: ['platt'],
  isotonic: ['isotonic'],
} as const
const SCALES = { raw: 'raw', standardised: 'standardised' } as const
const COMMANDS = { fit: 'fit', calibrate: 'calibrate', evaluate: 'evaluate' } as const

/** The command line as values, or every problem with it and what would be right. */
export function readArguments(argv: string[]): Outcome<Arguments> | { ok: 'help' } {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(argv)
  } catch (error) {
    return { ok: false, problems: [error instanceof Error ? error.message : String(error)] }
  }
  const { values, positionals } = parsed
  if (values.help) return { ok: 'help' }
  const problems: string[] = []
  const choice = <T>(name: string, given: string | undefined, known: Record<string, T>, fallback: T): T => {
    const found = Object.hasOwn(known, given ?? '') ? known[given ?? ''] : undefined
    if (given !== undefined && found === undefined)
      problems.push(`${name} ${given} is not known: use ${Object.keys(known).join(', ')}`)
    return found ?? fallback
  }
  const number = (
    name: string,
    given: string | undefined,
    fallback: number,
    low: number,
    high: number,
  ): number => {
    const value = given === undefined || given.trim() === '' ? Number.NaN : Number(given)
    if (given !== undefined && !(value >= low && value <= high))
      problems.push(
        `${name} ${given} is not a number from ${low} to ${high === Infinity ? 'any size' : high}`,
      )
    return given === undefined ? fallback : value
  }
  const whole = (
    name: string,
    given: string | undefined,
    fallback: number,
    low: number,
    high: number,
  ): number => {
    const value = number(name, given, fallback, low, high)
    if (value % 1 !== 0 && !Number.isNaN(value)) problems.push(`${name} ${given} is not a whole number`)
    return value
  }
  const [given, file, ...more] = positionals
  const command = choice('the command', given, COMMANDS, 'fit')
  if (given === undefined) problems.push('no command given: use fit, calibrate or evaluate')
  else if (file === undefined) problems.push('no file given: name a CSV file of features')
  if (more.length > 0) problems.push(`one file at a time: leave out ${more.join(', ')}`)
  if (values.strength !== undefined && values.c !== undefined)
    problems.push('--strength and --c say the same thing: give one of them')
  const outs = values.out ?? []
  for (const out of outs)
    if (!/\.(json|csv)$/.test(out))
      problems.push(`--out ${out} must end in .json for a model or .csv for predictions`)
  const modelOut = outs.find((out) => out.endsWith('.json'))
  if (command === 'evaluate' && modelOut !== undefined)
    problems.push(`evaluate makes no model: use fit to write ${modelOut}, or a .csv for predictions`)
  if (command === 'fit' && values.model !== undefined)
    problems.push('fit makes a new model: --model is for evaluate and calibrate')
  if (command !== 'evaluate' && values.charts !== undefined)
    problems.push(`${command} draws nothing: --charts is for evaluate`)
  const c = number('--c', values.c, 1, Number.MIN_VALUE, Infinity)
  const value: Arguments = {
    command,
    file: file ?? '',
    strength: values.c === undefined ? number('--strength', values.strength, 1, 0, Infinity) : 1 / c,
    scale: choice('--scale', values.scale, SCALES, 'raw'),
    priorFile: values.prior,
    kinds: choice<readonly ModelKind[]>('--kind', values.kind, KINDS, KINDS.auto),
    calibrations: choice<readonly CalibrationMethod[]>(
      '--calibration',
      values.calibration,
      CALIBRATIONS,
      CALIBRATIONS.auto,
    ),
    folds: whole('--folds', values.folds, 5, 2, 1000),
    seed: whole('--seed', values.seed, 1, 0, 2 ** 32 - 1),
    threshold: number('--threshold', values.threshold, 0.5, 0, 1),
    band: {
      tLow: number('--t-low', values['t-low'], DEFAULT_BAND.tLow, 0, 1),
      tHigh: number('--t-high', values['t-high'], DEFAULT_BAND.tHigh, 0, 1),
    },
    days: number('--days', values.days, 1, Number.MIN_VALUE, Infinity),
    replicates: whole('--replicates', values.replicates, 1000, 20, 100_000),
    modelFile: values.model,
    modelOut,
    predictionsOut: outs.find((out) => out.endsWith('.csv')),
    chartsOut: values.charts,
    json: values.json ?? false,
  }
  if (value.band.tLow >= value.band.tHigh) problems.push('--t-low must be below --t-high')
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

const parse = (args: string[]) => parseArgs({ args, allowPositionals: true, options: OPTIONS })
