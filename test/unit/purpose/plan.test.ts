import { describe, expect, it } from 'vitest'
import { questionText } from '../../../src/purpose/conversation.ts'
import type { View } from '../../../src/purpose/errand.ts'
import { errandsFor, planErrands } from '../../../src/purpose/plan.ts'
import {
  answersSchema,
  type PurposePolicy,
  showcaseSchema,
  welcomeSchema,
} from '../../../src/purpose/policy.ts'
import { encouragement, reactionTo } from '../../../src/purpose/showcase.ts'
import type { Place } from '../../../src/watch/place.ts'
import type { SeenMessage } from '../../../src/watch/seen-message.ts'
import { message, place } from '../watch/messages.ts'

const BOT = '9'
const MAYA = '1100000000000000201'
const BRUNO = '1100000000000000202'
const START = 1_000_000_000
const QUESTION = 'How do I set the daily budget?'
const policy: PurposePolicy = {
  answers: answersSchema.parse({ patienceSeconds: 60 }),
  showcase: showcaseSchema.parse({}),
  welcome: welcomeSchema.parse({ enabled: true }),
}
const general: Place = { ...place, purpose: 'mentions' }
const thread: Place = { ...place, id: '50', parentId: '4', thread: { title: 'Answer', ownerId: BOT } }
const showcase: Place = { ...place, purpose: 'showcase' }

/** Messages of a channel, each a second after the other; who writes is `maya` unless said otherwise. */
function said(...lines: (string | (Partial<SeenMessage> & { authorId?: string }))[]): SeenMessage[] {
  return lines.map((line, index) =>
    message(String(100 + index), {
      createdAt: START + index * 1000,
      ...(typeof line === 'string' ? { content: line } : line),
    }),
  )
}
const by = (authorId: string, content: string, more: Partial<SeenMessage> = {}) => ({
  authorId,
  content,
  ...more,
})
const steward = (content = 'Here is what the docs say.') => {
  const { author } = message('1', { authorId: BOT })
  return { author: { ...author, isBot: true }, content }
}

function view(window: SeenMessage[], where: Place = place, now = START + 10_000): View {
  return { place: where, window, botId: BOT, now }
}
/** The errands of all messages, as `kind:index`. */
function kinds(window: SeenMessage[], where: Place = place, now?: number, how = policy): string[] {
  const seen = view(window, where, now)
  const ids = new Set(window.map(({ id }) => id))
  return planErrands(seen, ids, [], how).map(({ kind, messageId }) => `${kind}:${Number(messageId) - 100}`)
}

