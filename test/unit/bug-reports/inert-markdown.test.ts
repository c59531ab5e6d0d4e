import fc from 'fast-check'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import { describe, expect, it } from 'vitest'
import { inertMarkdown, plainLine } from '../../../src/bug-reports/inert-markdown.ts'

const parser = unified().use(remarkParse).use(remarkGfm)

/** What GitHub would look for mentions and references in, and what kinds of Markdown there are. */
function read(markdown: string): { kinds: Set<string>; text: string } {
  const kinds = new Set<string>()
  let text = ''
  visit(parser.parse(markdown), (node) => {
    // An address that shows where it leads.
    const [shown] = node.type === 'link' ? node.children : []
    if (node.type === 'link' && shown?.type === 'text' && shown.value === node.url) return SKIP
    kinds.add(node.type)
    if (node.type === 'text') text += `${node.value}\n`
  })
  return { kinds, text }
}

/** GitHub's own rules for what it links: a mention, a reference. */
const ACTS = /(?:^|[^\p{L}\p{N}_`])@[a-z0-9]|(?:^|[^\w])#\d|\bgh-\d/iu
const HARMLESS = ['root', 'paragraph', 'text', 'code', 'inlineCode', 'list', 'listItem', 'break']

const HOSTILE = [
  '@octocat look',
  '**@octocat**',
  '&#64;octocat',
  '&commat;octocat',
  '\\@octocat',
  '#12 and GH-12 and octo-org/core#12',
  '<!-- hidden -->',
  '<img src=x onerror=alert(1)>',
  '![tracker](https://evil.example/p.png)',
  '[click](javascript:alert(1))',
  '[x]: https://evil.example\n\n[x]',
  '# Heading by a maintainer',
  'Heading\n=======',
  'Heading\n---',
  '> quote',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '`one` ``@octocat`',
  '```\ncode\n``` @octocat',
  '````\n```\n@inside\n````\n@octocat',
  '    @indented code',
  '~~~js\n@octocat\n~~~\n<b>@octocat</b>',
  '\u202e@octocat',
  '- [ ] task @octocat',
  'a `b\n`c @octocat` d',
  '[^1]: footnote',
  '<details>\n\n@octocat',
  '\u0000@octocat',
  'x\r@octocat',
  '<https://evil.example>',
  '``` @octocat',
  '~~~ `@octocat`',
]

describe('a member’s text at GitHub', () => {
  it.each(HOSTILE)('acts on nobody: %j', (text) => {
    const { kinds, text: seen } = read(inertMarkdown(text))
    expect([...kinds].filter((kind) => !HARMLESS.includes(kind))).toEqual([])
    expect(seen).not.toMatch(ACTS)
  })

  it('acts on nobody, whatever pieces it is made of', () => {
    const piece = fc.constantFrom(
      ...[
        '`',
        '``',
        '```',
        '````',
        '~~~',
        '@octocat',
        '#12',
        'GH-1',
        '<b>',
        '<!--',
        '-->',
        '&#64;',
        '\\',
        '*',
        '_',
        '[',
        ']',
        '(',
      ],
      ...[
        ')',
        '!',
        '\n',
        '\n\n',
        '    ',
        '\t',
        '> ',
        '# ',
        '- ',
        '---',
        '===',
        '|',
        ' ',
        'word',
        '&',
        ';',
        '1. ',
        '\u200b',
        '~~',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const { kinds, text } = read(inertMarkdown(pieces.join('')))
        expect([...kinds].filter((kind) => !HARMLESS.includes(kind) && kind !== 'thematicBreak')).toEqual([])
        expect(text).not.toMatch(ACTS)
      }),
      { numRuns: 800 },
    )
  })

  it('reads as it was written', () => {
    const text = 'It says *no* & <stop> with `npm i @scope/pkg` and 2 < 3'
    expect(read(inertMarkdown(text)).text.replaceAll('\u200b', '').replaceAll('\n', '')).toBe(
      'It says *no* & <stop> with  and 2 < 3',
    )
    expect(inertMarkdown(text)).toContain('`npm i @scope/pkg`')
  })

  it('keeps an address whole, and shows where it leads', () => {
    expect(inertMarkdown('See https://docs.example.org/a_b#c-1, **now**')).toBe(
      'See <https://docs.example.org/a_b#c-1>, \\*\\*now\\*\\*',
    )
  })

  it('keeps code blocks with their language, and closes one that was left open', () => {
    expect(inertMarkdown('See:\n```ts\nconst a = `b`\n```\ndone')).toBe(
      'See:\n```ts\nconst a = `b`\n```\ndone',
    )
    expect(inertMarkdown('```\n@octocat')).toBe('```text\n@octocat\n```')
  })

  it('is one plain line in a title', () => {
    expect(plainLine('Crash\n```\u202eafter  `start`')).toBe('Crash after start')
  })
})
