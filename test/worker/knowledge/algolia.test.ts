import { afterEach, expect, it, vi } from 'vitest'
import { algoliaRetriever } from '../../../src/knowledge/algolia.ts'
import { RetrieverUnavailable } from '../../../src/knowledge/section.ts'

afterEach(() => vi.restoreAllMocks())

const retriever = () =>
  algoliaRetriever({ appId: 'APPID12345', apiKey: 'search-only', index: 'docs', timeoutMs: 500 })

it("asks Algolia's own hosts from the Workers runtime", async () => {
  const hit = {
    url: 'https://docs.example.org/budget#cap',
    content: 'The cap is a number of dollars.',
    hierarchy: { lvl0: 'Docs', lvl1: 'Budget', lvl2: 'The cap' },
  }
  const fetched = vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () => Response.json({ results: [{ hits: [hit], nbHits: 1 }] }))
  const [passage] = await retriever().search({ text: 'cap', limit: 5 })
  expect(passage?.section).toMatchObject({ title: 'Budget', headings: ['The cap'], url: hit.url })
  const [url] = fetched.mock.calls[0] ?? []
  expect(String(url)).toMatch(/^https:\/\/APPID12345(-dsn|-\d)?\.algolia(net)?\.(net|com)\//)
})

it('is out of service when the network is', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('network lost'))
  await expect(retriever().search({ text: 'cap', limit: 5 })).rejects.toThrow(RetrieverUnavailable)
})
