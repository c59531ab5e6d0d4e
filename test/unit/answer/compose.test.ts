import { describe, expect, test } from 'vitest'
import { renderAnswer } from '../../../src/answer/citations.ts'
import {
  answered,
  answeredElsewhere,
  fallbackQuoted,
  gap,
  gaveUp,
  nothingFound,
  partial,
  searchUnavailable,
  sourcesFound,
} from '../../../src/answer/compose.ts'
import { ground } from '../../../src/answer/grounding.ts'
import { linkPolicy } from '../../../src/answer/links.ts'
import type { FallbackReason } from '../../../src/answer/outcome.ts'
import { encodeCustomId } from '../../../src/discord/custom-id.ts'
import { passage } from './passages.ts'

const isAllowed = linkPolicy('https://docs.test/', [])
const passages = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
  passage(id, `Body of ${id}.\n\n\`\`\`js\nrun('${id}')\n\`\`\``),
)
const answer = {
  markdown: 'Set it. [[1]](<https://docs.test/a#here>)',
  cited: passages.slice(0, 1).map(({ section }) => section),
}
const quote = (section: { body: string }, _question: string, chars: number) => section.body.slice(0, chars)

test('the sources found are links that are useful by themselves', () => {
  expect(sourcesFound(passages.slice(0, 2)).content).toBe(
    '**Looking at these parts of the docs:**\n- [Page a › Here](<https://docs.test/a#here>)\n- [Page b › Here](<https://docs.test/b#here>)\n-# The answer follows here.',
  )
})

test('a growing answer says that it grows', () => {
  expect(partial(answer).content).toBe(`${answer.markdown}\n\n-# Still writing…`)
})

test('an answer ends with its numbered sources, and three buttons that carry its id', () => {
  const { content, components } = answered({
    answer,
    isCut: false,
    answerId: 'f00',
    customId: encodeCustomId,
  })
  expect(content).toBe(`${answer.markdown}\n\n-# 1 · [Page a › Here](<https://docs.test/a#here>)`)
  expect(JSON.stringify(components).match(/"label":"[^"]+"|"custom_id":"[^"]+"/g)).toEqual([
    '"label":"Helpful"',
    '"custom_id":"1:vote:f00:helpful"',
    '"label":"Not helpful"',
    '"custom_id":"1:vote:f00:not_helpful"',
    '"label":"Sources"',
    '"custom_id":"1:sources:f00"',
  ])
})

test('the docs not answering is said first, then the nearest pages, five at most', () => {
  const { content } = gap(passages)
  expect(content).toMatch(/^The docs do not seem to answer this question\./)
  expect(content.match(/^- \[/gm)).toHaveLength(5)
})

test('a page that only shares a word with the question is not offered as near', () => {
  const { content } = gap(passages.map((each) => ({ ...each, score: 0.04 })))
  expect(content).toMatch(/^The docs do not seem to answer this question\./)
  expect(content).not.toContain('](<')
})

test('links keep brackets of headings from ending them, and no heading formats anything', () => {
  const odd = passage('x', '')
  odd.section.headings = ['a](https://evil.test) b', '<x> __init__']
  expect(sourcesFound([odd]).content).toContain(
    String.raw`[Page x › a\)\(\(link removed\)\) b › \<x\> \_\_init\_\_](<https://docs.test/x#here>)`,
  )
})

test('a heading as long as a page is linked by its page, so that no link is longer than a message', () => {
  const endless = passage('x', '')
  endless.section.url = `https://docs.test/x#${'h'.repeat(3000)}`
  expect(sourcesFound([endless]).content).toMatch(/\]\(<https:\/\/docs\.test\/x>\)/)
  const { markdown } = renderAnswer(
    ground([{ text: 'It is so.', cites: [0] }], [endless]),
    [endless],
    () => false,
  )
  expect(markdown).toBe('It is so. [[1]](<https://docs.test/x>)')
})

describe('passages quoted in place of an answer', () => {
  const reasons: FallbackReason[] = [
    'no_model',
    'daily_cap',
    'channel_cap',
    'ledger_unreachable',
    'timeout',
    'rate_limited',
    'refused',
    'malformed',
    'misconfigured',
    'unavailable',
    'interrupted',
  ]
  test.each(reasons)('%s: one plain sentence, then the three best with links and whole code', (why) => {
    const { content } = fallbackQuoted({ passages, why, question: 'How?', quote, isAllowed })
    const [sentence = '', ...rest] = content.split('\n')
    expect(sentence).toMatch(/^[A-Z][^.:\n]{20,120}, so here is what the docs say, word for word\.$/)
    expect(rest.join('\n')).toMatch(
      /\*\*\[Page a › Here\]\(<https:\/\/docs\.test\/a#here>\)\*\*\nBody of a\.\n```js\nrun\('a'\)\n```/,
    )
    expect(content.match(/\*\*\[Page/g)).toHaveLength(3)
    expect(content.length).toBeLessThan(2000)
  })
})

test('every other sentence names what can be done next', () => {
  expect(nothingFound('https://docs.test/').content).toMatch(
    /\[the docs\]\(<https:\/\/docs\.test\/>\).*Other words may find it/,
  )
  expect(searchUnavailable('https://docs.test/').content).toMatch(/ask again in a moment/)
  expect(answeredElsewhere('123').content).toBe('The answer is in <#123>.')
  expect(gaveUp('f00').content).toMatch(/Please ask again.*`f00`/)
})