describe('in a channel for questions', () => {
  it('a question is answered once members had their time', () => {
    expect(planErrands(view(said(QUESTION)), new Set(['100']), [], policy)).toEqual([
      { id: 'answer:100', kind: 'answer', messageId: '100', memberId: MAYA, dueAt: START + 60_000 },
    ])
  })

  it.each<[string, ...Parameters<typeof said>]>([
    ['a statement', 'The budget is set in the configuration.'],
    ['thanks', 'thanks a lot!'],
    ['a question to another member', { content: QUESTION, mentionedIds: [BRUNO] }],
    ['a reply to another member', { content: QUESTION, replyToId: '3', replyToAuthorId: BRUNO }],
    ['a question of a moderator', { content: QUESTION, author: { ...message('1').author, isExempt: true } }],
    ['a question of a bot', { content: QUESTION, author: { ...message('1').author, isBot: true } }],
    ['a question of a webhook', { content: QUESTION, author: { ...message('1').author, isWebhook: true } }],
    ['a question with a thread', { content: QUESTION, hasReplies: true }],
    ['a question that got a reply', QUESTION, by(BRUNO, 'docs', { replyToId: '100', replyToAuthorId: MAYA })],
    ['a question that somebody wrote back to', QUESTION, by(BRUNO, 'You put it into the configuration.')],
    ['a question that somebody asked back about', QUESTION, by(BRUNO, 'which version are you on?')],
    ['a question whose author found it', QUESTION, 'nvm, found it'],
    [
      'talk between members',
      'My budget is odd.',
      by(BRUNO, 'Set it in the config.'),
      'And where do I find that file?',
    ],
    ['a question within their talk', 'My budget is odd.', by(BRUNO, 'Set it in the config.'), QUESTION],
  ])('%s is left alone', (_, ...lines) => {
    expect(kinds(said(...lines))).toEqual([])
  })

  it('another question, a greeting and thanks are no answer', () => {
    const window = said(
      QUESTION,
      by(BRUNO, 'hello everyone'),
      by(BRUNO, 'thanks for yesterday'),
      by(BRUNO, 'Where do I find the logs?'),
    )
    expect(kinds(window)).toEqual(['answer:0', 'answer:3'])
  })

  it('a question in several messages is one', () => {
    const window = said('hi', QUESTION, 'I mean for one channel', 'Is there a setting for it?')
    expect(kinds(window)).toEqual(['answer:1'])
    const [, question] = window
    expect(question && questionText(question, view(window))).toBe(
      `${QUESTION}\nI mean for one channel\nIs there a setting for it?`,
    )
  })

  it('an old question, first seen after an outage, is not answered out of the blue', () => {
    expect(kinds(said(QUESTION), place, START + 16 * 60_000)).toEqual(['answer:0'])
    expect(kinds(said(QUESTION), place, START + 17 * 60_000)).toEqual([])
  })

  it('nothing is answered unasked where that is off, but a mention is', () => {
    const off = { ...policy, answers: { ...policy.answers, unasked: false } }
    const mention = { content: `<@${BOT}> ${QUESTION}`, mentionedIds: [BOT] }
    expect(kinds(said(QUESTION, mention), place, undefined, off)).toEqual(['mention:1'])
  })
})

describe('when Steward is addressed', () => {
  const mention = (content: string) => ({ content: `<@${BOT}> ${content}`, mentionedIds: [BOT] })
  const reply = (content: string) => ({ content, replyToId: '9', replyToAuthorId: BOT })

  it.each([general, place])('a mention is answered at once, a question or not ($purpose)', (where) => {
    expect(
      planErrands(view(said(mention('daily budget')), where), new Set(['100']), [], policy),
    ).toMatchObject([{ kind: 'mention', dueAt: START }])
  })

  it('a reply is answered when it asks something', () => {
    expect(kinds(said(reply('and per channel?')), general)).toEqual(['mention:0'])
    expect(kinds(said(reply('ok, makes sense')), general)).toEqual([])
  })

  it('thanks and greetings get a reaction', () => {
    expect(kinds(said(mention('thanks!'), reply('that fixed it'), mention('hi')), general)).toEqual([
      'acknowledge:0',
      'acknowledge:1',
      'acknowledge:2',
    ])
  })

  it('in a channel for talk, nothing else is answered, threads included', () => {
    expect(kinds(said(QUESTION), general)).toEqual([])
    expect(kinds(said(steward(), QUESTION), { ...thread, purpose: 'mentions' })).toEqual([])
  })

  it('a moderator is answered too', () => {
    const author = { ...message('1').author, isExempt: true }
    expect(kinds(said({ ...mention(QUESTION), author }), general)).toEqual(['mention:0'])
  })
})

