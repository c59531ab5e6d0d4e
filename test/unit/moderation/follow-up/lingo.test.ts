import { describe, expect, it } from 'vitest'
import { joinedDefinition } from '../../../../src/moderation/feedback/lingo.ts'
import { askableTerms } from '../../../../src/moderation/follow-up/terms.ts'
import { lingoTerm, versionsOf } from '../../../../src/storage/lingo.ts'
import { resolveQuestion } from '../../../../src/storage/lingo-questions.ts'
import { addAlias, rememberMembers } from '../../../../src/storage/members.ts'
import { ANA, followUpWorld, MAY, MO, NOON } from './world.ts'

const SEEN = { messageId: '1100000000000000501', channelId: '1100000000000000301' }
const defines = (definition: string) => () => ({ definition, confidence: 0.9, is_person: false })
const unknown = (...terms: string[]) => terms.map((term) => ({ term, ...SEEN }))

describe('a term nobody has explained', () => {
  it('becomes one question in the moderators’ channel, however often it comes up', async () => {
    const world = followUpWorld()
    await world.followUps.askAbout(unknown('flarp'))
    await world.followUps.askAbout(unknown('Flarp'))
    await world.pass(5)
    await world.followUps.askAbout(unknown('FLARP'))
    await world.pass(5)
    expect(world.cards()).toMatchObject([{ title: 'What does “flarp” mean here?' }])
    expect(world.cards()[0]?.description).toContain(`/${SEEN.channelId}/${SEEN.messageId}`)
  })

  it('is asked about once when Discord’s answer is lost, soon and long after', async () => {
    const world = followUpWorld()
    world.state.losesAnswers = true
    await world.followUps.askAbout(unknown('flarp'))
    await world.pass(1)
    expect(world.cards()).toHaveLength(1)
    await world.pass(30)
    expect(world.cards()).toHaveLength(1)
    expect(world.state.logged).toEqual(['not_followed_up no answer', 'not_followed_up no answer'])
  })

  it('is asked about as soon as Discord answers again', async () => {
    const world = followUpWorld()
    world.state.failure = { kind: 'unknown', detail: 'status 503' }
    await world.followUps.askAbout(unknown('flarp'))
    await world.pass(20)
    expect(world.cards()).toHaveLength(0)
    world.state.failure = null
    await world.pass(60)
    expect(world.cards()).toHaveLength(1)
  })

  it('is one of a few a day', async () => {
    const world = followUpWorld({ questionsADay: 2 })
    await world.followUps.askAbout(unknown('a1', 'a2', 'a3'))
    await world.pass(10)
    expect(world.cards()).toHaveLength(2)
  })

  it('is a word: not a pseudonym, a link, a sentence or a line break', () => {
    const terms = [
      'USER_3',
      'user 3',
      'm12',
      '[link]',
      'https://x.example',
      '<@123>',
      'a',
      '42',
      'x'.repeat(50),
    ]
    expect(askableTerms(unknown(...terms, 'one two three four five', 'bad\nline'))).toEqual([])
    expect(askableTerms(unknown(' “Flarp”, ', 'c++', 'full send')).map(({ term }) => term)).toEqual([
      'Flarp',
      'c++',
      'full send',
    ])
  })
})

