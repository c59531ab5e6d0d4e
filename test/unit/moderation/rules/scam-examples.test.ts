import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { readOwn } from '../../../../scripts/train/job-examples.ts'
import { judge, message, newcomer } from './facts.ts'

const example = z.strictObject({
  text: z.string().min(1),
  kind: z.string(),
  label: z.enum(['scam', 'honest']),
  fold: z.enum(['tuning', 'held_out', 'fresh']),
})
const examples = readFileSync('test/data/moderation/scams.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => example.parse(JSON.parse(line)))

/** What the scam rule would do about those texts, were they written by an account of one day. */
const actionsOn = (label: string, fold: string): string[][] =>
  examples
    .filter((it) => it.label === label && it.fold === fold)
    .map(({ text }) =>
      judge([message(text, { author: newcomer('1') })])
        .filter(({ rule }) => rule === 'shilling')
        .flatMap(({ actions }) => actions.map(({ kind }) => kind)),
    )

it('has at least 150 scams and as many honest look-alikes', () => {
  expect(examples.filter(({ label }) => label === 'scam').length).toBeGreaterThanOrEqual(150)
  expect(examples.filter(({ label }) => label === 'honest').length).toBeGreaterThanOrEqual(150)
})

it.each(['tuning', 'held_out', 'fresh'])('removes nothing honest and bans nobody honest: %s', (fold) => {
  expect(
    actionsOn('honest', fold).filter((kinds) => kinds.includes('remove') || kinds.includes('ban')),
  ).toEqual([])
})

it('removes more than half of the scams it was not tuned on', () => {
  const scams = actionsOn('scam', 'held_out')
  expect(scams.filter((kinds) => kinds.includes('remove')).length / scams.length).toBeGreaterThan(0.5)
})

it('shows moderators a fifth of the scams that are told in other words', () => {
  const scams = actionsOn('scam', 'fresh')
  expect(scams.filter((kinds) => kinds.length > 0).length / scams.length).toBeGreaterThan(0.2)
})

it('removes no honest post about a job or a commission', () => {
  const posts = [...readOwn('test'), ...readOwn('places')].filter(
    ({ source }) => !['spam', 'promo'].includes(source),
  )
  const removed = posts.filter(({ text }) =>
    judge([message(text, { author: newcomer('1') })]).some(
      ({ rule, actions }) => rule === 'shilling' && actions.some(({ kind }) => kind === 'remove'),
    ),
  )
  expect(removed.map(({ text }) => text)).toEqual([])
})