describe('in a thread under a question', () => {
  const start = { content: '', isThreadStart: true }

  it('the asker’s follow-up is answered at once', () => {
    const window = said(start, steward(), 'and per channel?')
    expect(planErrands(view(window, thread), new Set(['102']), [], policy)).toMatchObject([
      { kind: 'answer', messageId: '102', dueAt: START + 2000 },
    ])
  })

  it('Steward is silent once somebody else has written', () => {
    expect(
      kinds(said(start, steward(), by(BRUNO, 'There is one more way.'), 'and per channel?'), thread),
    ).toEqual([])
    expect(kinds(said(start, steward(), 'and per channel?', by(BRUNO, 'Yes.')), thread)).toEqual([])
  })

  it('Steward is silent once it is solved, and thanks with a reaction, once', () => {
    const window = said(
      start,
      steward(),
      'solved, thanks!',
      'it works now',
      'What does the other setting do?',
    )
    expect(kinds(window, thread)).toEqual(['acknowledge:2'])
  })

  it('statements of the asker are no follow-up', () => {
    expect(kinds(said(start, steward(), 'ok, trying that now'), thread)).toEqual([])
  })

  it('a question in a thread of their own is given the members’ time', () => {
    const own: Place = { ...thread, thread: { title: 'Help', ownerId: MAYA } }
    expect(planErrands(view(said(QUESTION), own), new Set(['100']), [], policy)).toMatchObject([
      { kind: 'answer', dueAt: START + 60_000 },
    ])
    expect(kinds(said(QUESTION, by(BRUNO, 'Look at the config.')), own)).toEqual([])
  })

  it('a mention is answered whoever is there', () => {
    const mention = { content: `<@${BOT}> ${QUESTION}`, mentionedIds: [BOT] }
    expect(kinds(said(start, steward(), by(BRUNO, 'hm'), mention), thread)).toEqual(['mention:3'])
  })
})

describe('in a showcase', () => {
  const file = (filename: string, contentType: string | null = null) => ({
    filename,
    contentType,
    size: 1,
    url: '',
  })

  it('a post gets a reaction and a sentence; talk gets nothing', () => {
    const window = said(
      { content: 'My new map', attachments: [file('map.png', 'image/png')] },
      'wow, nice!',
      {
        content: 'https://example.org/look',
        replyToId: '100',
        replyToAuthorId: MAYA,
      },
    )
    expect(kinds(window, showcase)).toEqual(['react:0', 'encourage:0'])
  })

  it.each<[string, Partial<SeenMessage>]>([
    ['🎨', { attachments: [file('map.png', 'image/png')] }],
    ['🎬', { attachments: [file('demo.mp4')] }],
    ['🎵', { content: 'https://soundcloud.com/x/y' }],
    ['💻', { content: 'https://github.com/x/y' }],
    ['🚀', { content: 'https://github.com/x/y/releases/tag/v1' }],
    ['📖', { content: 'I wrote about it: https://example.org/a' }],
    ['✨', { content: 'https://example.org/a' }],
  ])('%s fits', (emoji, post) => {
    expect(reactionTo(message('1', post), '✨')).toBe(emoji)
  })

  it('does not say the same to everybody', () => {
    const sentences = Array.from({ length: 50 }, (_, second) =>
      encouragement({ id: String(BigInt(second * 977) << 22n) }),
    )
    expect(new Set(sentences).size).toBeGreaterThan(5)
  })
})

describe('elsewhere', () => {
  it.each([
    'jobs',
    'inactive',
    'announcements',
    'moderators',
  ] as const)('nothing is done in %s', (purpose) => {
    const mention = { content: `<@${BOT}> ${QUESTION}`, mentionedIds: [BOT] }
    expect(kinds(said(mention, QUESTION, 'https://example.org'), { ...place, purpose })).toEqual([])
  })
})

describe('who joins', () => {
  const joins = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      messageId: String(index),
      memberId: `m${index}`,
      createdAt: START,
    }))
  const welcomed = (count: number, now = START, how = policy) =>
    planErrands(view([], general, now), new Set(), joins(count), how).map(({ memberId }) => memberId)

  it('is welcomed, when that is on and not long after', () => {
    expect(welcomed(2)).toEqual(['m0', 'm1'])
    expect(welcomed(2, START + 3_600_000)).toEqual([])
    expect(welcomed(2, START, { ...policy, welcome: welcomeSchema.parse({}) })).toEqual([])
  })

  it('is not when many join at once', () => expect(welcomed(6)).toEqual([]))
})

describe('what is decided again when its time has come', () => {
  it('is dropped when the message has become a statement', () => {
    const [question] = said(QUESTION)
    if (!question) throw new Error('no question')
    const edited = { ...question, content: 'Found it: budget.dailyUsd.', editedAt: START + 5000 }
    expect(errandsFor(question, view([question]), policy)).toHaveLength(1)
    expect(errandsFor(edited, view([edited]), policy)).toEqual([])
  })
})
