import { describe, expect, it } from 'vitest'
import { lingo } from '../../../src/commands/lingo.ts'
import { lingoAlias, lingoAnswer, lingoButton } from '../../../src/commands/lingo-card.ts'
import { actor, fakeDeps } from './fakes.ts'

type Options = Record<string, string | number | boolean | undefined>

/** Commands over one dictionary; every call is an interaction of its own. */
function dictionary() {
  const { deps } = fakeDeps()
  let calls = 0
  return async (name: string, options: Options) => {
    const part = lingo.subCommands?.find(({ declaration }) => declaration.name === name)
    const by = { ...actor, interactionId: String(++calls) }
    const reply = await part?.handle({ actor: by, options }, deps)
    return reply && 'content' in reply ? (reply.content ?? '') : ''
  }
}

describe('/lingo', () => {
  it('sets, shows with its history, lists and removes a word', async () => {
    const run = dictionary()
    expect(await run('list', {})).toMatch(/The dictionary is empty/)
    expect(await run('set', { term: 'Flarp', definition: 'A *failed* landing.' })).toBe(
      '**Flarp**: A \\*failed\\* landing.',
    )
    expect(await run('set', { term: 'flarp', definition: 'A crash.' })).toMatch(/Before: A .*landing/)
    const shown = await run('show', { term: 'FLARP' })
    expect(shown).toMatch(/\*\*flarp\*\*: A crash\.\nVersion 2, .* from 1 answer by <@1100000000000000010>/)
    expect(shown).toMatch(/-# Version 1, .*landing/)
    expect(await run('list', {})).toBe('**flarp**: A crash.')
    expect(await run('remove', { term: 'flarp' })).toMatch(/It meant: A crash/)
    expect(await run('remove', { term: 'flarp' })).toMatch(/not in the dictionary/)
  })

  it('finds a word by keyword and by how it is spelt', async () => {
    const run = dictionary()
    await run('set', { term: 'hauler', definition: 'A slow ship for cargo.' })
    await run('set', { term: 'brick', definition: 'A ship without wings.' })
    expect(await run('list', { search: 'cargo' })).toMatch(/^\*\*hauler/)
    expect(await run('show', { term: 'haulr' })).toMatch(/Did you mean one of these\?\n\*\*hauler\*\*/)
    expect(await run('show', { term: 'zzz' })).toMatch(/`\/lingo set` defines it/)
  })

  it('has pages', async () => {
    const run = dictionary()
    for (let i = 10; i < 30; i++) await run('set', { term: `word ${i}`, definition: 'Something.' })
    expect(await run('list', {})).toMatch(/word 10[\s\S]*word 24[\s\S]*Page 1 of 2: `\/lingo list page:2`/)
    expect(await run('list', { page: 9 })).toMatch(/word 25[\s\S]*Page 2 of 2/)
  })
})

it('buttons and modals of a question that is no longer kept say what to do instead', async () => {
  const { deps } = fakeDeps()
  const press = { actor, values: ['1100000000000000021'], inputs: new Map([['answer', 'x']]) }
  for (const each of [lingoButton, lingoAnswer, lingoAlias]) {
    const reply = await each.handle({ ...press, fields: { question: '9', act: 'answer' } }, deps)
    expect(reply).toMatchObject({ ephemeral: true, content: expect.stringContaining('`/lingo set`') })
  }
})
