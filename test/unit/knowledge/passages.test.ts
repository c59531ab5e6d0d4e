import { describe, expect, it } from 'vitest'
import { learningPath } from '../../../src/knowledge/learning-path.ts'
import { oneSectionPerPage } from '../../../src/knowledge/one-per-page.ts'
import { plainText, sentences } from '../../../src/knowledge/plain-text.ts'
import { quote, snippet } from '../../../src/knowledge/snippet.ts'
import { section } from './docs.ts'

const LONG = section('budget#caps', {
  body: [
    'Every answer has a price. Prices differ between models and change over time, which is why they stand in one table.',
    'The daily cap is set with `dailyUsd` in **steward.config.ts**. See [Costs](https://docs.example.org/costs).',
    '```ts\nbudget: {\n  dailyUsd: 3,\n}\n```',
    'Moderators see what was spent. They see it by channel, and they see who was refused and how often that was.',
  ].join('\n\n'),
})

describe('a snippet', () => {
  it('is the sentences that match, as plain text', () => {
    expect(snippet(LONG, 'how do I set the daily cap?', 70)).toBe(
      'The daily cap is set with dailyUsd in steward.config.ts. See Costs.',
    )
  })

  it('is never longer than asked for and says where it was cut', () => {
    for (const length of [20, 60, 120, 200]) {
      const text = snippet(LONG, 'which moderators were refused', length)
      expect(text.length).toBeLessThanOrEqual(length)
    }
    const endless = section('x#', { body: `${'word '.repeat(100)}needle ${'word '.repeat(100)}` })
    const text = snippet(endless, 'needle', 80)
    expect(text).toContain('needle')
    expect(text.startsWith('…') && text.endsWith('…')).toBe(true)
    expect(text.length).toBeLessThanOrEqual(80)
  })

  it('is the beginning when nothing matches, and empty when there is no text', () => {
    expect(snippet(LONG, 'zebra', 30)).toBe('Every answer has a price.')
    expect(snippet(section('x#'), 'zebra')).toBe('')
  })
})

describe('a quote', () => {
  it('keeps code blocks whole, with their fences', () => {
    const text = quote(LONG, 'dailyUsd', 200)
    expect(text).toContain('```ts\nbudget: {\n  dailyUsd: 3,\n}\n```')
  })

  it('is never longer than asked for', () => {
    for (const length of [60, 100, 300])
      expect(quote(LONG, 'moderators', length).length).toBeLessThanOrEqual(length)
  })

  it('closes the fence of a code block that had to be cut', () => {
    const code = section('x#', { body: `\`\`\`sh\n${'echo hello\n'.repeat(50)}\`\`\`` })
    const text = quote(code, 'echo', 100)
    expect(text).toMatch(/^```sh\n[\s\S]*\n…\n```$/)
    expect(text.length).toBeLessThanOrEqual(100)
  })

  it('does not take a blank line in code for the end of a block', () => {
    const code = '```py\na = 1\n\nb = 2\n```'
    expect(quote(section('x#', { body: `Before.\n\n${code}` }), 'b', 100)).toContain(code)
  })
})

describe('plain text', () => {
  it('has no markup left', () => {
    const markdown =
      '## Set *it* up\n\n> [!NOTE]\n> Use `npm` and **[Node](https://x.y "t")**.\n\n- one\n- two_words\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>bold</b> ![logo](l.png)'
    expect(plainText(markdown)).toBe('Set it up\nUse npm and Node.\none two_words\na · b\n1 · 2\nbold logo')
  })

  it('is split at the ends of sentences, not after abbreviations or within versions', () => {
    expect(sentences('Use a host, e.g. Cerebras. It needs v1.2 or newer! Really? Yes.')).toEqual([
      'Use a host, e.g. Cerebras.',
      'It needs v1.2 or newer!',
      'Really?',
      'Yes.',
    ])
  })
})

describe('a learning path', () => {
  const pages = ['start', 'guide', 'advanced', 'other', 'p5', 'p6', 'p7', 'p8', 'p9'].flatMap((name, i) => [
    section(`${name}#`, { title: name, body: `${name} begins here. More follows.`, position: i * 10 }),
    section(`${name}#budget`, {
      title: name,
      body: `The budget in ${name} is explained.`,
      position: i * 10 + 1,
    }),
    section(`${name}#rest`, { title: name, body: 'Nothing to see.', position: i * 10 + 2 }),
  ])
  const passage = (id: string, score: number) => {
    const found = pages.find((each) => each.id === id)
    if (found === undefined) throw new Error(id)
    return { section: found, score }
  }

  it('is in the order of the docs, whatever matched best', () => {
    const steps = learningPath(
      [passage('advanced#budget', 0.9), passage('start#budget', 0.6), passage('guide#budget', 0.8)],
      pages,
    )
    expect(steps.map((step) => step.title)).toEqual(['start', 'guide', 'advanced'])
  })

  it('says why with a sentence of the page', () => {
    const [step] = learningPath([passage('guide#budget', 0.9)], pages)
    expect(step).toEqual({
      page: 'https://docs.example.org/guide',
      title: 'guide',
      url: 'https://docs.example.org/guide#budget',
      why: 'budget: The budget in guide is explained.',
    })
  })

  it('links the page itself when it is about the topic as a whole', () => {
    const [step] = learningPath([passage('guide#budget', 0.9), passage('guide#', 0.7)], pages)
    expect(step).toMatchObject({ url: 'https://docs.example.org/guide', why: 'guide begins here.' })
  })

  it('has at most seven pages, each once', () => {
    const steps = learningPath(
      pages.filter((each) => each.id.endsWith('#budget')).map((each) => ({ section: each, score: 0.8 })),
      pages,
    )
    expect(steps).toHaveLength(7)
    expect(new Set(steps.map((step) => step.page)).size).toBe(7)
  })

  it('leaves out pages that only touch the topic, but keeps three when they are not off it', () => {
    const steps = learningPath(
      [
        passage('start#budget', 1),
        passage('guide#budget', 0.2),
        passage('advanced#budget', 0.2),
        passage('other#budget', 0.2),
        passage('p5#budget', 0.01),
      ],
      pages,
    )
    expect(steps.map((step) => step.title)).toEqual(['start', 'guide', 'advanced'])
  })

  it('is empty when nothing treats the topic', () => {
    expect(learningPath([], [])).toEqual([])
    expect(learningPath([passage('start#budget', 0.05)], pages)).toEqual([])
  })
})

describe('a list for members', () => {
  const found = (id: string, score: number) => ({ section: section(id), score })

  it('names one section of a page before a second', () => {
    const list = oneSectionPerPage([found('a#1', 0.9), found('a#2', 0.8), found('b#1', 0.7)])
    expect(list.map((each) => each.section.id)).toEqual(['a#1', 'b#1', 'a#2'])
  })

  it('keeps a second section that is clearly better than what else there is', () => {
    const list = oneSectionPerPage([found('a#1', 0.9), found('a#2', 0.8), found('b#1', 0.2)])
    expect(list.map((each) => each.section.id)).toEqual(['a#1', 'a#2', 'b#1'])
  })
})
