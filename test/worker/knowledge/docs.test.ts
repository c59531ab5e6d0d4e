import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { countSections, findSections } from '../../../src/knowledge/docs.ts'
import { indexDocs } from '../../../src/knowledge/indexing.ts'
import type { Section } from '../../../src/knowledge/section.ts'

const section = (id: string): Section => ({
  id,
  url: `https://docs.example.org/${id}`,
  page: 'https://docs.example.org/page',
  title: 'Page',
  headings: ['Here'],
  body: 'Something about budgets.',
  scope: '',
  position: 1,
})

it('sections are found in the order asked, by id or by address, and an address nobody knows is shown as it is', async () => {
  expect(await countSections(env.DB)).toBe(0)
  await indexDocs(env.DB, [section('one'), section('two')], { source: 'test' })
  expect(await countSections(env.DB)).toBe(2)
  const unknown = 'https://elsewhere.example.org/guide#part'
  const found = await findSections(env.DB, ['two', unknown, 'gone', 'https://docs.example.org/one'])
  expect(found.map(({ url, title }) => [url, title])).toEqual([
    ['https://docs.example.org/two', 'Page'],
    [unknown, 'elsewhere.example.org/guide#part'],
    ['https://docs.example.org/one', 'Page'],
  ])
  expect(await findSections(env.DB, [])).toEqual([])
})
