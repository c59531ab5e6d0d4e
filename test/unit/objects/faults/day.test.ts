import { expect, test, vi } from 'vitest'
import { RULES } from '../../../../src/moderation/rules/registry.ts'
import { calmDay } from './playing.ts'

vi.mock('cloudflare:workers', () => import('../workers-runtime.ts'))
vi.mock('../../../../src/wiring.ts', () => ({ stewardOn: ({ steward }: { steward: object }) => steward }))

const ACTS = [
  'record',
  'copy',
  'card',
  'react',
  'reply',
  'remove',
  'timeout',
  'ban',
  'sweep',
  'dm',
  'notice',
  'lift_timeout',
  'unban',
  'remove_copy',
  'give_back',
  'void_strike',
  'outcome',
  'show_outcome',
]

test('the day has every rule and every act in it, and ends as it should', { timeout: 60_000 }, async () => {
  const { end } = await calmDay()
  const cases = end.cases.join('\n')
  for (const rule of [...RULES.map(({ id }) => id), 'jobs', 'report'])
    expect(cases, rule).toContain(`"rule":"${rule}"`)
  // In quotation marks within JSON within JSON.
  for (const act of ACTS) expect(cases, act).toContain(`\\"kind\\":\\"${act}\\"`)
  // A proposed ban that a moderator made; the other two were taken back.
  expect(end.bans).toEqual(['kai'])
  expect(end.timedOut).toEqual(['kai'])
  expect(cases).toContain('my role is below theirs')
  expect(cases).toContain('they have left the server')
  expect(cases).toContain('their direct messages are closed')
  expect(end.seen.join('\n')).toContain('Dry run')
  // What was removed is where its author and the moderators see it, and nowhere else.
  const removed = /Guaranteed 100x|match tonight|evil\.test\/login\)/
  expect(end.seen.filter((line) => removed.test(line) && !/^(?:Steward|mod-cards): /.test(line))).toEqual([])
  expect(end.delivered.length).toBeGreaterThan(5)
  expect(end.leftOver).toEqual([])
})
