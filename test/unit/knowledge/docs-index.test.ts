import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readArguments } from '../../../scripts/docs-index/arguments.ts'
import { parsePage } from '../../../scripts/docs-index/parse.ts'
import { MAX_PART_CHARACTERS, toParts } from '../../../scripts/docs-index/parts.ts'
import { readSections } from '../../../scripts/docs-index/read.ts'
import { pageUrl, resolveLink } from '../../../scripts/docs-index/urls.ts'

const BASE = 'https://docs.example.org/guide'
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function write(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}
const read = (options: Partial<Parameters<typeof readSections>[1]> = {}) =>
  readSections(folder, { baseUrl: BASE, ...options })

describe('a folder of Markdown', () => {
  it('becomes a section a heading, with title, path of headings, anchor and address', async () => {
    await write({
      'setup/install.md':
        '# Install\n\nFirst.\n\n## On Linux\n\nUse apt.\n\n### Debian\n\nYes.\n\n## On Linux\n\nAgain.',
    })
    const { sections, files, skipped } = await read()
    expect({ files, skipped }).toEqual({ files: 1, skipped: [] })
    expect(sections.map(({ id, headings, body }) => ({ id, headings, body }))).toEqual([
      { id: 'setup/install#', headings: [], body: 'First.' },
      { id: 'setup/install#on-linux', headings: ['On Linux'], body: 'Use apt.' },
      { id: 'setup/install#debian', headings: ['On Linux', 'Debian'], body: 'Yes.' },
      { id: 'setup/install#on-linux-1', headings: ['On Linux'], body: 'Again.' },
    ])
    expect(sections[1]).toMatchObject({
      url: `${BASE}/setup/install#on-linux`,
      page: `${BASE}/setup/install`,
      title: 'Install',
      scope: 'setup',
    })
  })

  it('takes title, description, scope and order from the front matter', async () => {
    await write({
      'b.md': '---\ntitle: Second\norder: 2\n---\nB.',
      'a.md': '---\ntitle: Third\nsidebar_position: 3\nscope: api\ndescription: What A is for.\n---\nA.',
      'z.md': '---\ntitle: First\nsidebar: { order: 1 }\n---\nZ.',
      'README.md': '# Welcome\n\nHello.',
    })
    const { sections } = await read()
    expect(sections.map((section) => section.title)).toEqual(['Welcome', 'First', 'Second', 'Third'])
    expect(sections.map((section) => section.position)).toEqual([0, 1, 2, 3])
    expect(sections[3]).toMatchObject({ scope: 'api', body: 'What A is for.\n\nA.' })
    expect(sections[0]).toMatchObject({ id: 'README#', url: BASE })
  })

  it('names a broken file with the reason and reads the rest', async () => {
    await write({ 'bad.mdx': 'Hello <b>\n', 'worse.md': '---\ntitle: [\n---\nx', 'good.md': 'Fine.' })
    const { sections, skipped } = await read()
    expect(sections.map((section) => section.id)).toEqual(['good#'])
    expect(skipped.map((each) => each.file)).toEqual(['bad.mdx', 'worse.md'])
    for (const { reason } of skipped) expect(reason).not.toBe('')
  })

  it('leaves out drafts, hidden folders and node_modules', async () => {
    await write({
      'draft.md': '---\ndraft: true\n---\nx',
      '.git/x.md': 'x',
      'node_modules/p/README.md': 'x',
      'a.md': 'x',
    })
    expect((await read()).sections.map((section) => section.id)).toEqual(['a#'])
  })

  it('cuts a long section between blocks into parts with the same anchor', async () => {
    const paragraph = `${'word '.repeat(250).trim()}.`
    await write({ 'long.md': `## Long\n\n${[paragraph, paragraph, paragraph].join('\n\n')}` })
    const { sections } = await read()
    expect(sections.map((section) => section.id)).toEqual(['long#long', 'long#long~2'])
    expect(new Set(sections.map((section) => section.url)).size).toBe(1)
  })

  it('puts the scope it was given before ids', async () => {
    await write({ 'a.md': 'x' })
    expect((await read({ scope: 'api' })).sections[0]).toMatchObject({ id: 'api/a#', scope: 'api' })
  })
})

