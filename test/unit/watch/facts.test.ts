import { describe, expect, it } from 'vitest'
import { readingCalls } from '../../../src/discord/reading.ts'
import { createRest } from '../../../src/discord/rest.ts'
import { createdAt, snowflakeAt } from '../../../src/discord/snowflake.ts'
import { factsOf, isOfMember, isShown, isWithheld, type MemberFacts } from '../../../src/watch/facts.ts'
import type { Exempt, Place } from '../../../src/watch/place.ts'
import { AUTHOR, CHANNEL, discordMessage, GUILD, place } from './messages.ts'

const member: MemberFacts = { nick: 'May', joinedAt: 5, roleIds: ['1'] }
const nobody: Exempt = { roleIds: [], memberIds: [] }
const facts = (more: Record<string, unknown>, where: Place = place, exempt = nobody) =>
  factsOf(discordMessage(more), where, GUILD, member, exempt)

describe('the facts of a message', () => {
  it('name its author as others see them, and how old account and message are from their ids', () => {
    const id = snowflakeAt(Date.UTC(2026, 10, 20))
    expect(facts({ id })).toMatchObject({
      id,
      guildId: GUILD,
      channelId: CHANNEL,
      channelName: 'help',
      createdAt: Date.UTC(2026, 10, 20),
      editedAt: null,
      author: {
        id: AUTHOR,
        username: 'maya',
        displayName: 'May',
        joinedAt: 5,
        accountCreatedAt: createdAt(AUTHOR),
      },
    })
  })

  it('count forwards, embeds, polls, stickers and components as text, and their addresses as links', () => {
    const got = facts({
      content: 'look',
      embeds: [
        {
          title: 'A title',
          description: 'words',
          url: 'https://a.test',
          author: { name: 'By', url: 'https://b.test' },
          footer: { text: 'foot' },
          fields: [{ name: 'n', value: 'v' }],
        },
      ],
      components: [
        { type: 1, components: [{ type: 2, label: 'Press', url: 'https://c.test' }] },
        {
          type: 17,
          components: [
            {
              type: 9,
              components: [{ type: 10, content: 'deep' }],
              accessory: { type: 2, url: 'https://d.test', label: 'Go' },
            },
          ],
        },
      ],
      poll: { question: { text: 'Which?' }, answers: [{ poll_media: { text: 'This' } }] },
      sticker_items: [{ name: 'Wave' }],
      message_snapshots: [
        {
          message: {
            content: 'forwarded',
            embeds: [{ url: 'https://e.test' }],
            attachments: [{ filename: 'x.png', size: 3, url: 'u' }],
          },
        },
      ],
      message_reference: { type: 1, message_id: '99' },
    })
    expect(got?.extraText).toEqual([
      'forwarded',
      'A title',
      'words',
      'By',
      'foot',
      'n',
      'v',
      'Press',
      'deep',
      'Go',
      'Wave',
      'Which?',
      'This',
    ])
    expect(got?.extraUrls).toEqual([
      'https://a.test',
      'https://b.test',
      'https://c.test',
      'https://d.test',
      'https://e.test',
    ])
    expect(got?.attachments).toEqual([{ filename: 'x.png', size: 3, contentType: null, url: 'u' }])
    expect(got?.replyToId).toBeNull()
  })

  it('blame a thread’s title on its owner alone', () => {
    const thread = {
      ...place,
      id: '2000000000000000000',
      parentId: CHANNEL,
      thread: { title: 'free nitro', ownerId: AUTHOR },
    }
    expect(facts({}, thread)?.extraText).toEqual(['free nitro'])
    expect(facts({}, { ...thread, thread: { title: 'free nitro', ownerId: '7' } })?.extraText).toEqual([])
    expect(facts({ thread: { id: '1', name: 'mine', owner_id: AUTHOR } })).toMatchObject({
      extraText: ['mine'],
      hasReplies: true,
    })
    expect(facts({ thread: { id: '1', name: 'theirs', owner_id: '7' } })?.extraText).toEqual([])
  })

  it('are none for what nobody wrote: joins, pins, AutoMod’s alerts', () => {
    for (const type of [6, 7, 8, 24, 46]) expect(facts({ type })).toBeNull()
  })

  it('mark bots, webhooks, moderators and exempt roles', () => {
    expect(facts({ author: { id: AUTHOR, username: 'b', bot: true } })?.author.isBot).toBe(true)
    expect(facts({ webhook_id: '5' })?.author.isWebhook).toBe(true)
    expect(facts({}, place, { roleIds: ['1'], memberIds: [] })?.author.isExempt).toBe(true)
    expect(facts({}, place, { roleIds: [], memberIds: [AUTHOR] })?.author.isExempt).toBe(true)
    expect(facts({})?.author.isExempt).toBe(false)
  })

  it('are none for a message whose content is withheld: four of those are not four equal messages', () => {
    expect(facts({ content: '' })).toBeNull()
    expect(isWithheld(discordMessage({ content: '' }), '1')).toBe(true)
    expect(isOfMember(discordMessage({ content: '' }))).toBe(false)
    expect(isWithheld(discordMessage({ content: '', activity: { type: 1 } }), '1')).toBe(false)
    expect(isWithheld(discordMessage({ content: '', sticker_items: [{ name: 'Wave' }] }), '1')).toBe(false)
    expect(isShown(discordMessage({ mentions: [{ id: '1' }] }), '1')).toBe(false)
    expect(isShown(discordMessage(), '1')).toBe(true)
  })

  it('survive parts of a shape nobody knows', () => {
    const odd = {
      embeds: 'none',
      attachments: [null, { filename: 4 }],
      poll: [],
      components: [{ components: 'x' }],
      mentions: 7,
      author: { id: AUTHOR },
    }
    expect(facts(odd)).toMatchObject({ content: 'hello', extraText: [], author: { username: '' } })
  })
})

describe('a page of messages', () => {
  const reading = (body: unknown) =>
    readingCalls(
      createRest({ apiUrl: 'https://discord.test', botToken: 't', fetch: async () => Response.json(body) }),
    )

  it('comes oldest first, and one that cannot be understood does not keep the others back', async () => {
    const result = await reading([
      { id: '30', author: { id: '1', username: 'a' }, content: 'c' },
      { id: '20', author: 'nobody' },
      { id: '9', author: { id: '1', username: 'a' }, content: 'a' },
    ]).messagesAfter(CHANNEL, '0')
    expect(result).toMatchObject({
      ok: true,
      value: { ids: ['9', '20', '30'], messages: [{ id: '9' }, { id: '30' }] },
    })
  })
})
