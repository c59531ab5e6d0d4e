import { describe, expect, it } from 'vitest'
import { parseMessageUrl } from '../../../sim/console/markdown/message-url.ts'
import { effectWords, outcomeWords, stateWords } from '../../../sim/console/panel/case-words.ts'
import { groupMembers } from '../../../sim/console/panel/group-members.ts'
import { mergeLog } from '../../../sim/console/panel/merge-log.ts'
import { findUnread } from '../../../sim/console/state/unread.ts'
import type { CaseInfo, Member, RequestEntry } from '../../../sim/protocol.ts'
import { channel, message, snapshot } from './fixtures.ts'

type Effect = CaseInfo['effects'][number]

const effect = (changes: Partial<Effect>): Effect => ({
  kind: 'timeout',
  channelId: null,
  state: 'done',
  problem: null,
  ...changes,
})

describe('what moderators see', () => {
  it('counts Steward’s unread cards on the moderators’ channel alone', () => {
    const card = { authorId: '9', embeds: [{ title: 'Case 1' }] }
    const messages = {
      '10': [message('5', card)],
      '12': [
        message('6', { ...card, channelId: '12' }),
        message('7', { authorId: '2', channelId: '12' }),
        message('8', { ...card, channelId: '12', embeds: [] }),
      ],
    }
    const channels = [channel('10'), channel('12', { private: true })]
    const unread = findUnread(snapshot({ channels, messages }), { '10': '0', '12': '0' })
    expect(unread.get('10')?.cards).toBe(0)
    expect(unread.get('12')?.cards).toBe(1)
    expect(findUnread(snapshot({ channels, messages }), { '12': '8' }).size).toBe(0)
  })

  it('says what was done to whom, and what came of it otherwise', () => {
    const name = (id: string) => `#channel-${id}`
    expect(effectWords(effect({ kind: 'remove', channelId: '10' }), name)).toBe('removed in #channel-10')
    expect(outcomeWords(effect({}))).toBeNull()
    expect(outcomeWords(effect({ state: 'parked', problem: 'my role is below theirs' }))).toBe(
      'my role is below theirs',
    )
    expect(outcomeWords(effect({ state: 'waiting' }))).toBe('not yet')
    expect(stateWords({ state: 'undone', isDry: false })).toBe('taken back')
    expect(stateWords({ state: 'open', isDry: true })).toBe('open, dry run')
  })

  it('lists who is banned at the end', () => {
    const person = (id: string, name: string): Member => ({
      id,
      name,
      username: name,
      hue: 1,
      about: '',
      bot: false,
      online: true,
      roleIds: [],
      colour: null,
      accountCreatedAt: '2026-01-01T00:00:00.000Z',
      joinedAt: '2026-01-01T00:00:00.000Z',
      timedOutUntil: null,
      dmsClosed: false,
      dmChannelId: '0',
    })
    const groups = groupMembers(snapshot({ members: [person('1', 'b')], banned: [person('2', 'a')] }))
    expect(groups.map(({ name, isBanned }) => [name, isBanned])).toEqual([
      ['Online', false],
      ['Banned', true],
    ])
  })

  it('knows a link to a message from any other', () => {
    expect(parseMessageUrl('https://discord.com/channels/1/2/3')).toEqual({
      guildId: '1',
      channelId: '2',
      messageId: '3',
    })
    for (const other of [
      'https://discord.com/channels/1/2',
      'https://evil.example/https://discord.com/channels/1/2/3',
      'https://discord.com.evil.example/channels/1/2/3',
    ])
      expect(parseMessageUrl(other)).toBeUndefined()
  })

  it('leaves what Steward only reads out of its acts, unless it went wrong', () => {
    const request = (sequence: number, method: string, status = 200): RequestEntry => ({
      sequence,
      at: `2026-11-20T12:00:0${sequence}.000Z`,
      service: 'discord',
      method,
      path: '/x',
      route: 'GET /x',
      status,
      durationMs: 1,
      requestBody: null,
      responseBody: null,
      rateLimit: null,
      fault: null,
    })
    const log = [request(1, 'GET'), request(2, 'DELETE'), request(3, 'GET', 403)]
    expect(mergeLog([], log, 'acts').map(({ key }) => key)).toEqual(['r3', 'r2'])
    expect(mergeLog([], log, 'all')).toHaveLength(3)
  })
})
