import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withAttempts } from '../../../src/llm/attempts.ts'
import { scrub } from '../../../src/llm/failures.ts'
import { costMicroUsd, priceOf, worstCaseMicroUsd } from '../../../src/llm/prices.ts'
import { createModel } from '../../../src/llm/provider.ts'
import { KEY, request } from './hosts.ts'

const usage = (inputTokens: number, outputTokens = 0, cachedInputTokens = 0) => ({
  inputTokens,
  outputTokens,
  cachedInputTokens,
})
const haiku = priceOf('claude-haiku-5-5')
if (!haiku) throw new Error('the default model has a price')

describe('the cost of a call', () => {
  test('is the list price in micro-dollars, rounded up', () => {
    expect(costMicroUsd(usage(3000, 400), haiku)).toBe(500)
    expect(costMicroUsd(usage(1), haiku)).toBe(1)
    expect(costMicroUsd(usage(0), haiku)).toBe(0)
    expect(costMicroUsd(usage(30), haiku)).toBe(3)
    expect(costMicroUsd(usage(1000, 0, 9000), haiku)).toBe(190)
  })

  test('of a prompt above 100,000 tokens is the dearer tier for all of it, cached tokens counted in', () => {
    expect(costMicroUsd(usage(100_000), haiku)).toBe(10_000)
    expect(costMicroUsd(usage(100_001), haiku)).toBe(50_001)
    expect(costMicroUsd(usage(1, 10, 100_000), haiku)).toBe(5026)
  })

  test('counts tokens written to the cache at their dearest', () => {
    expect(costMicroUsd({ ...usage(0), cacheWriteInputTokens: 1000 }, haiku)).toBe(200)
  })
})

describe('a model', () => {
  test('without a known price is refused, as no budget could hold it', () => {
    const created = createModel({
      provider: 'anthropic',
      name: 'claude-unheard-of',
      apiKey: KEY,
      baseUrl: undefined,
      timeoutMs: 1,
      maxAttempts: 1,
    })
    expect(created).toEqual({ ok: false, problem: expect.stringContaining('set model.price') })
    for (const name of ['constructor', '__proto__', 'toString']) expect(priceOf(name)).toBeNull()
  })

  test('takes the price of the configuration before the table’s', () => {
    expect(priceOf('claude-haiku-5-5', { input: 9, output: 9, cacheRead: 9 })?.input).toBe(9)
  })

  test('is reserved for with all its attempts at their longest', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 1, max: 3 }),
        (question, maxAttempts) => {
          const created = createModel({
            provider: 'anthropic',
            name: 'claude-haiku-5-5',
            apiKey: KEY,
            baseUrl: undefined,
            timeoutMs: 1,
            maxAttempts,
          })
          if (!created.ok) return false
          const asked = { ...request, question }
          const bytes = new TextEncoder().encode(
            request.system + question + request.passages[0]?.section.body,
          ).length
          const dearest = maxAttempts * costMicroUsd(usage(bytes, 900), created.price)
          return worstCaseMicroUsd(created.port, asked, created.price) >= dearest
        },
      ),
    )
  })
})

test('a failure’s detail is one bounded line without anything that looks like a key', () => {
  const detail = scrub(
    `Bearer abc.def sk-ant-api03-xyz123456 gsk_1234567890 and\n${KEY} ${'x'.repeat(500)}`,
    KEY,
  )
  expect(detail).not.toMatch(/abc\.def|xyz123456|1234567890|\n/)
  expect(detail.length).toBeLessThanOrEqual(200)
})

test('attempts that broke off cost no more than was reserved for them, long prompts’ dearer rate included', async () => {
  const created = createModel({
    provider: 'anthropic',
    name: 'claude-haiku-5-5',
    apiKey: KEY,
    baseUrl: undefined,
    timeoutMs: 1,
    maxAttempts: 2,
  })
  if (!created.ok) throw new Error(created.problem)
  // Two prompts of 60,000 bytes are short ones, though their sum is more than 100,000.
  const asked = { ...request, question: '問'.repeat(20_000) }
  const billed = usage(created.port.boundInputTokens(asked), created.port.boundOutputTokens(asked))
  const outcome = await withAttempts(
    async () => ({ ok: false, failure: 'timeout', usage: billed, detail: '', isTransient: true }),
    { maxAttempts: 2, timeoutMs: 1 },
    { sleep: async () => {}, random: () => 0 },
  )
  if (!outcome.usage) throw new Error('what was billed is known')
  expect(outcome.usage.inputTokens).toBe(2 * billed.inputTokens)
  const reserved = worstCaseMicroUsd(created.port, asked, created.price)
  const cost = costMicroUsd(outcome.usage, created.price)
  expect([cost <= reserved, cost > reserved - 2]).toEqual([true, true])
})

test('a price for cached tokens above that of others is reserved for', () => {
  const price = { input: 1, output: 1, cacheRead: 5 }
  const created = createModel({
    provider: 'openai-compatible',
    name: 'odd',
    apiKey: KEY,
    baseUrl: undefined,
    timeoutMs: 1,
    maxAttempts: 1,
    price,
  })
  if (!created.ok) throw new Error(created.problem)
  const allCached = usage(0, request.maxOutputTokens, created.port.boundInputTokens(request))
  expect(worstCaseMicroUsd(created.port, request, price)).toBeGreaterThanOrEqual(
    costMicroUsd(allCached, price),
  )
})