describe('a page', () => {
  const parse = (text: string, mdx = false) =>
    parsePage(text, { mdx, resolveLink: (href) => `https://x.org/${href}` })

  it('keeps code blocks whole, headings and links within them untouched', () => {
    const code = '```md\n# not a heading\n\n[l](./y.md)\n```'
    expect(parse(`## A\n\n${code}`).sections.at(-1)).toMatchObject({ anchor: 'a', blocks: [code] })
  })

  it('has absolute links, in text, images and definitions', () => {
    const [section] = parse('See [a](a.md "t"), ![b](b.png) and [c].\n\n[c]: c.md').sections
    expect(section?.blocks).toEqual([
      'See [a](https://x.org/a.md "t"), ![b](https://x.org/b.png) and [c].',
      '[c]: https://x.org/c.md',
    ])
  })

  it('takes an anchor of its own from a heading', () => {
    expect(parse('## Set it up {#money}').sections[1]).toMatchObject({
      anchor: 'money',
      headings: ['Set it up'],
    })
    expect(parse('## Set it up {#money}', true).sections[1]).toMatchObject({
      anchor: 'money',
      headings: ['Set it up'],
    })
  })

  it('in MDX keeps the text inside components and drops imports, tags and expressions', () => {
    const { sections } = parse(
      "import A from './a'\n\n<Tabs>\n  <Tab>\n    ## Inside\n\n    Text <b>bold</b> {1 + 1}.\n  </Tab>\n</Tabs>\n\n<Empty />",
      true,
    )
    expect(sections[1]).toEqual({ anchor: 'inside', headings: ['Inside'], blocks: ['Text bold .'] })
  })
})

describe('parts', () => {
  it('are one when all fits, and never none', () => {
    expect(toParts(['a', 'b'])).toEqual(['a\n\nb'])
    expect(toParts([])).toEqual([''])
  })

  it('keep a code block whole beyond the bound of a part', () => {
    const code = `\`\`\`\n${'x\n'.repeat(MAX_PART_CHARACTERS)}\`\`\``
    expect(toParts(['before', code, 'after'])).toEqual(['before', code, 'after'])
  })

  it('give each piece of an endless code block its fences', () => {
    const code = `\`\`\`sh\n${'echo hello\n'.repeat(3000)}\`\`\``
    const parts = toParts([code])
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) expect(part).toMatch(/^```sh\n[\s\S]*\n```$/)
  })
})

describe('addresses', () => {
  const scheme = { baseUrl: `${BASE}/`, keepExtension: false }

  it.each([
    ['a.md', `${BASE}/a`],
    ['a/index.mdx', `${BASE}/a`],
    ['README.md', BASE],
    ['a b/c#d.md', `${BASE}/a%20b/c%23d`],
  ])('of %s is %s', (path, url) => {
    expect(pageUrl(path, scheme)).toBe(url)
  })

  it('keep the extension when asked to', () => {
    const blob = { baseUrl: 'https://github.com/a/b/blob/main/docs', keepExtension: true }
    expect(pageUrl('x/index.md', blob)).toBe('https://github.com/a/b/blob/main/docs/x/index.md')
    expect(resolveLink('../y.md#z', 'x/index.md', blob)).toBe('https://github.com/a/b/blob/main/docs/y.md#z')
  })

  it.each([
    ['other.md', `${BASE}/a/other`],
    ['../up.md#x', `${BASE}/up#x`],
    ['./', `${BASE}/a/`],
    ['#here', `${BASE}/a/page#here`],
    ['pic.png', `${BASE}/a/pic.png`],
    ['/root', 'https://docs.example.org/root'],
    ['https://e.org/x.md', 'https://e.org/x.md'],
    ['mailto:a@b.org', 'mailto:a@b.org'],
  ])('a link to %s leads to %s', (href, url) => {
    expect(resolveLink(href, 'a/page.md', scheme)).toBe(url)
  })
})

describe('the command line', () => {
  it('is read into values', async () => {
    const read = readArguments([folder, '--base-url', BASE, '--scope', 'api', '--questions'])
    expect(read).toMatchObject({
      ok: true,
      value: { folders: [folder], baseUrl: BASE, scope: 'api', remote: false, questions: true },
    })
  })

  it('names every problem and what would be right', () => {
    const read = readArguments([
      'nowhere',
      '--base-url',
      'docs.example.org',
      '--local',
      '--remote',
      '--scope',
      'a b',
    ])
    expect(read).toMatchObject({
      ok: false,
      problems: [
        'nowhere does not exist: name a folder of Markdown files',
        '--base-url docs.example.org is not an http(s) URL: write it whole, for example --base-url https://docs.example.org',
        '--local and --remote exclude each other: choose one',
        '--scope a b: use letters, digits, - and _, at most 50',
      ],
    })
  })

  it('asks for what is missing, and refuses what it does not know', () => {
    expect(readArguments([])).toMatchObject({
      ok: false,
      problems: [/no folder/, /--base-url is missing/].map((text) => expect.stringMatching(text)),
    })
    expect(readArguments([folder, '--bse-url', BASE])).toMatchObject({ ok: false })
  })
})
