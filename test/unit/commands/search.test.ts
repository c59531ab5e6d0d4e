import { describe, expect, it } from 'vitest'
import { learn } from '../../../src/commands/learn.ts'
import { search } from '../../../src/commands/search.ts'
import { sources } from '../../../src/commands/sources.ts'
import { responseBody } from '../../../src/discord/reply.ts'
import { actor, fakeDeps, section } from './fakes.ts'

const text = (reply: Parameters<typeof responseBody>[0]) => JSON.stringify(responseBody(reply))

describe('/search', () => {
  it('lists sections as links with where they stand and what they say', async () => {
    const { deps } = fakeDeps({
      retriever: { name: 'embedded', search: async () => [{ section: section(), score: 1 }] },
    })
    const reply = await search.handle({ actor, options: { query: 'daily cap' } }, deps)
    expect(text(reply)).toContain('[Budget › Daily cap](<https://docs.example.org/budget#daily-cap>)')
    expect(text(reply)).toContain('cap what a day may cost')
  })

  it('learns about its place while it searches: together they must end within Discord’s three seconds', async () => {
    let isNameAskedFor = false
    const { deps } = fakeDeps({
      channelName: async () => {
        isNameAskedFor = true
        return 'help'
      },
    })
    deps.retriever = {
      name: 'embedded',
      search: async () => {
        await Promise.resolve()
        expect(isNameAskedFor).toBe(true)
        return []
      },
    }
    const thread = { id: '1100000000000000031', type: 11, name: null, parentId: '1100000000000000032' }
    await search.handle({ actor: { ...actor, channel: thread }, options: { query: 'x' } }, deps)
  })

  it('says so when nothing matches, to the person alone, with a way on', async () => {
    const { deps } = fakeDeps()
    const reply = await search.handle({ actor, options: { query: '**nope** @everyone' } }, deps)
    expect(reply).toMatchObject({ ephemeral: true })
    expect(text(reply)).toContain('https://docs.example.org')
    expect(text(reply)).not.toContain('**nope**')
  })

  it('fits Discord’s embed with five long results', async () => {
    const long = section({
      title: 'T'.repeat(300),
      headings: ['H'.repeat(300)],
      body: 'word '.repeat(2000),
      url: `https://docs.example.org/${'p'.repeat(900)}`,
    })
    const passages = Array.from({ length: 5 }, () => ({ section: long, score: 1 }))
    const { deps } = fakeDeps({ retriever: { name: 'embedded', search: async () => passages } })
    const reply = await search.handle({ actor, options: { query: '_'.repeat(200) } }, deps)
    const embed = reply.kind === 'message' ? reply.embeds?.[0] : undefined
    expect(embed?.title?.length).toBeLessThanOrEqual(256)
    expect(embed?.description?.length).toBeLessThanOrEqual(4096)
  })

  it('shows titles of documents and the query as written: no mention, link, invitation or formatting', async () => {
    const hostile = section({
      title: '<@&1> https://evil.test/a ` __init__',
      headings: ['x](https://evil.test) discord.gg/evil'],
      body: 'Join discord.gg/evil',
    })
    const { deps } = fakeDeps({
      retriever: { name: 'embedded', search: async () => [{ section: hostile, score: 1 }] },
    })
    const reply = await search.handle({ actor, options: { query: '[__x__](https://evil.test)' } }, deps)
    const { title = '', description = '' } = (reply.kind === 'message' ? reply.embeds?.[0] : undefined) ?? {}
    expect(title).toBe(String.raw`Docs: “\[\_\_x\_\_\]\(https\:\/\/evil.test\)”`)
    expect(description).toContain(String.raw`\<\@&1\> https\:\/\/evil.test\/a \` \_\_init\_\_`)
    expect(description.match(/:\/\//g)).toHaveLength(1)
    expect(description).not.toContain('.gg/')
  })

  it('suggests headings for the query and parts of the docs for the scope', async () => {
    const { deps } = fakeDeps()
    deps.docs.suggest = async () => [{ heading: 'Daily cap', title: 'Budget', url: '' }]
    const typing = { actor, value: 'pl', options: {} }
    expect(await search.complete?.({ ...typing, option: 'query' }, deps)).toEqual([
      { name: 'Daily cap · Budget', value: 'Daily cap' },
    ])
    expect(await search.complete?.({ ...typing, option: 'scope' }, deps)).toEqual([
      { name: 'plugins', value: 'plugins' },
    ])
    deps.docs.scopes = async () => ['API', 'core']
    expect(await search.complete?.({ ...typing, value: 'ap', option: 'scope' }, deps)).toEqual([
      { name: 'API', value: 'API' },
    ])
  })
})

describe('/learn', () => {
  it('numbers the pages in reading order, each with a reason', async () => {
    const { deps } = fakeDeps()
    deps.docs.learningPath = async () => [
      { page: 'a', title: 'Setup', url: 'https://docs.example.org/setup', why: 'It sets everything up.' },
      { page: 'b', title: 'Budget', url: 'https://docs.example.org/budget', why: 'It caps the cost.' },
    ]
    const reply = text(await learn.handle({ actor, options: { topic: 'budget' } }, deps))
    expect(reply).toMatch(/1\. \*\*\[Setup\].*sets everything up.*2\. \*\*\[Budget\].*caps the cost/)
  })

  it('fits Discord’s embed with seven long pages and any topic', async () => {
    const { deps } = fakeDeps()
    const step = { page: 'a', title: '*'.repeat(200), why: '_'.repeat(300) }
    deps.docs.learningPath = async () =>
      Array.from({ length: 7 }, () => ({ ...step, url: `https://docs.example.org/${'p'.repeat(200)}` }))
    const reply = await learn.handle({ actor, options: { topic: '*'.repeat(200) } }, deps)
    const embed = reply.kind === 'message' ? reply.embeds?.[0] : undefined
    expect(embed?.title?.length).toBeLessThanOrEqual(256)
    expect(embed?.description?.length).toBeLessThanOrEqual(4096)
    expect(embed?.description).toContain('7. **[')
  })

  it('says so when no page treats the topic', async () => {
    const reply = await learn.handle({ actor, options: { topic: 'sailing' } }, fakeDeps().deps)
    expect(reply).toMatchObject({ kind: 'message', ephemeral: true })
  })
})

describe('the Sources button', () => {
  it('shows the sections with their numbers, to whoever pressed it', async () => {
    const { deps } = fakeDeps()
    deps.docs.sourcesOf = async () => [section(), section({ title: 'Setup', headings: [] })]
    const reply = await sources.handle(
      { actor, fields: { answer: 'a' }, values: [], inputs: new Map() },
      deps,
    )
    expect(reply).toMatchObject({ ephemeral: true })
    expect(text(reply)).toMatch(/1\. \[Budget › Daily cap\].*2\. \[Setup\]/)
  })

  it('shows all ten sections that an answer may cite', async () => {
    const { deps } = fakeDeps()
    const long = section({ title: 'T'.repeat(200), headings: [], body: 'words `code` - word. '.repeat(100) })
    deps.docs.sourcesOf = async () => Array.from({ length: 10 }, () => long)
    const reply = await sources.handle(
      { actor, fields: { answer: 'a' }, values: [], inputs: new Map() },
      deps,
    )
    const embed = reply.kind === 'message' ? reply.embeds?.[0] : undefined
    expect(embed?.description?.length).toBeLessThanOrEqual(4096)
    expect(embed?.description).toContain('**10. [')
  })

  it('says when the list is no longer kept', async () => {
    const reply = await sources.handle(
      { actor, fields: { answer: 'a' }, values: [], inputs: new Map() },
      fakeDeps().deps,
    )
    expect(text(reply)).toContain('no longer kept')
  })
})
