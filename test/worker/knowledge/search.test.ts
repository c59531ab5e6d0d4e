import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { embeddedRetriever } from '../../../src/knowledge/embedded.ts'
import { indexDocs } from '../../../src/knowledge/indexing.ts'
import { findLearningPath } from '../../../src/knowledge/learning-path.ts'
import type { Section } from '../../../src/knowledge/section.ts'
import { listScopes, suggestHeadings } from '../../../src/knowledge/suggest.ts'

const page = (name: string, position: number, heading: string, body: string, scope = ''): Section => ({
  id: `${name}#${heading}`,
  url: `https://docs.example.org/${name}#${heading}`,
  page: `https://docs.example.org/${name}`,
  title: name,
  headings: [heading],
  body,
  scope,
  position,
})
const DOCS = [
  page('Start', 0, 'First budget', 'A budget is what answers may cost in a day.'),
  page('Configuration', 1, 'Set the daily budget', 'Write `dailyUsd` in `steward.config.ts`.', 'admin'),
  page('Operating', 2, 'Raise the budget', 'Raise the budget for one busy day, and lower it again.', 'admin'),
  page('Languages', 3, 'Native code', 'C++ is compiled.'),
  ...Array.from({ length: 20 }, (_, i) =>
    page(`Note ${i}`, 10 + i, `Matter ${i}`, `Something else, number ${i}.`),
  ),
]

beforeEach(async () => {
  await indexDocs(env.DB, DOCS, { source: 'https://docs.example.org' })
})

const first = async (text: string, scope?: string) =>
  (await embeddedRetriever(env.DB).search({ text, scope, limit: 3 }))[0]?.section

describe('the docs index in D1', () => {
  it('finds a section as it was written', async () => {
    expect(await first('How do I set the daily budget?')).toEqual(DOCS[1])
  })

  it('forgives misspelling and takes code names as they are', async () => {
    expect((await first('congfigure the dayly bugdet'))?.title).toBe('Configuration')
    expect((await first('c++'))?.title).toBe('Languages')
    expect((await first('steward.config.ts'))?.title).toBe('Configuration')
  })

  it('narrows to a scope', async () => {
    expect((await first('budget', 'admin'))?.scope).toBe('admin')
    expect(await listScopes(env.DB)).toEqual(['admin'])
  })

  it.each([
    'a AND (b OR',
    '"unclosed',
    'title:x NEAR/2 *',
    "'; DROP TABLE knowledge_sections; --",
    'c++ a-b foo:bar ^x {y}',
    '\u0000\uD800 ?1 :name',
  ])('takes %j as words', async (text) => {
    await embeddedRetriever(env.DB).search({ text, limit: 5 })
    await suggestHeadings(env.DB, text)
    expect((await first('c++'))?.title).toBe('Languages')
  })

  it('takes a question of any length', async () => {
    const many = Array.from({ length: 300 }, (_, i) => `mispeled${i}`).join(' ')
    expect(await embeddedRetriever(env.DB).search({ text: many, limit: 5 })).toEqual([])
    expect((await first(`${'daily budget '.repeat(500)}`))?.title).toBe('Configuration')
  })

  it('suggests headings while one types', async () => {
    expect((await suggestHeadings(env.DB, 'set the d')).map((each) => each.heading)).toEqual([
      'Set the daily budget',
    ])
  })

  it('makes a learning path in the order of the docs', async () => {
    const steps = await findLearningPath(env.DB, 'budget')
    expect(steps.map((step) => step.title)).toEqual(['Start', 'Configuration', 'Operating'])
    expect(await findLearningPath(env.DB, 'zymurgy')).toEqual([])
  })

  it('is brought up to date without touching what did not change', async () => {
    const changed = DOCS.map((section, i) =>
      i === 3 ? { ...section, body: 'Rust is compiled.' } : section,
    ).slice(1)
    const outcome = await indexDocs(env.DB, changed, { source: 'https://docs.example.org' })
    expect(outcome).toEqual({ ok: true, counts: { added: 0, changed: 1, kept: 22, removed: 1 } })
    expect((await first('rust'))?.title).toBe('Languages')
  })
})
