import { describe, expect, it } from 'vitest'
import { findUnread, firstUnread, startMarks } from '../../../sim/console/state/unread.ts'
import { addHistory, applyEvent, EMPTY_WORLD, SNAPSHOT_MESSAGES } from '../../../sim/console/state/world.ts'
import type { Message, SimEvent } from '../../../sim/protocol.ts'
import { channel, message, snapshot } from './fixtures.ts'

const NOW = 1_000_000
const play = (...events: SimEvent[]) =>
  events.reduce((world, event) => applyEvent(world, event, NOW), EMPTY_WORLD)
const start: SimEvent = { type: 'snapshot', snapshot: snapshot() }
const ids = (messages: readonly Message[] | undefined) => messages?.map(({ id }) => id)

describe('what the page knows', () => {
  it('puts a new message at its place by age, and moves the channel on', () => {
    const world = play(
      start,
      { type: 'message', message: message('99') },
      { type: 'message', message: message('100') },
      { type: 'message', message: message('98') },
    )
    expect(ids(world.snapshot?.messages['10'])).toEqual(['98', '99', '100'])
    expect(world.snapshot?.channels[0]?.lastMessageId).toBe('100')
  })

  it('changes a message in its place when the answer comes', () => {
    const world = play(
      start,
      { type: 'message', message: message('5', { state: 'thinking', content: '' }) },
      { type: 'message', message: message('6') },
      { type: 'message', message: message('5', { content: 'the answer' }) },
    )
    expect(world.snapshot?.messages['10']).toMatchObject([{ id: '5', content: 'the answer' }, { id: '6' }])
  })

  it('forgets a removed message and thread', () => {
    const world = play(
      start,
      { type: 'message', message: message('5') },
      { type: 'message_removed', channelId: '10', messageId: '5' },
    )
    expect(world.snapshot?.messages['10']).toEqual([])
  })

  it('stops showing somebody as typing when the message is there', () => {
    const typing: SimEvent = { type: 'typing', channelId: '10', memberId: '2' }
    expect(play(start, typing, typing).typing).toHaveLength(1)
    expect(play(start, typing, { type: 'message', message: message('5') }).typing).toEqual([])
  })

  it('keeps what was scrolled to when a full snapshot comes, and drops it when the channel was emptied', () => {
    const page = Array.from({ length: SNAPSHOT_MESSAGES }, (_, index) => message(String(1000 + index)))
    const full: SimEvent = { type: 'snapshot', snapshot: snapshot({ messages: { '10': page } }) }
    const scrolled = addHistory(play(full), '10', [message('900')])
    expect(ids(applyEvent(scrolled, full, NOW).snapshot?.messages['10'])?.[0]).toBe('900')
    expect(applyEvent(scrolled, start, NOW).snapshot?.messages['10']).toBeUndefined()
  })

  it('does nothing with news of a community it has not seen yet', () => {
    expect(play({ type: 'message', message: message('5') }).snapshot).toBeUndefined()
  })
})

describe('unread channels', () => {
  const messages = { '10': [message('5'), message('6', { authorId: '1' }), message('7')] }

  it('count what stood there on arrival as read', () => {
    const marks = startMarks({}, snapshot({ channels: [channel('10', { lastMessageId: '7' })] }))
    expect(marks).toEqual({ '10': '7' })
    expect(findUnread(snapshot({ messages }), marks).size).toBe(0)
  })

  it('begin at the first message of somebody else after the mark', () => {
    expect(firstUnread(messages['10'], '5', '1')).toBe('7')
    expect(firstUnread(messages['10'], '7', '1')).toBeUndefined()
  })

  it('show a number for messages that ping the viewer, by name, role or everyone', () => {
    const pinged = [
      message('5', { pings: { memberIds: ['1'], roleIds: [], everyone: false } }),
      message('6', { pings: { memberIds: [], roleIds: [], everyone: true } }),
      message('7', { pings: { memberIds: ['3'], roleIds: ['4'], everyone: false } }),
    ]
    expect(findUnread(snapshot({ messages: { '10': pinged } }), { '10': '0' }).get('10')?.mentions).toBe(2)
  })

  it('are not made by what only the viewer sees', () => {
    const quiet = snapshot({ messages: { '10': [message('9', { ephemeral: true })] } })
    expect(findUnread(quiet, { '10': '0' }).size).toBe(0)
  })
})
