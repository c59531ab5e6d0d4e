import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOwn } from '../../../../scripts/train/job-examples.ts'
import { trainLogistic } from '../../../../scripts/train/logistic.ts'
import { lexicalIntent } from '../../../../src/moderation/jobs/lexical.ts'
import { packModel, unpackModel } from '../../../../src/moderation/jobs/linear.ts'
import { GEPA, POSTING, SEEKING } from './models.ts'

const WEIGHTS = resolve(import.meta.dirname, '../../../../src/moderation/jobs/weights.ts')

describe('the intent of a message by its words', () => {
  test.each([
    [SEEKING, 'seek_job'],
    [POSTING, 'post_job'],
    [GEPA, 'other'],
    ["just shipped X! we're hiring", 'post_job'],
    ['happy to pay for your time to debug this', 'other'],
    ['do you test candidates on X?', 'other'],
    [
      'Python, React, Node, AWS, Docker, Kubernetes, Terraform, Go, Rust, 8 years, open to opportunities',
      'seek_job',
    ],
    ['our wallet library has a bug', 'other'],
    ['', 'other'],
  ])('of %j is %s', (text, intent) => {
    expect(lexicalIntent(text).intent).toBe(intent)
  })

  test('holds up on examples that it was not trained on', () => {
    const examples = [...readOwn('test'), ...readOwn('places')]
    const judged = examples.map(({ text, label }) => ({ label, said: lexicalIntent(text) }))
    const right = judged.filter(({ label, said }) => said.intent === label)
    expect(right.length / examples.length).toBeGreaterThan(0.85)
    const wrongAndClear = judged.filter(({ label, said }) => said.isClear && said.intent !== label)
    expect(wrongAndClear.length).toBeLessThanOrEqual(5)
  })

  test('is the same for letters made to look different', () => {
    const plain = lexicalIntent(POSTING).probabilities
    expect(lexicalIntent(POSTING.replaceAll('hiring', 'hi\u00ADri\u200Bng'))).toMatchObject({
      probabilities: plain,
    })
    expect(lexicalIntent(POSTING.replace('hiring', '𝗵𝗶𝗿𝗶𝗻𝗴'))).toMatchObject({ probabilities: plain })
  })

  test('is a distribution, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { intent, probabilities } = lexicalIntent(text)
        const values = Object.values(probabilities)
        expect(values.every((value) => value >= 0 && value <= 1)).toBe(true)
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1)
        if (probabilities.other > 0.5) expect(intent).toBe('other')
      }),
    )
  })

  test('takes no more time for texts made to be slow than a few ordinary ones take', () => {
    const timeOf = (text: string): number => {
      const start = performance.now()
      lexicalIntent(text)
      return performance.now() - start
    }
    const ordinary = POSTING.repeat(40).slice(0, 4_000)
    timeOf(ordinary)
    const usual = Math.max(...Array.from({ length: 5 }, () => timeOf(ordinary)))
    for (const piece of [
      '$1,',
      '1.',
      'a@',
      'https://',
      "a'",
      '<@',
      'looking for ',
      '-',
      '$1 per a ',
      'i do $5 ',
    ]) {
      const text = piece.repeat(4_000)
      const least = Math.min(...Array.from({ length: 3 }, () => timeOf(text)))
      expect(least, piece).toBeLessThan(30 * usual)
    }
  })
})

describe('the weights', () => {
  test('take no more than 200 KiB', () => {
    expect(readFileSync(WEIGHTS).length).toBeLessThanOrEqual(200 * 1024)
  })

  test('are the same, but for rounding, when they have been packed', () => {
    const { weights } = unpackModel(packModel({ bias: 0, weights: [1, -0.5, 0.25, 0.0001, 0] }))
    expect([...weights]).toEqual([1, -0.49, 0.25, 0, 0].map((weight) => expect.closeTo(weight, 5)))
  })

  test('of a separable set tell it apart', () => {
    const example = (index: number, target: number) => ({
      features: { indices: [index], values: [1] },
      target,
      weight: 1,
    })
    const { weights } = trainLogistic([example(0, 1), example(1, 0)], 2, { c: 10, iterations: 50 })
    expect(weights[0]).toBeGreaterThan(1)
    expect(weights[1]).toBeCloseTo(-(weights[0] ?? 0), 3)
  })
})
