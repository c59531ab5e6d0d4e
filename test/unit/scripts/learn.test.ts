import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../scripts/learn/arguments.ts'
import { calibrateSteps } from '../../../scripts/learn/calibrate.ts'
import { evaluateSteps } from '../../../scripts/learn/evaluate.ts'
import { readFeatures } from '../../../scripts/learn/features-file.ts'
import { fitSteps } from '../../../scripts/learn/fit.ts'
import { readModel, writeModel } from '../../../scripts/learn/model-file.ts'
import { predictionsCsv } from '../../../scripts/learn/predictions.ts'
import { readPrior } from '../../../scripts/learn/prior-file.ts'
import type { Task } from '../../../scripts/learn/task.ts'
import { ridgePrior, runSteps } from '../../../src/learning/index.ts'
import { drawn, linear } from '../learning/examples.ts'

const problemsOf = (text: string): string[] => {
  const read = readFeatures(text)
  return read.ok ? [] : read.problems
}

describe('a file of features', () => {
  it('is read with folds, weights and groups of any name, whatever the order of columns', () => {
    const read = readFeatures(
      '\uFEFFy,f_tone,group_author,fold,f_length,weight\r\n1,0.5,"a, b",x,2,3\r\n,1,c,y,4,1\r\n',
    )
    expect(read).toMatchObject({
      ok: true,
      value: {
        features: ['f_tone', 'f_length'],
        foldNames: ['x', 'y'],
        folds: Int32Array.of(0, 1),
        ignored: [],
      },
    })
    const data = read.ok ? read.value.data : null
    expect(data?.values).toEqual(Float64Array.of(0.5, 2, 1, 4))
    // The second row has no label: it is there to be scored.
    expect(data?.weights).toEqual(Float64Array.of(3, 0))
  })

  it('names the line and the column of what is wrong', () => {
    expect(problemsOf('f0,f1,y\n1,2,0\n3,x,1\n,5,2\n1,2\n')).toEqual([
      'line 3, column f1: "x", every feature needs a number',
      'line 4, column f0: empty, every feature needs a number',
      'line 4, column y: "2", a label is a number from 0 to 1',
      'line 5: 2 columns, the header has 3',
    ])
    expect(problemsOf('a,b\n1,2\n')[0]).toBe('line 1: no column "y" with the labels')
    expect(problemsOf('f0,y\n')).toEqual(['the file has a header and no rows'])
    expect(problemsOf('f0,f0,y\n1,1,1\n')).toEqual(['line 1: column "f0" is there twice'])
    expect(problemsOf('f0,y,fold\n1,1,1\n2,0,1\n')).toEqual([
      'column fold: one value only, at least two are needed',
    ])
  })
})

describe('the command line of learn', () => {
  const problems = (...argv: string[]): string[] => {
    const read = readArguments(argv)
    return read.ok === false ? read.problems : []
  }

  it("takes scikit-learn's C as the inverse of strength", () => {
    const read = readArguments(['fit', 'x.csv', '--c', '100'])
    expect(read.ok === true && read.value.strength).toBe(0.01)
  })

  it('says what would be right', () => {
    expect(problems()).toEqual(['no command given: use fit, calibrate or evaluate'])
    expect(problems('fit')).toEqual(['no file given: name a CSV file of features'])
    expect(problems('train', 'x.csv')).toEqual([
      'the command train is not known: use fit, calibrate, evaluate',
    ])
    expect(problems('fit', 'x.csv', '--c', '1', '--strength', '1')[0]).toContain('the same thing')
    expect(problems('evaluate', 'x.csv', '--out', 'model.json')[0]).toContain('use fit to write model.json')
    expect(problems('evaluate', 'x.csv', '--t-low', '0.8')).toEqual(['--t-low must be below --t-high'])
  })
})

describe('an expert in a file', () => {
  const given = { strength: 2, scale: 'raw' } as const

  it('is read by the names of features, and the rest is held at zero', () => {
    const text = '{"intercept": {"mean": -2, "strength": 1}, "weights": {"f_tone": {"mean": 3, "sign": 1}}}'
    expect(readPrior(text, ['f_tone', 'f_length'], given)).toEqual({
      ok: true,
      value: {
        scale: 'raw',
        intercept: { mean: -2, strength: 1 },
        weights: [
          { mean: 3, strength: 2, sign: 1 },
          { mean: 0, strength: 2 },
        ],
      },
    })
  })

  it('may not speak of features that are not there, nor against itself', () => {
    const text = '{"weights": {"f_mood": {"mean": 1}, "f_tone": {"mean": -3, "sign": 1}}}'
    const read = readPrior(text, ['f_tone'], given)
    expect(read).toEqual({
      ok: false,
      problems: ['f_mood is not a feature of the rows', 'f_tone has mean -3, against its own sign 1'],
    })
  })
})

describe('fit, calibrate and evaluate on a file', () => {
  const data = drawn(300, 3, linear)
  const lines = Array.from({ length: 300 }, (_, row) => {
    const cells = data.values.subarray(row * 3, row * 3 + 3)
    return [...cells, data.labels[row], `fold ${row % 4}`].join(',')
  })
  const read = readFeatures(`f0,f1,f2,y,fold\n${lines.join('\n')}`)
  if (!read.ok) throw new Error('the example does not parse')
  const rows = read.value
  const task: Task = { rows, folds: rows.folds ?? new Int32Array(0), prior: ridgePrior(3, 1), model: null }
  const given = readArguments(['fit', 'x.csv', '--kind', 'logistic', '--replicates', '50', '--json'])
  if (given.ok !== true) throw new Error('the arguments do not parse')

  it('write a model that reads back and judges the same rows', () => {
    const { trained } = runSteps(fitSteps(task, given.value))
    if (trained === null) throw new Error('fit made no model')
    const stored = writeModel({ features: rows.features, trained })
    const back = readModel(stored, rows.features)
    expect(back).toMatchObject({ ok: true, value: { trained } })
    const { json } = runSteps(evaluateSteps({ ...task, model: trained }, given.value))
    expect(json).toMatchObject({
      model: trained.id,
      rows: 300,
      figures: { rocAuc: { interval: { low: expect.any(Number) } } },
    })
    expect(readModel(stored, ['f0', 'f2'])).toEqual({
      ok: false,
      problems: ['needs features that the rows do not have: f1'],
    })
    expect(readModel('{}', rows.features).ok).toBe(false)
  })

  it('hold out by the folds of the file and say which in the predictions', () => {
    const { predictions, text } = runSteps(evaluateSteps(task, given.value))
    expect(text).toContain('each of 4 folds')
    const [head, first] = predictionsCsv(predictions).split('\n')
    expect(head).toBe('y,fold,probability,prediction')
    expect(first).toMatch(/^[01],fold 0,0\.\d+,(flag|ambiguous|no_flag)$/)
  })

  it('compare calibrations on folds that they were not fitted on', () => {
    const { json, predictions } = runSteps(calibrateSteps(task, given.value))
    expect(json).toMatchObject({
      margins: 'out of fold, logistic',
      calibration: { map: { method: expect.any(String) } },
    })
    expect(Object.keys(predictions)).toContain('isotonic_held_out')
  })
})