describe('an answer', () => {
  it('is a plain reply of a moderator; anybody else’s, a bot’s and other messages are none', async () => {
    const world = followUpWorld({ says: defines('A failed landing.') })
    await world.followUps.askAbout(unknown('flarp'))
    await world.pass(1)
    const card = world.cards()[0]?.id
    world.reply(ANA, card, 'it means nothing')
    world.reply(MO, undefined, 'no idea what flarp is')
    world.reply(MO, '1', 'a reply to something else')
    world.reply(MO, card, 'forwarded', { message_reference: { type: 1, message_id: card } })
    await world.pass(5)
    expect(await lingoTerm(world.db, 'flarp')).toBeNull()
    world.reply(MO, card, 'when a landing fails')
    await world.pass(5)
    expect(await lingoTerm(world.db, 'flarp')).toMatchObject({ definition: 'A failed landing.', version: 1 })
    expect(world.cards()).toMatchObject([{ title: '“flarp”' }])
    expect(world.cards()[0]?.description).toMatch(
      /^A failed landing\.\n-# Version 1, from 1 answer by <@\d+11>/,
    )
    expect(world.state.settled).toHaveLength(1)
  })

  it('and another one become one definition, in one call to the model', async () => {
    const world = followUpWorld({ says: defines('A failed landing; also a joke about it.') })
    await world.followUps.askAbout(unknown('flarp'))
    await world.pass(1)
    const card = world.cards()[0]?.id
    world.reply(MO, card, 'a failed landing')
    world.reply(MAY, card, 'a joke about failed landings')
    await world.pass(10)
    expect(world.state.asked.map(({ data }) => data.map(({ text }) => text))).toEqual([
      ['flarp', 'a failed landing', 'a joke about failed landings'],
    ])
    world.reply(MAY, card, 'only on the moon')
    await world.pass(10)
    expect(world.state.asked[1]?.data.map(({ label }) => label)).toEqual([
      'term',
      'definition so far',
      'answer',
    ])
    expect(await versionsOf(world.db, 'flarp')).toMatchObject([
      { version: 2, moderators: expect.arrayContaining([MO, MAY]) },
      { version: 1 },
    ])
    expect((await versionsOf(world.db, 'flarp'))[0]?.sources).toHaveLength(3)
  })

  it('reaches the model without names; members it means are kept as mentions', async () => {
    const world = followUpWorld({ says: defines('The ship of USER_1.') })
    const names = [{ name: 'Zyxandra', source: 'display_name' as const }]
    await rememberMembers(world.db, [{ discordId: ANA, joinedAt: null, names }], NOON)
    await world.followUps.askAbout(unknown('flarp'))
    await world.pass(1)
    world.reply(MO, world.cards()[0]?.id, `zyxandra's ship, ask <@${ANA}>`)
    await world.pass(5)
    expect(JSON.stringify(world.state.asked)).not.toMatch(/zyxandra|1100000000000000021/i)
    expect((await lingoTerm(world.db, 'flarp'))?.definition).toBe(`The ship of <@${ANA}>.`)
    expect(world.cards()[0]?.description).toContain(`The ship of <@${ANA}>.`)
  })

  it('is stored as it is without a model, without budget, and when the model keeps failing', async () => {
    const prepare = [
      ({ deps }: ReturnType<typeof followUpWorld>) => Object.assign(deps, { model: null }),
      ({ state }: ReturnType<typeof followUpWorld>) => Object.assign(state, { hasBudget: false }),
      ({ state }: ReturnType<typeof followUpWorld>) => Object.assign(state, { says: () => 'unavailable' }),
    ]
    for (const each of prepare) {
      const world = followUpWorld()
      each(world)
      await world.followUps.askAbout(unknown('flarp'))
      await world.pass(1)
      world.reply(MO, world.cards()[0]?.id, 'a failed landing')
      world.reply(MAY, world.cards()[0]?.id, 'on the moon')
      await world.pass(20)
      expect((await lingoTerm(world.db, 'flarp'))?.definition).toBe('a failed landing; on the moon')
      expect(world.state.settled.length).toBe(world.state.says ? 3 : 0)
    }
  })

  it('is not looked for any more after two weeks', async () => {
    const world = followUpWorld()
    await world.followUps.askAbout(unknown('flarp'))
    await world.pass(15 * 24 * 60)
    world.reply(MO, world.cards()[0]?.id, 'too late')
    await world.pass(24 * 60)
    expect(await lingoTerm(world.db, 'flarp')).toBeNull()
  })
})

describe('the card of a question', () => {
  it('says so when the term is a member’s name, or nothing special', async () => {
    const world = followUpWorld()
    await world.followUps.askAbout(unknown('sparky', 'brb'))
    await world.pass(1)
    await addAlias(world.db, ANA, 'sparky', NOON)
    await resolveQuestion(world.db, 1, 'alias', MO, NOON)
    await resolveQuestion(world.db, 2, 'dismissed', MO, NOON)
    await world.pass(1)
    expect(world.cards()[0]?.description).toContain(`It is a name for <@${ANA}>`)
    expect(world.cards()[1]?.description).toBe(
      `Nothing special, says <@${MO}>. I will not ask about it again.`,
    )
  })

  it('stays away once a moderator has deleted it', async () => {
    const world = followUpWorld()
    await world.followUps.askAbout(unknown('flarp'))
    await world.pass(1)
    world.state.messages.length = 0
    await resolveQuestion(world.db, 1, 'dismissed', MO, NOON)
    await world.pass(60)
    expect(world.cards()).toEqual([])
    expect(world.state.logged).toEqual([])
  })
})

describe('answers that no model reconciles', () => {
  it('stand one after the other, each once, and the newest are kept when they are too long', () => {
    expect(joinedDefinition('a thing;', ['A  thing', 'of metal '])).toBe('A thing; of metal')
    const long = 'x'.repeat(300)
    expect(joinedDefinition(long, [`${long}2`, 'short'])).toBe(`${long}2; short`)
    expect(joinedDefinition(null, ['y'.repeat(900)])).toHaveLength(400)
  })
})
