import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../bench/retrieval/sqlite.ts'
import { questionModel } from '../../../scripts/docs-index/question-model.ts'
import {
  askQuestions,
  planQuestions,
  readQuestions,
  worstCaseUsd,
} from '../../../scripts/docs-index/questions.ts'
import { inlined, remoteTarget } from '../../../scripts/docs-index/targets.ts'
import { type DatabaseLike, run, sql } from '../../../src/knowledge/database.ts'
import { embeddedRetriever } from '../../../src/knowledge/embedded.ts'
import { indexDocs } from '../../../src/knowledge/indexing.ts'
import type { Section } from '../../../src/knowledge/section.ts'
import { section } from './docs.ts'

const SOURCE = 'https://docs.example.org'
const empty = () => memoryDatabase(['migrations/0001_knowledge.sql'])
const update = (db: DatabaseLike, sections: Section[], options = {}) =>
  indexDocs(db, sections, { source: SOURCE, ...options })
const found = async (db: DatabaseLike, text: string) =>
  (await embeddedRetriever(db).search({ text, limit: 5 })).map((passage) => passage.section.id)

const A = section('a#', { body: 'alpha', position: 0 })
const B = section('b#', { body: 'bravo', position: 1 })
const C = section('c#', { body: 'charlie', position: 2 })

describe('indexing again', () => {
  it('writes what changed, keeps the rest and removes what is gone', async () => {
    const db = empty()
    expect(await update(db, [A, B])).toEqual({
      ok: true,
      counts: { added: 2, changed: 0, kept: 0, removed: 0 },
    })
    const changed = { ...B, body: 'beta' }
    expect(await update(db, [changed, C])).toEqual({
      ok: true,
      counts: { added: 1, changed: 1, kept: 0, removed: 1 },
    })
    expect(await update(db, [changed, C])).toEqual({
      ok: true,
      counts: { added: 0, changed: 0, kept: 2, removed: 0 },
    })
    expect([
      await found(db, 'alpha'),
      await found(db, 'bravo'),
      await found(db, 'beta'),
      await found(db, 'charlie'),
    ]).toEqual([[], [], ['b#'], ['c#']])
  })

  it('leaves other sources alone and refuses ids that they have', async () => {
    const db = empty()
    await update(db, [A])
    expect(await update(db, [B], { source: 'https://other.example.org' })).toMatchObject({
      ok: true,
      counts: { removed: 0 },
    })
    expect(await update(db, [A], { source: 'https://other.example.org' })).toEqual({
      ok: false,
      problem: 'ids taken',
      ids: ['a#'],
      source: SOURCE,
    })
    expect(await found(db, 'alpha')).toEqual(['a#'])
  })

  it('replaces other sources when told to', async () => {
    const db = empty()
    await update(db, [A, B])
    const moved = await update(db, [A], { source: 'https://new.example.org', replaceOthers: true })
    expect(moved).toEqual({ ok: true, counts: { added: 0, changed: 1, kept: 0, removed: 1 } })
  })

  it('refuses two sections of one id, and writes nothing then', async () => {
    const db = empty()
    expect(await update(db, [A, B, A])).toEqual({ ok: false, problem: 'ids twice', ids: ['a#'] })
    expect(await found(db, 'bravo')).toEqual([])
  })

  it('forgets words that no section has any more', async () => {
    const db = empty()
    await update(db, [A, B])
    await update(db, [B])
    const [rows] = await run(db, [sql('SELECT word FROM knowledge_words ORDER BY word')])
    expect(rows).toEqual([{ word: 'bravo' }])
  })

  it('reports progress up to the end', async () => {
    const seen: [number, number][] = []
    const many = Array.from({ length: 120 }, (_, i) => section(`p${i}#`, { body: 'text '.repeat(300) }))
    await update(empty(), many, { onProgress: (done: number, total: number) => seen.push([done, total]) })
    expect(seen.length).toBeGreaterThan(1)
    expect(seen.at(-1)).toEqual([120, 120])
  })

  it('finds a section by a question it is known to answer', async () => {
    const db = empty()
    await update(db, [A, B], { questions: new Map([['a#', ['Where do unicorns sleep?']]]) })
    expect(await found(db, 'unicorns')).toEqual(['a#'])
  })
})

