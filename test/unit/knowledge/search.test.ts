import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DatabaseLike } from '../../../src/knowledge/database.ts'
import { embeddedRetriever } from '../../../src/knowledge/embedded.ts'
import { MAX_QUERY_TERMS, parseQuestion, quoteTerm } from '../../../src/knowledge/question.ts'
import { RetrieverUnavailable } from '../../../src/knowledge/section.ts'
import { listScopes, suggestHeadings } from '../../../src/knowledge/suggest.ts'
import { GUIDE, indexed, section } from './docs.ts'

let db: DatabaseLike
beforeAll(async () => {
  db = await indexed(GUIDE)
})

const search = (text: string, scope?: string) => embeddedRetriever(db).search({ text, scope, limit: 5 })
const first = async (text: string, scope?: string) => (await search(text, scope))[0]?.section.id

describe('a search', () => {
  it.each([
    ['a question in full', 'How do I set the daily budget?', 'config#set-the-daily-budget'],
    ['other forms of the words', 'registering factors', 'factors#register'],
    ['a misspelt word', 'set the daly bugdet', 'config#set-the-daily-budget'],
    ['swapped first letters', 'ebtter wbehook', 'config#webhooks'],
    ['a word written apart', 'web hook', 'config#webhooks'],
    ['a word written together', 'frontmatter', 'deploy#front-matter'],
    ['another word for the same', 'undo a release', 'deploy#rollback'],
    ['a file name', 'wrangler.toml', 'config#webhooks'],
    ['a decorator', '@register', 'factors#register'],
    ['c++, not c#', 'c++', 'languages#cpp'],
    ['a part of a snake_case name', 'momentum', 'factors#register'],
    ['a part of a camelCase name', 'user name', 'languages#cpp'],
    ['a name in another spelling', 'max-retries', 'languages#cpp'],
  ])('finds %s', async (_, text, id) => {
    expect(await first(text)).toBe(id)
  })

  it('finds nothing for words the docs do not have', async () => {
    expect(await search('zymurgy quokka')).toEqual([])
  })

  it('finds nothing for an empty question, or one of punctuation', async () => {
    expect(await search('   ')).toEqual([])
    expect(await search('?!*"')).toEqual([])
  })

  it('searches for stop words when there is nothing else', async () => {
    const about = await indexed([section('who#', { title: 'Who we are', body: 'We are a team.' })])
    const found = await embeddedRetriever(about).search({ text: 'who are we', limit: 5 })
    expect(found).toHaveLength(1)
  })

  it('stays in a known scope and ignores an unknown one', async () => {
    expect((await search('extensions settings budget', 'api')).map((each) => each.section.scope)).toEqual([
      'api',
    ])
    expect(await first('daily budget', 'nowhere')).toBe('config#set-the-daily-budget')
  })

  it('gives scores that fall from one to the next and are at most 1', async () => {
    const scores = (await search('set the daily budget of a webhook deployment')).map((each) => each.score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    for (const score of scores) {
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })

  it('is surer of an answer than of a chance match', async () => {
    const [answer] = await search('How do I set the daily budget?')
    const [chance] = await search('which answers did the football players give yesterday on television')
    expect(answer?.score).toBeGreaterThan(0.5)
    expect(chance?.score ?? 0).toBeLessThan(0.3)
  })

  it('gives at most as many as asked for', async () => {
    expect(await embeddedRetriever(db).search({ text: 'deployment configuration', limit: 1 })).toHaveLength(1)
    expect(await embeddedRetriever(db).search({ text: 'deployment', limit: 0 })).toEqual([])
  })

  it('is out of service when the database does not answer', async () => {
    const broken: DatabaseLike = { ...db, batch: () => Promise.reject(new Error('D1_ERROR: overloaded')) }
    await expect(embeddedRetriever(broken).search({ text: 'budget', limit: 5 })).rejects.toThrow(
      RetrieverUnavailable,
    )
  })
})

const HOSTILE = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        '*',
        'NEAR(',
        ')',
        'AND',
        'OR',
        'NOT',
        'title:',
        '^',
        '-',
        '+',
        '{a b}:',
        'budget',
        '\0',
        '--',
        ';',
        '漢字',
        'é',
        '?1',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(' ')),
)

describe('text from members', () => {
  it('is never syntax: any text is searched for without an error', async () => {
    await fc.assert(
      fc.asyncProperty(HOSTILE, async (text) => {
        await search(text)
        await search(text, text)
        await suggestHeadings(db, text)
      }),
      { numRuns: 300 },
    )
  })

  it('becomes FTS5 strings in which only the quotes around them are quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (term) => {
        expect(quoteTerm(term)).toMatch(/^"(?:[^"\0]|"")*"$/)
      }),
    )
  })

  it('has a bound on its terms', () => {
    const text = Array.from({ length: 500 }, (_, i) => `word${i}`).join(' ')
    expect(parseQuestion(text).terms.length).toBeLessThanOrEqual(MAX_QUERY_TERMS)
  })
})

describe('suggestions while typing', () => {
  it('are headings with words that begin so', async () => {
    const headings = (await suggestHeadings(db, 'set the da')).map((each) => each.heading)
    expect(headings[0]).toBe('Set the daily budget')
  })

  it('match a word that is being typed and one that is whole', async () => {
    expect((await suggestHeadings(db, 'dai')).map((each) => each.heading)).toEqual(['Set the daily budget'])
    expect((await suggestHeadings(db, 'daily')).map((each) => each.heading)).toEqual(['Set the daily budget'])
  })

  it('offer a title for the start of its page', async () => {
    expect(await suggestHeadings(db, 'welc')).toEqual([
      { heading: 'Welcome', title: 'Welcome', url: 'https://docs.example.org/index' },
    ])
  })

  it('name a heading once, and no more than asked for', async () => {
    const twice = await indexed([
      section('a#setup', { title: 'A' }),
      section('a#setup~2', { title: 'A', headings: ['setup'] }),
    ])
    expect(await suggestHeadings(twice, 'set')).toHaveLength(1)
    expect(await suggestHeadings(db, 'd', 1)).toHaveLength(1)
  })

  it('are none for nothing typed', async () => {
    expect(await suggestHeadings(db, ' ')).toEqual([])
  })
})

it('the parts of the docs are listed once each', async () => {
  expect(await listScopes(db)).toEqual(['api'])
})
