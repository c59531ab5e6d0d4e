import { describe, expect, it } from 'vitest'
import { listEntries, matchEntries, readTyped, startInvocation } from '../../../sim/console/state/draft.ts'
import { fillOptions } from '../../../sim/console/state/invocation.ts'
import type { Command, CommandOption } from '../../../sim/protocol.ts'

const option = (name: string, changes: Partial<CommandOption> = {}): CommandOption => ({
  type: 3,
  name,
  description: name,
  required: false,
  choices: [],
  autocomplete: false,
  minLength: null,
  maxLength: null,
  minValue: null,
  maxValue: null,
  channelTypes: [],
  options: [],
  ...changes,
})
const command = (name: string, options: CommandOption[] = [], changes: Partial<Command> = {}): Command => ({
  id: '1',
  type: 1,
  name,
  description: `about ${name}`,
  options,
  defaultMemberPermissions: null,
  contexts: null,
  usable: true,
  ...changes,
})
const question = option('question', { required: true, maxLength: 10 })
const entries = listEntries([
  command('search', [option('query', { required: true })]),
  command('ask', [question, option('private', { type: 5 })]),
  command('roles', [
    option('give', { type: 2, options: [option('now', { type: 1 })] }),
    option('list', { type: 1 }),
  ]),
  command('Answer from the docs', [], { type: 3 }),
  command('budget', [], { usable: false }),
])
const named = (name: string) => {
  const found = entries.find((entry) => entry.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

describe('the list that a slash opens', () => {
  it('holds what the member may use, sub commands each on their own', () => {
    expect(entries.map(({ name }) => name)).toEqual(['ask', 'roles give now', 'roles list', 'search'])
  })

  it('puts names that begin as typed before those that only mention it', () => {
    expect(matchEntries(entries, 's').map(({ name }) => name)).toEqual([
      'search',
      'ask',
      'roles give now',
      'roles list',
    ])
    expect(matchEntries(entries, 'zzz')).toEqual([])
  })
})

describe('a typed or pasted line', () => {
  it('becomes the command with its first field filled', () => {
    const typed = readTyped(entries, '/ask How do I?')
    expect(typed?.entry.name).toBe('ask')
    expect(startInvocation(named('ask'), typed?.rest).values).toEqual({ question: 'How do I?' })
  })

  it('is not taken for a command before its name is whole', () => {
    expect(readTyped(entries, '/as')).toBeUndefined()
    expect(readTyped(entries, '/asking is free')).toBeUndefined()
  })

  it('finds the sub command that was named', () => {
    expect(readTyped(entries, '/roles give now ')?.entry.path).toEqual(['give', 'now'])
  })
})

describe('the fields of a command', () => {
  const fill = (values: Record<string, string>, options: CommandOption[]) =>
    fillOptions({ command: command('x'), path: [], options, opened: [], values })

  it('are sent with the types the command declares, empty optional ones left out', () => {
    const options = [question, option('private', { type: 5 }), option('days', { type: 4 }), option('note')]
    expect(fill({ question: 'why', private: 'true', days: '3', note: '' }, options)).toEqual({
      ok: true,
      options: { question: 'why', private: true, days: 3 },
    })
  })

  it.each([
    ['a required one is empty', {}, question, /required/],
    ['the text is too long', { question: 'x'.repeat(11) }, question, /At most 10 characters; these are 11/],
    ['a number is not one', { n: 'many' }, option('n', { type: 10 }), /number/],
    ['a whole number has a fraction', { n: '1.5' }, option('n', { type: 4 }), /whole/],
    ['a number is out of range', { n: '31' }, option('n', { type: 4, maxValue: 30 }), /At most 30/],
    [
      'a choice is none of the list',
      { c: 'z' },
      option('c', { choices: [{ name: 'A', value: 'a' }] }),
      /list/,
    ],
  ])('say what is wrong when %s', (_, values, wrong, problem) => {
    expect(fill(values, [wrong])).toMatchObject({
      ok: false,
      option: wrong.name,
      problem: expect.stringMatching(problem),
    })
  })
})