describe('the deployed database', () => {
  /** Runs what wrangler would be given on SQLite. */
  function fakeWrangler(db: DatabaseLike) {
    const calls: string[][] = []
    const execute = async (args: string[]): Promise<string> => {
      calls.push(args)
      const file = args.indexOf('--file')
      const text = file === -1 ? (args.at(-1) ?? '') : await readFile(args[file + 1] ?? '', 'utf8')
      const statements = text.split(/;\n/).filter((statement) => statement.trim() !== '')
      const results = await run(
        db,
        statements.map((statement) => sql(statement)),
      )
      return JSON.stringify(results.map((rows) => ({ results: rows, success: true })))
    }
    return { calls, execute }
  }

  it('gets the same index through wrangler as a local one', async () => {
    const remote = empty()
    const { calls, execute } = fakeWrangler(remote)
    const { db } = remoteTarget(execute)
    const tricky = section('t#', {
      title: 'It\'s; a "test"',
      body: "What about '?' and ?1 -- or /* that */?",
    })
    expect(await update(db, [A, tricky])).toMatchObject({ ok: true, counts: { added: 2 } })
    expect(await update(db, [A, tricky])).toMatchObject({ ok: true, counts: { kept: 2 } })
    expect(calls.every((args) => args.slice(0, 4).join(' ') === 'd1 execute steward --remote')).toBe(true)
    const [passage] = await embeddedRetriever(remote).search({ text: 'test', limit: 1 })
    expect(passage?.section).toEqual(tricky)
  })

  describe('is given no statement longer than D1 takes', () => {
    const LIMIT_BYTES = 100_000
    /** The bytes of the longest statement that wrangler was given while `work` went on. */
    async function longest(work: (db: DatabaseLike) => Promise<unknown>): Promise<number> {
      const remote = empty()
      let most = 0
      const { execute } = fakeWrangler(remote)
      const { db } = remoteTarget(async (args) => {
        const file = args.indexOf('--file')
        const text = file === -1 ? (args.at(-1) ?? '') : await readFile(args[file + 1] ?? '', 'utf8')
        for (const each of text.split(/;\n/)) most = Math.max(most, Buffer.byteLength(each))
        return execute(args)
      })
      await work(db)
      return most
    }
    const many = (count: number, body: string) =>
      Array.from({ length: count }, (_, i) => section(`page/${i}/of-the-documentation#heading`, { body }))

    it.each([
      ['Japanese', '設定の方法を説明します。'.repeat(240)],
      ['quotes', "it's 'quoted' ".repeat(200)],
      ['code names', 'AbCdEf.ghIj '.repeat(240)],
      ['short words', Array.from({ length: 700 }, (_, i) => `w${i}`).join(' ')],
    ])('for sections of %s', async (_, body) => {
      expect(await longest((db) => update(db, many(30, body)))).toBeLessThan(LIMIT_BYTES)
    })

    it('for many different words', async () => {
      const letters = (n: number): string =>
        [...n.toString(26).padStart(4, '0')]
          .map((c) => String.fromCharCode(97 + Number.parseInt(c, 26)))
          .join('')
      const body = Array.from({ length: 9000 }, (_, i) => letters(i * 47)).join(' ')
      expect(await longest((db) => update(db, [section('x#', { body })]))).toBeLessThan(LIMIT_BYTES)
    })

    it('for one block of Japanese, and for one that is far too long when it is analysed', async () => {
      const block = '設定方法'.repeat(3000)
      expect(await longest((db) => update(db, [section('x#', { body: block })]))).toBeLessThan(LIMIT_BYTES)
      const grown = 'ﷺ '.repeat(6000)
      const both = `${grown}\n\n\`\`\`\n${grown}\n\`\`\``
      expect(await longest((db) => update(db, [section('x#', { body: both })]))).toBeLessThan(LIMIT_BYTES)
    })

    it('when thousands of sections go at once', async () => {
      const db = empty()
      const bytes = await longest(async (remote) => {
        await update(remote, [A, ...many(4000, 'x')])
        expect(await update(remote, [A])).toMatchObject({ ok: true, counts: { removed: 4000 } })
      })
      expect(bytes).toBeLessThan(LIMIT_BYTES)
      expect(await found(db, 'x')).toEqual([])
    })
  })

  it('takes values that look like SQL as text', () => {
    expect(inlined("SELECT ?, '?', ?", ["a'b", 1])).toBe("SELECT 'a''b', '?', 1")
    expect(inlined('SELECT ?2, ?1', ['x?', null])).toBe("SELECT NULL, 'x?'")
  })
})

