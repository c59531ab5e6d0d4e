import { describe, expect, test } from 'vitest'
import { renderAnswer } from '../../../src/answer/citations.ts'
import { ground } from '../../../src/answer/grounding.ts'
import { linkPolicy } from '../../../src/answer/links.ts'
import type { Statement } from '../../../src/llm/model.ts'
import { passage } from './passages.ts'

const passages = [
  passage('budget', 'Set it:\n\n```ts\nbudget: {\n  dailyUsd: 3,\n}\n```'),
  passage('costs', 'Costs.'),
]
const isAllowed = linkPolicy('https://docs.test/', [])

const said = (text: string, ...cites: number[]): Statement => ({ text, cites })
const ONE = '[[1]](<https://docs.test/budget#here>)'
const TWO = '[[2]](<https://docs.test/costs#here>)'

function shown(...statements: Statement[]): string {
  return renderAnswer(ground(statements, passages), passages, isAllowed).markdown
}

describe('what stays of an answer', () => {
  test('a cited sentence, with its number behind it', () => {
    expect(shown(said('It is three dollars.', 0))).toBe(`It is three dollars. ${ONE}`)
  })

  test('of a paragraph only the sentences that are cited', () => {
    expect(
      shown(
        said('It is three dollars.', 0),
        said(' I think it is great. '),
        said('A day ends at midnight.', 1),
      ),
    ).toBe(`It is three dollars. ${ONE} A day ends at midnight. ${TWO}`)
  })

  test('a sentence of which only a part is cited, whole', () => {
    expect(shown(said('**What it is:** '), said('a cap', 0), said(', and nothing more.'))).toBe(
      `**What it is:** a cap, and nothing more. ${ONE}`,
    )
  })

  test('one number for neighbours that cite the same', () => {
    expect(shown(said('One. ', 0), said('Two.', 0))).toBe(`One. Two. ${ONE}`)
  })

  test('numbers in the order of their first use, one for each section', () => {
    const twice = [passages[1], passages[0], passages[1]].filter((found) => found !== undefined)
    const { markdown, cited } = renderAnswer(
      ground([said('A.\n\n', 2), said('B.\n\n', 1), said('C.', 0)], twice),
      twice,
      isAllowed,
    )
    expect(markdown).toBe(
      'A. [[1]](<https://docs.test/costs#here>)\n\nB. [[2]](<https://docs.test/budget#here>)\n\nC. [[1]](<https://docs.test/costs#here>)',
    )
    expect(cited.map(({ id }) => id)).toEqual(['costs', 'budget'])
  })

  test('list items that are cited, each with its number, and their lead-in', () => {
    expect(
      shown(said('Do this:\n\n1. '), said('Open it.', 0), said('\n2. Guess.\n3. '), said('Save it.', 1)),
    ).toBe(`Do this:\n1. Open it. ${ONE}\n3. Save it. ${TWO}`)
  })

  test('a lead-in only together with what it leads to', () => {
    expect(shown(said('It is a cap.\n\n', 0), said('Like this:\n\n- made up\n- invented'))).toBe(
      `It is a cap. ${ONE}`,
    )
  })

  test('a heading only when something is left below it', () => {
    expect(
      shown(
        said('## Kept\n\n'),
        said('A cap.', 0),
        said('\n\n## Lost\n\nNothing cited.\n\n### Lost too\n\nNo.'),
      ),
    ).toBe(`## Kept\n\nA cap. ${ONE}`)
  })

  test('a code block that is cited, its number at the statement before', () => {
    expect(shown(said('Set it:\n'), said('```toml\nname = "x"\n```', 1))).toBe(
      'Set it [[1]](<https://docs.test/costs#here>):\n```toml\nname = "x"\n```',
    )
  })

  test('a code block without a citation when one passage has all its lines', () => {
    expect(shown(said('Set it like this:\n\n```ts\nbudget: {\n    dailyUsd: 3,\n}\n```'))).toContain(
      'dailyUsd: 3',
    )
  })

  test('no other code block', () => {
    expect(shown(said('It is a cap.', 0), said('\n\n```ts\nbudget: { dailyUsd: 9 }\n```'))).toBe(
      `It is a cap. ${ONE}`,
    )
  })

  test('no number inside code, and inline code as it is', () => {
    expect(shown(said('Use `list[0]`. Then:\n```js\nrun() // Really. Now.\n```', 0))).toBe(
      `Use \`list[0]\`. Then ${ONE}:\n\`\`\`js\nrun() // Really. Now.\n\`\`\``,
    )
  })

  test('a fence that was never closed is closed', () => {
    expect(shown(said('So:\n```js\nrun()', 0))).toMatch(/```js\nrun\(\)\n```$/)
  })

  test('nothing of an answer without citations, or with citations of passages that were not given', () => {
    expect(ground([said('I just know it.')], passages)).toEqual([])
    expect(ground([said('See there.', 2, -1, 0.5, Number.NaN)], passages)).toEqual([])
    expect(ground([], passages)).toEqual([])
  })

  test('citations of spaces and marks alone cite nothing', () => {
    expect(ground([said('I just know it'), said('.\n\n- ', 0)], passages)).toEqual([])
  })

  test.each([
    ['It costs 3.5 dollars, e.g. Haiku. Made up.', 'It costs 3.5 dollars, e.g. Haiku.'],
    ['See `a.b. C` there. Made up.', 'See `a.b. C` there.'],
    ['**Mind this. Always.** Made up.', '**Mind this. Always.**'],
    ['設定します。嘘です。', '設定します。'],
  ])('sentences end where a reader ends them: %s', (text, kept) => {
    const cut = kept.length - 1
    expect(shown(said(text.slice(0, cut), 0), said(text.slice(cut)))).toBe(`${kept} ${ONE}`)
  })
})
