import { describe, expect, it } from 'vitest'
import { groupMessages } from '../../../sim/console/messages/grouping.ts'
import { findProblems, listFields, startValues } from '../../../sim/console/modals/modal-fields.ts'
import { nextIndex } from '../../../sim/console/overlays/roving.ts'
import { isProblem, mergeLog } from '../../../sim/console/panel/merge-log.ts'
import { contrastRatio, readableColours } from '../../../sim/console/state/colour.ts'
import { formatRoute, parseRoute } from '../../../sim/console/state/route.ts'
import type { Component, InteractionEntry, RequestEntry } from '../../../sim/protocol.ts'
import { message } from './fixtures.ts'

describe('the address', () => {
  it('says which channel is open and as whom, and reads back what it says', () => {
    expect(parseRoute('#/channel/12?as=34')).toEqual({ channelId: '12', memberId: '34' })
    expect(parseRoute(formatRoute({ channelId: '12', memberId: '34' }))).toEqual({
      channelId: '12',
      memberId: '34',
    })
  })

  it('leaves open what is no id', () => {
    expect(parseRoute('#/channel/<b>?as=me')).toEqual({ channelId: undefined, memberId: undefined })
    expect(parseRoute('')).toEqual({ channelId: undefined, memberId: undefined })
  })
})

describe('role colours', () => {
  it.each([
    '#ffffff',
    '#000000',
    '#f1c40f',
    '#3498db',
    '#1e1f26',
    '#808080',
  ])('%s can be read in both themes', (colour) => {
    const { light, dark } = readableColours(colour)
    expect(contrastRatio(light, '#ffffff')).toBeGreaterThanOrEqual(4.5)
    expect(contrastRatio(dark, '#1e1f26')).toBeGreaterThanOrEqual(4.5)
  })

  it('stay as they are where they can be read already', () => {
    expect(readableColours('#7a1f9c').light).toBe('#7a1f9c')
  })
})

describe('messages of one author', () => {
  const leads = (...messages: Parameters<typeof message>[]) =>
    groupMessages(messages.map((each) => message(...each))).map((line) => line.leads)

  it('share a heading when they are close together', () => {
    expect(leads(['1'], ['2'], ['3', { authorId: '3' }])).toEqual([true, false, true])
  })

  it('get a new heading after seven minutes, for a reply, and for an answer to a command', () => {
    expect(leads(['1'], ['2', { createdAt: '2026-11-20T12:08:00.000Z' }])).toEqual([true, true])
    const reference = { messageId: '1', channelId: '10', authorName: 'Two', excerpt: '' }
    expect(leads(['1'], ['2', { type: 19, reference }])).toEqual([true, true])
    expect(leads(['1'], ['2', { invokedBy: { memberId: '1', command: '/ask' } }])).toEqual([true, true])
  })
})

describe('arrow keys in a list', () => {
  it('stop at its ends, go by rows in a grid, and begin at the end when going up from outside', () => {
    expect(nextIndex('ArrowDown', 2, 3)).toBe(2)
    expect(nextIndex('ArrowUp', -1, 3)).toBe(2)
    expect(nextIndex('ArrowDown', 0, 18, 6)).toBe(6)
    expect(nextIndex('ArrowRight', 0, 18, 6)).toBe(1)
    expect(nextIndex('End', 0, 3)).toBe(2)
    expect(nextIndex('x', 0, 3)).toBeUndefined()
    expect(nextIndex('ArrowDown', -1, 0)).toBeUndefined()
  })
})

describe('the fields of a modal', () => {
  const components: Component[] = [
    { type: 10, content: 'words' },
    {
      type: 18,
      label: 'Reason',
      component: { type: 3, custom_id: 'reason', options: [{ label: 'A', value: 'a' }] },
    },
    {
      type: 18,
      label: 'Note',
      component: { type: 4, custom_id: 'note', style: 2, required: false, min_length: 5 },
    },
    { type: 1, components: [{ type: 4, custom_id: 'old', style: 1, label: 'Old way', value: 'kept' }] },
  ]
  const fields = listFields(components)

  it('come from labels and from plain action rows', () => {
    expect(fields.map(({ customId, label, isRequired }) => [customId, label, isRequired])).toEqual([
      ['reason', 'Reason', true],
      ['note', 'Note', false],
      ['old', 'Old way', true],
    ])
    expect(startValues(components)).toEqual({ reason: [], note: '', old: 'kept' })
  })

  it('say what is missing or too short before anything is sent', () => {
    expect(findProblems(fields, { reason: [], note: 'abc', old: 'kept' })).toEqual({
      reason: 'This is required.',
      note: 'At least 5 characters.',
    })
    expect(findProblems(fields, { reason: ['a'], note: '', old: 'x' })).toEqual({})
  })
})

describe("Steward's log", () => {
  const request = (sequence: number, changes: Partial<RequestEntry> = {}): RequestEntry => ({
    sequence,
    at: `2026-11-20T12:00:0${sequence}.000Z`,
    service: 'discord',
    method: 'GET',
    path: '/x',
    route: 'GET /x',
    status: 200,
    durationMs: 1,
    requestBody: null,
    responseBody: null,
    rateLimit: null,
    fault: null,
    ...changes,
  })
  const interaction: InteractionEntry = {
    sequence: 1,
    at: '2026-11-20T12:00:02.000Z',
    interactionId: '1',
    kind: 'command',
    memberId: '1',
    channelId: '10',
    name: '/ask',
    request: {},
    status: 200,
    response: {},
    durationMs: 1,
    failure: null,
  }

  it('shows both directions, newest first', () => {
    const keys = mergeLog([interaction], [request(1), request(3)], 'all').map(({ key }) => key)
    expect(keys).toEqual(['r3', 'i1', 'r1'])
  })

  it('counts errors, cut connections, unknown routes and injected faults as problems', () => {
    expect(isProblem(request(1))).toBe(false)
    for (const wrong of [{ status: 429 }, { status: 0 }, { route: null }, { fault: 'late' }])
      expect(isProblem(request(1, wrong))).toBe(true)
  })
})