describe('questions from a model', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  async function fakeModel(replies: { status?: number; text: string }[]) {
    const bodies: string[] = []
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      bodies.push(body)
      const { status = 200, text } = replies[Math.min(bodies.length, replies.length) - 1] ?? { text: '' }
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({
          content: [
            { type: 'thinking', thinking: '' },
            { type: 'text', text },
          ],
        }),
      )
    })
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const made = questionModel(
      {
        provider: 'anthropic',
        name: 'claude-haiku-5-5',
        apiKey: 'key-1',
        baseUrl: `http://127.0.0.1:${port}`,
      },
      fetch,
      async () => {},
    )
    if (!made.ok) throw new Error(made.problem)
    return { model: made.model, bodies }
  }

  it('are asked for once a section and kept by its content', async () => {
    const db = empty()
    const { model, bodies } = await fakeModel([{ text: 'Sure: ["Where do unicorns sleep?", " "]' }])
    const plan = await planQuestions(db, [A, section('none#')])
    expect(plan.missing.map((each) => each.section.id)).toEqual(['a#'])
    const asked = await askQuestions(db, plan, model)
    expect(asked).toEqual({ questions: new Map([['a#', ['Where do unicorns sleep?']]]), failed: [] })
    const again = await planQuestions(db, [
      { ...A, position: 9 },
      { ...B, body: 'new' },
    ])
    expect(again.known.get('a#')).toEqual(['Where do unicorns sleep?'])
    expect(again.missing.map((each) => each.section.id)).toEqual(['b#'])
    expect(bodies).toHaveLength(1)
  })

  it('are tried again when the provider is busy, and named when there are none', async () => {
    const { model, bodies } = await fakeModel([{ status: 529, text: '' }, { text: 'I cannot.' }])
    const db = empty()
    const asked = await askQuestions(db, await planQuestions(db, [A]), model)
    expect(asked.failed).toEqual([{ id: 'a#', reason: 'the reply holds no list of questions' }])
    expect(bodies).toHaveLength(2)
  })

  it('are not tried again when the key is refused', async () => {
    const { model, bodies } = await fakeModel([{ status: 401, text: '' }])
    const db = empty()
    const asked = await askQuestions(db, await planQuestions(db, [A]), model)
    expect(asked.failed).toEqual([{ id: 'a#', reason: 'claude-haiku-5-5 answered 401' }])
    expect(bodies).toHaveLength(1)
  })

  it('have a cost that is known before, and never more than that', async () => {
    const { model } = await fakeModel([{ text: '[]' }])
    const db = empty()
    const one = worstCaseUsd(await planQuestions(db, [A]), model)
    const two = worstCaseUsd(await planQuestions(db, [A, B]), model)
    expect(one).toBeGreaterThan((300 * 0.5) / 1_000_000)
    expect(two).toBeCloseTo(2 * one, 5)
  })

  it('cannot be priced for a model nobody knows', () => {
    expect(questionModel({ provider: 'openai-compatible', name: 'mystery', apiKey: 'k' })).toMatchObject({
      ok: false,
    })
  })

  it.each([
    ['["a", "b"]', ['a', 'b']],
    ['```json\n["a"]\n```', ['a']],
    ['[1, 2]', null],
    ['nothing', null],
    ['[broken', null],
  ])('are read from %s', (reply, questions) => {
    expect(readQuestions(reply)).toEqual(questions)
  })
})
