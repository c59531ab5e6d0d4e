import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerpt, firstLine } from '../../../src/announcements/markdown/excerpt.ts'

const place = { webUrl: 'https://github.com', repository: 'acme/tool' }
const shown = (markdown: string, max = 2000) => excerpt(markdown, place, max).text

describe('a changelog in Discord', () => {
  it.each([
    ['headings become bold lines', '## What’s **new**\n\ntext', '**What’s new**\ntext'],
    ['underlined headings too', 'News\n====\ntext', '**News**\ntext'],
    ['lists keep their form', '* one\n  + two\n1) three', '- one\n  - two\n1. three'],
    ['tasks are ticked', '- [x] done\n- [ ] open', '- ☑ done\n- ☐ open'],
    ['comments are gone', 'a <!-- hidden @ana --> b\n<!--\nmore\n-->\nc', 'a  b\n\nc'],
    ['issues become links', 'Fixes #12', 'Fixes [#12](<https://github.com/acme/tool/issues/12>)'],
    [
      'of other repositories too',
      'see acme/other#7',
      'see [acme/other#7](<https://github.com/acme/other/issues/7>)',
    ],
    ['people become links', 'by @ana-b!', 'by [@ana-b](<https://github.com/ana-b>)!'],
    ['an address is no person', 'write to a@b.example', 'write to a\\@b.example'],
    ['everyone is nobody', '@everyone @here', '\\@everyone \\@here'],
    [
      'Discord’s mentions are text',
      '<@123> <@&9> <#5> <t:1:R> ||s||',
      '\\<\\@123> \\<\\@&9> \\<#5> \\<t:1:R> \\|\\|s\\|\\|',
    ],
    [
      'pull requests are short',
      'in https://github.com/acme/tool/pull/9',
      'in [#9](<https://github.com/acme/tool/pull/9>)',
    ],
    [
      'comparisons are short',
      '**Full Changelog**: https://github.com/acme/tool/compare/v1...v2',
      '**Full Changelog**: [v1...v2](<https://github.com/acme/tool/compare/v1...v2>)',
    ],
    ['images become links', '![shot](https://x.example/a.png)', '[image: shot](<https://x.example/a.png>)'],
    [
      'badges become what they link to',
      '[![CI](https://x.example/b.svg)](https://ci.example)',
      '[CI](<https://ci.example/>)',
    ],
    [
      'relative links lead to the repository',
      '[docs](docs/a.md)',
      '[docs](<https://github.com/acme/tool/blob/HEAD/docs/a.md>)',
    ],
    ['links without a page are text', '[x](javascript:alert(1))', 'x'],
    [
      'reference links are resolved',
      'the [guide][g]\n\n[g]: https://d.example',
      'the [guide](<https://d.example/>)',
    ],
    ['code stays as it is', 'use `@ana #12 <b>`', 'use `@ana #12 <b>`'],
    [
      'fences stay as they are',
      '```ts\nconst a = "#12 <!-- x -->"\n```',
      '```ts\nconst a = "#12 <!-- x -->"\n```',
    ],
    ['an open fence is closed', '~~~\ncode', '```\ncode\n```'],
    [
      'HTML is taken out',
      '<details><summary>More</summary>\n\ntext<br>line\n</details>',
      '**More**\n\ntext\nline',
    ],
    ['HTML links stay', '<a href="https://d.example/x">see</a>', '[see](<https://d.example/x>)'],
    ['tables become lists', '| A | B |\n|---|---|\n| 1 | `x` |', '**A · B**\n- 1 · `x`'],
    ['small print is none', '-# note', '\\-# note'],
    [
      'commits are short',
      'a'.repeat(40),
      `[aaaaaaa](<https://github.com/acme/tool/commit/${'a'.repeat(40)}>)`,
    ],
    ['quotes and alerts stay', '> [!WARNING]\n> Back up first', '> **WARNING**\n> Back up first'],
  ])('%s', (_, markdown, expected) => expect(shown(markdown)).toBe(expected))

  it('is cut between list items, and a heading without its text goes with it', () => {
    const text = `## One\n- ${'a'.repeat(80)}\n- ${'b'.repeat(80)}\n\n## Two\n- ${'c'.repeat(80)}`
    expect(excerpt(text, place, 190)).toEqual({
      text: `**One**\n- ${'a'.repeat(80)}\n- ${'b'.repeat(80)}`,
      isCut: true,
    })
  })

  it('is cut at a word when its first paragraph is too long, never in a link or code', () => {
    const link = '[the guide to everything](https://docs.example/a/long/address/that/goes/on)'
    for (let max = 60; max < 260; max++) {
      const { text } = excerpt(
        `${'word '.repeat(12)}${link} and \`code with spaces\` ${'more '.repeat(30)}`,
        place,
        max,
      )
      expect(text.length).toBeLessThanOrEqual(max)
      expect((text.match(/\[the/g) ?? []).length).toBe((text.match(/goes\/on>\)/g) ?? []).length)
      expect((text.match(/`/g) ?? []).length % 2).toBe(0)
    }
  })

  it('does not begin with half of a long code block', () => {
    expect(excerpt(`\`\`\`\n${'x\n'.repeat(500)}\`\`\`\n\nThen text`, place, 300)).toEqual({
      text: 'Then text',
      isCut: true,
    })
  })

  it('of a very long text is the same beginning, and says that there is more', () => {
    const text = `- ${'a'.repeat(50)}\n`.repeat(2000)
    const { text: shownText, isCut } = excerpt(text, place, 300)
    expect(isCut).toBe(true)
    expect(shownText).toBe(Array.from({ length: 5 }, () => `- ${'a'.repeat(50)}`).join('\n'))
    expect(excerpt(`\`\`\`\n${'x'.repeat(9000)}`, place, 300)).toEqual({ text: '', isCut: true })
  })

  it('has a first line for a list of releases', () => {
    expect(firstLine('# v1\n\n- **Faster** by @ana\n- more', place, 100)).toBe(
      '**Faster** by [@ana](<https://github.com/ana>)',
    )
  })

  it('is within its length, with whole code and links and no live mention, whatever the text', () => {
    const piece = fc.constantFrom(
      '# h\n',
      '- item ',
      '\n\n',
      '```\n',
      '`',
      '**',
      '~~',
      '[a](https://x.example/b)',
      '![i](u)',
      '<!--',
      '-->',
      '<@1>',
      '@everyone',
      '@ana',
      '#1',
      '| a | b |\n',
      '|---|---|\n',
      '> q\n',
      'word ',
      '\n',
      '<b>',
      '\\',
      '[',
      '](',
      ')',
      '🎉',
      '_',
      '*',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 60, max: 400 }), (pieces, max) => {
        const { text } = excerpt(pieces.join(''), place, max)
        expect(text.length).toBeLessThanOrEqual(max)
        expect((text.match(/```/g) ?? []).length % 2).toBe(0)
        const outside = text.replace(/```[\s\S]*?```|\\[\s\S]|`[^`\n]*`/g, '')
        expect(outside).not.toMatch(/@(everyone|here)|<[@#]/)
        expect(outside.replace(/\[[^[\]]*\]\(<[^<>\s]*>\)/g, '')).not.toContain('](<')
      }),
      { numRuns: 2000 },
    )
  })
})
