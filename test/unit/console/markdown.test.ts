import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../../sim/console/markdown/blocks.ts'
import { parseInline } from '../../../sim/console/markdown/inline.ts'
import { plainText } from '../../../sim/console/markdown/plain.ts'
import { formatTime } from '../../../sim/console/markdown/time.ts'

const text = (value: string) => ({ type: 'text', text: value })
const blockTypes = (source: string) => parseMarkdown(source).map((block) => block.type)

describe('marks in a line', () => {
  it.each([
    ['**b**', 'strong'],
    ['*b*', 'em'],
    ['_b_', 'em'],
    ['__b__', 'underline'],
    ['~~b~~', 'strike'],
    ['||b||', 'spoiler'],
  ])('%s is read as %s', (source, type) => {
    expect(parseInline(source)).toEqual([{ type, children: [text('b')] }])
  })

  it('reads three stars as bold around italics', () => {
    expect(parseInline('***both***')).toEqual([
      { type: 'strong', children: [{ type: 'em', children: [text('both')] }] },
    ])
  })

  it('leaves names_with_underscores, lone stars and unclosed marks as they are typed', () => {
    for (const source of ['snake_case_name', '2 * 3 * 4', '**open', '~~', '||', 'a ** b'])
      expect(parseInline(source)).toEqual([text(source)])
  })

  it('does not look for marks inside code', () => {
    expect(parseInline('**a `**` b**')).toEqual([
      { type: 'strong', children: [text('a '), { type: 'code', text: '**' }, text(' b')] },
    ])
  })

  it('takes a backslash as "write the next mark literally"', () => {
    expect(parseInline('\\*not\\* 1\\2')).toEqual([text('*not* 1\\2')])
  })

  it('keeps every line end', () => {
    expect(parseInline('a\n\nb')).toEqual([text('a'), { type: 'break' }, { type: 'break' }, text('b')])
  })

  it('reads very deep nesting and long runs of marks without running out of stack or time', () => {
    expect(() => parseInline('*_'.repeat(2000))).not.toThrow()
    expect(() => parseInline(`${'['.repeat(2000)}${']'.repeat(2000)}(https://a.b)`)).not.toThrow()
    expect(() => parseMarkdown('> '.repeat(2000))).not.toThrow()
  })
})

describe('links', () => {
  it('reads a numbered citation whose address stands in angle brackets', () => {
    expect(parseInline('[[1]](<https://docs.example/a#b>)')).toEqual([
      { type: 'link', url: 'https://docs.example/a#b', children: [text('[1]')] },
    ])
  })

  it('ends a bare address before the sentence ends', () => {
    expect(parseInline('(see https://docs.example/a).')).toEqual([
      text('(see '),
      { type: 'link', url: 'https://docs.example/a', children: [text('https://docs.example/a')] },
      text(').'),
    ])
  })

  it('reads <https://…> as a link without a preview', () => {
    expect(parseInline('<https://docs.example/>')).toEqual([
      { type: 'link', url: 'https://docs.example/', children: [text('https://docs.example/')] },
    ])
  })

  it.each([
    '[x](javascript:alert(1))',
    '[x](data:text/html,hi)',
    '<javascript:alert(1)>',
    '[x](//host)',
  ])('never makes a link of %s', (source) => {
    expect(JSON.stringify(parseInline(source))).not.toContain('"link"')
  })
})

describe("Discord's own tokens", () => {
  it('reads mentions, commands, times and emoji', () => {
    expect(parseInline('<@1><@!2><@&3><#4></ask:5><t:60:R><:wave:6>').map((node) => node.type)).toEqual([
      'user',
      'user',
      'role',
      'channel',
      'command',
      'time',
      'emoji',
    ])
  })

  it('gives a time without a style the default one and refuses an unknown style', () => {
    expect(parseInline('<t:60>')).toEqual([{ type: 'time', unixSeconds: 60, style: 'f' }])
    expect(parseInline('<t:60:X>')).toEqual([text('<t:60:X>')])
  })
})

describe('blocks', () => {
  it('reads headings, subtext and plain lines', () => {
    expect(blockTypes('# a\n## b\n### c\n#### d\n-# e\nf')).toEqual([
      'heading',
      'heading',
      'heading',
      'paragraph',
      'subtext',
      'paragraph',
    ])
  })

  it('keeps code as it is, with its language, also in the middle of a line', () => {
    expect(parseMarkdown('run ```sh\nnpm  ci **x**\n``` now')).toEqual([
      { type: 'paragraph', children: [text('run ')] },
      { type: 'code', language: 'sh', text: 'npm  ci **x**' },
      { type: 'paragraph', children: [text(' now')] },
    ])
  })

  it('reads code inside a quote and goes on after it', () => {
    expect(parseMarkdown('> a\n> ```js\n> x\n> ```\nb')).toEqual([
      {
        type: 'quote',
        children: [
          { type: 'paragraph', children: [text('a')] },
          { type: 'code', language: 'js', text: 'x' },
        ],
      },
      { type: 'paragraph', children: [text('b')] },
    ])
  })

  it('quotes all that follows >>>', () => {
    expect(parseMarkdown('>>> a\nb')).toEqual([
      {
        type: 'quote',
        children: [{ type: 'paragraph', children: [text('a'), { type: 'break' }, text('b')] }],
      },
    ])
  })

  it('reads nested and numbered lists from the number they start at', () => {
    const [bullets, numbers] = parseMarkdown('- a\n  - b\n- c\n3. d\n4. e')
    expect(bullets).toMatchObject({ type: 'list', ordered: false })
    expect(bullets?.type === 'list' && bullets.items.map((item) => item.map((block) => block.type))).toEqual([
      ['paragraph', 'list'],
      ['paragraph'],
    ])
    expect(numbers).toMatchObject({ type: 'list', ordered: true, start: 3 })
  })

  it('leaves an unclosed fence as text', () => {
    expect(blockTypes('```js\nlet a')).toEqual(['paragraph'])
  })
})

describe('words without marks', () => {
  it('leaves out addresses, marks and line ends', () => {
    expect(
      plainText(
        '## Budget\n- see [the docs](<https://docs.example/a>) [[1]](<https://docs.example/b>), **now**',
      ),
    ).toBe('Budget see the docs [1], now')
  })

  it('keeps the label of a link that was cut within its address', () => {
    expect(plainText('The docs say [[1]](<https://docs.example/a…')).toBe('The docs say [1]')
  })

  it('does not give a spoiler away', () => {
    expect(plainText('the murderer is ||the butler||')).toBe('the murderer is spoiler')
  })
})

describe('times', () => {
  const now = Date.UTC(2026, 10, 20, 12)
  const seconds = now / 1000

  it.each([
    [seconds + 26, 'in 26 seconds'],
    [seconds - 90, '1 minute ago'],
    [seconds, 'now'],
    [seconds + 3 * 86_400, 'in 3 days'],
    [seconds - 400 * 86_400, 'last year'],
  ])('%s is told as "%s"', (unixSeconds, told) => {
    expect(formatTime(unixSeconds, 'R', now)).toBe(told)
  })

  it('has a word for a time beyond all calendars', () => {
    expect(formatTime(9_999_999_999_999, 'F', now)).toBe('an unknown time')
  })
})
