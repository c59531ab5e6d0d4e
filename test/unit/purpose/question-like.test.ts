import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isGreeting, isSolved, isThanks } from '../../../src/purpose/closing.ts'
import { isFollowUp, isQuestion } from '../../../src/purpose/question-like.ts'

interface Labelled {
  text: string
  question: boolean
}

const labelled = (half: 'development' | 'held-out'): Labelled[] =>
  readFileSync(`test/data/questions/${half}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

function figures(rows: Labelled[]) {
  const found = rows.filter(({ text }) => isQuestion(text))
  const right = found.filter(({ question }) => question).length
  return { precision: right / found.length, recall: right / rows.filter(({ question }) => question).length }
}

describe('telling a question from talk', () => {
  it.each([
    'development',
    'held-out',
  ] as const)('is hardly ever wrong about the %s half of the examples', (half) => {
    const { precision, recall } = figures(labelled(half))
    expect(precision).toBeGreaterThanOrEqual(0.95)
    expect(recall).toBeGreaterThanOrEqual(0.85)
  })

  it('takes a pasted stack trace for a question, with or without a word beside it', () => {
    const trace = '```\nTypeError: x is not a function\n    at run (index.js:3:1)\n```'
    expect(isQuestion(trace)).toBe(true)
    expect(isQuestion(`any idea?\n${trace}`)).toBe(true)
    expect(isQuestion(`restart helped\n${trace}`)).toBe(false)
  })

  it('does not read what is quoted, linked or inside code', () => {
    expect(isQuestion('> how do I set the budget\nlike this one')).toBe(false)
    expect(isQuestion('https://example.org/how-do-i-deploy?x=1')).toBe(false)
  })

  it('understands a short follow-up, which alone it leaves to others', () => {
    for (const text of ['and per channel?', 'on windows?', 'I tried that and it is still not working']) {
      expect(isFollowUp(text), text).toBe(true)
      expect(isQuestion(text), text).toBe(false)
    }
    for (const text of ['thanks!', 'ok trying that now', 'solved, thanks', 'really?']) {
      expect(isFollowUp(text), text).toBe(false)
    }
  })
})

describe('hearing that it is solved', () => {
  it.each([
    'solved, thanks!',
    'Solved',
    'that fixed it',
    'thanks, that worked',
    'It works now, thank you!',
    'works now',
    'ok got it working',
    'figured it out',
    'nvm, found it',
    'never mind',
    'that did the trick :)',
    'all good now',
    'Perfect, that was it.',
    'It did not work at first. Now it is fixed.',
    'ah, it was a typo',
    'yes, that helped a lot',
    'this answers my question',
    'problem solved 🎉',
    'no problem any more, it works again',
  ])('in “%s”', (text) => expect(isSolved(text)).toBe(true))

  it.each([
    'not solved yet',
    'still not working',
    "that didn't work",
    "it isn't fixed",
    'is this solved?',
    'that worked, but now I get another error',
    'Fixed that. Now I still get the same error.',
    'thanks',
    'it used to work before the update',
    'how is this solved in version 2?',
    'I need this to be fixed, nothing works',
  ])('not in “%s”', (text) => expect(isSolved(text)).toBe(false))

  it('tells thanks and greetings from the rest', () => {
    for (const text of ['thanks!', 'ty', 'Thank you so much', 'cheers mate'])
      expect(isThanks(text), text).toBe(true)
    for (const text of ['thanks, but how do I undo it?', 'thanks in advance for any help with the config'])
      expect(isThanks(text), text).toBe(false)
    for (const text of ['hi', '<@123> hello there!', '<@123>', 'good morning everyone'])
      expect(isGreeting(text), text).toBe(true)
    for (const text of ['hi, how do I deploy?', 'hello world example fails'])
      expect(isGreeting(text), text).toBe(false)
  })
})
