import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readSections } from '../../../scripts/docs-index/read.ts'

const DOCS = 'docs'
const QUESTIONS = 'bench/retrieval/docs'
const BASE_URL = 'https://steward.example/docs'

const question = z.strictObject({ id: z.string(), text: z.string().min(1) })

const readQuestions = (file: string) =>
  readFileSync(join(QUESTIONS, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => question.parse(JSON.parse(line)))

const readJudgements = () => {
  const [header, ...lines] = readFileSync(join(QUESTIONS, 'qrels.tsv'), 'utf8').trimEnd().split('\n')
  const rows = lines.map((line) => {
    const [query = '', doc = '', grade = ''] = line.split('\t')
    return { query, doc, grade }
  })
  return { header, rows }
}

/** A heading's section has further parts when it is long: `setup#permissions~2`. */
const place = (id: string): string => id.replace(/~\d+$/, '')

let places: Set<string>
let skipped: { file: string; reason: string }[]
const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))

beforeAll(async () => {
  const read = await readSections(DOCS, { baseUrl: BASE_URL })
  places = new Set(read.sections.map(({ id }) => place(id)))
  skipped = read.skipped
})

test('every page of the guide can be read', () => {
  expect(skipped).toEqual([])
})

test('every page of the guide has a title and a place of its own in the reading order', () => {
  const orders = pages.map((page) => {
    const source = readFileSync(join(DOCS, page), 'utf8')
    expect(source, page).toMatch(/^---\n(?:.*\n)*?title: \S/)
    return /^order: (\d+)$/m.exec(source)?.[1]
  })
  expect(orders).not.toContain(undefined)
  expect(new Set(orders).size).toBe(pages.length)
})

test('there are at least sixty questions about the guide, each asked once', () => {
  const questions = readQuestions('queries.jsonl')
  expect(questions.length).toBeGreaterThanOrEqual(60)
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
  expect(new Set(questions.map(({ text }) => text.toLowerCase())).size).toBe(questions.length)
})

test('every question has one to four judged sections, and one of them answers it', () => {
  const { header, rows } = readJudgements()
  expect(header).toBe('query_id\tdoc_id\tgrade')
  const judged = Map.groupBy(rows, ({ query }) => query)
  expect([...judged.keys()].sort()).toEqual(
    readQuestions('queries.jsonl')
      .map(({ id }) => id)
      .sort(),
  )
  for (const [query, found] of judged) {
    expect(found.length, query).toBeLessThanOrEqual(4)
    expect(new Set(found.map(({ doc }) => doc)).size, query).toBe(found.length)
    expect(
      found.some(({ grade }) => grade === '2'),
      query,
    ).toBe(true)
    expect(
      found.every(({ grade }) => grade === '1' || grade === '2'),
      query,
    ).toBe(true)
  }
})

test('every judgement names a section that exists', () => {
  const missing = readJudgements().rows.filter(({ doc }) => !places.has(doc))
  expect(missing).toEqual([])
})

test('thirty questions that the guide cannot answer are kept apart', () => {
  const offTopic = readQuestions('off_topic.jsonl')
  expect(offTopic.length).toBeGreaterThanOrEqual(30)
  const about = new Set(readQuestions('queries.jsonl').map(({ text }) => text.toLowerCase()))
  expect(offTopic.filter(({ text }) => about.has(text.toLowerCase()))).toEqual([])
})

test('every link between pages leads to a page and a heading, or a picture, that exist', () => {
  const files = new Set(
    readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).map((path) => normalize(path)),
  )
  const broken = pages.flatMap((page) => {
    const prose = readFileSync(join(DOCS, page), 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '')
    return [...prose.matchAll(/\]\((?!https?:|mailto:)([^)\s]*)\)/g)]
      .map(([, href = '']) => href)
      .filter((href) => {
        const [path = '', anchor = ''] = href.split('#')
        const target = path === '' ? page : normalize(join(dirname(page), path))
        const isKnown = anchor === '' || places.has(`${target.replace(/\.mdx?$/, '')}#${anchor}`)
        return !files.has(target) || !isKnown
      })
      .map((href) => `${page}: ${href}`)
  })
  expect(broken).toEqual([])
})
