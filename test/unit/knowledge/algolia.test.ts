import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { algoliaRetriever } from '../../../src/knowledge/algolia.ts'
import { withFallback } from '../../../src/knowledge/retriever.ts'
import { type Retriever, RetrieverUnavailable } from '../../../src/knowledge/section.ts'

const BASE = 'https://docs.example.org'
const record = (anchor: string, given: object = {}) => ({
  url: `${BASE}/budget#${anchor}`,
  anchor,
  type: 'content',
  content: null,
  hierarchy: { lvl0: 'Docs', lvl1: 'Budget', lvl2: 'Set the cap', lvl3: null },
  ...given,
})

const requestBody = z.object({
  requests: z.array(z.looseObject({ query: z.string(), facetFilters: z.unknown().optional() })),
})

let server: Server | undefined
afterEach(() => server?.close())

type Answer = { status?: number; body: string; delayMs?: number }
async function algolia(answer: (requests: z.infer<typeof requestBody>['requests']) => Answer) {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { status = 200, body: reply, delayMs = 0 } = answer(requestBody.parse(JSON.parse(body)).requests)
    await new Promise((done) => setTimeout(done, delayMs))
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(reply)
  })
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return algoliaRetriever({
    appId: 'APPID12345',
    apiKey: 'secret-key',
    index: 'docs',
    scopeFacet: 'scope',
    baseUrl: `http://127.0.0.1:${port}`,
    timeoutMs: 300,
  })
}
const hits = (...records: object[]): Answer => ({
  body: JSON.stringify({ results: [{ hits: records, nbHits: records.length }] }),
})

describe('Algolia', () => {
  it("gives DocSearch's records as sections, the paragraphs of one place together", async () => {
    const retriever = await algolia(() =>
      hits(
        record('cap', { content: 'The cap is set in the configuration.' }),
        record('spent', {
          content: 'When it is spent…',
          hierarchy: { lvl0: 'Docs', lvl1: 'Budget', lvl2: 'Spent' },
        }),
        record('cap', { content: 'It is in dollars.' }),
      ),
    )
    const passages = await retriever.search({ text: 'set the cap', limit: 5 })
    expect(passages.map((passage) => passage.section)).toEqual([
      {
        id: `${BASE}/budget#cap`,
        url: `${BASE}/budget#cap`,
        page: `${BASE}/budget`,
        title: 'Budget',
        headings: ['Set the cap'],
        body: 'The cap is set in the configuration.\n\nIt is in dollars.',
        scope: '',
        position: 0,
      },
      expect.objectContaining({ headings: ['Spent'], body: 'When it is spent…' }),
    ])
    const [first, second] = passages.map((passage) => passage.score)
    expect(first).toBeGreaterThan(second ?? 1)
  })

  it('gives at most as many sections as asked for', async () => {
    const retriever = await algolia(() => hits(...Array.from({ length: 20 }, (_, i) => record(`a${i}`))))
    expect(await retriever.search({ text: 'cap', limit: 5 })).toHaveLength(5)
  })

  it('leaves out records that are malformed or lead to no web page', async () => {
    const retriever = await algolia(() =>
      hits({ nonsense: true }, record('x', { url: 'javascript:alert(1)' }), record('ok')),
    )
    const passages = await retriever.search({ text: 'cap', limit: 5 })
    expect(passages.map((passage) => passage.section.url)).toEqual([`${BASE}/budget#ok`])
  })

  it('narrows to a scope by its facet, and searches everything when nothing has that scope', async () => {
    const known = await algolia((requests) => {
      const scoped = { hits: [record('scoped')], nbHits: 1 }
      expect(requests.map((request) => request.facetFilters)).toEqual([
        ['scope:api'],
        ['scope:api'],
        undefined,
      ])
      return {
        body: JSON.stringify({
          results: [scoped, { hits: [], nbHits: 7 }, { hits: [record('all')], nbHits: 1 }],
        }),
      }
    })
    expect((await known.search({ text: 'cap', scope: 'api', limit: 5 }))[0]?.section.url).toContain('#scoped')
    server?.close()
    const unknown = await algolia(() => ({
      body: JSON.stringify({
        results: [
          { hits: [], nbHits: 0 },
          { hits: [], nbHits: 0 },
          { hits: [record('all')], nbHits: 1 },
        ],
      }),
    }))
    expect((await unknown.search({ text: 'cap', scope: 'zzz', limit: 5 }))[0]?.section.url).toContain('#all')
  })

  it.each([
    [
      'refuses the key',
      { status: 403, body: '{"message":"Invalid Application-ID or API key","status":403}' },
    ],
    ['fails', { status: 500, body: '{}' }],
    ['answers something else', { body: '{"results":"no"}' }],
    ['answers no JSON', { body: '<html>' }],
    ['is late', { body: '{"results":[]}', delayMs: 600 }],
  ])('is out of service when it %s, and its key is in no message', async (_, answer) => {
    const retriever = await algolia(() => answer)
    const error = await retriever.search({ text: 'cap', limit: 5 }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RetrieverUnavailable)
    expect(String(error)).not.toContain('secret-key')
  })

  it('is not asked for nothing', async () => {
    const retriever = await algolia(() => {
      throw new Error('asked')
    })
    expect(await retriever.search({ text: ' ', limit: 5 })).toEqual([])
  })
})

describe('falling back', () => {
  const embedded: Retriever = { name: 'embedded', search: async () => [] }
  const failing = (error: Error): Retriever => ({ name: 'algolia', search: () => Promise.reject(error) })

  it('asks the embedded index when Algolia is out of service, and says so', async () => {
    const log: object[] = []
    const retriever = withFallback(
      failing(new RetrieverUnavailable('Algolia answered 500')),
      embedded,
      (event) => log.push(event),
    )
    expect(await retriever.search({ text: 'x', limit: 1 })).toEqual([])
    expect(log).toEqual([
      { event: 'retriever_fallback', from: 'algolia', to: 'embedded', reason: 'Algolia answered 500' },
    ])
  })

  it('is the embedded index alone when Algolia is not configured', () => {
    expect(withFallback(null, embedded, () => {})).toBe(embedded)
  })

  it('does not hide a bug', async () => {
    const retriever = withFallback(failing(new TypeError('bug')), embedded, () => {})
    await expect(retriever.search({ text: 'x', limit: 1 })).rejects.toThrow(TypeError)
  })
})
