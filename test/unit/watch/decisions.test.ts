import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config/config.ts'
import type { ChannelJson, RoleJson } from '../../../src/discord/reading.ts'
import { compareIds, createdAt, snowflakeAt } from '../../../src/discord/snowflake.ts'
import { acrossChannels, withFresh } from '../../../src/watch/across.ts'
import { blindnessOf, CLEAR_SIGHT, rolesAbove } from '../../../src/watch/blindness.ts'
import { isReadAfterOutage, readFrom, skipsSome } from '../../../src/watch/catching-up.ts'
import { exemptInChannel, exemptInGuild } from '../../../src/watch/exempt.ts'
import { batchesOf } from '../../../src/watch/judging.ts'
import { moved, remember } from '../../../src/watch/moved.ts'
import { roleNotice } from '../../../src/watch/notices.ts'
import type { WatchedPlace } from '../../../src/watch/place.ts'
import { waitAfter } from '../../../src/watch/reading-failed.ts'
import { nextReread, REREAD_AFTER_MS, rereadsWithin } from '../../../src/watch/rereading.ts'
import { moderatorsChannel, watchedPlaces } from '../../../src/watch/watched.ts'
import { merge } from '../../../src/watch/window.ts'
import { CHANNEL, GUILD, message, place } from './messages.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const MINUTE = 60_000
const nobody = { roleIds: [], memberIds: [] }
const config = parseConfig({
  community: { name: 'Test', guildId: GUILD, docsUrl: 'https://docs.test' },
  channels: {
    answers: ['help', 'forum'],
    announcements: ['news'],
    moderators: ['mods'],
    inactive: ['offtopic'],
  },
})
const channel = (id: string, name: string, more: Partial<ChannelJson> = {}): ChannelJson => ({
  id,
  name,
  type: 0,
  last_message_id: '5',
  ...more,
})
const role = (id: string, more: Partial<RoleJson> = {}): RoleJson => ({
  id,
  name: `role ${id}`,
  permissions: 0n,
  position: 1,
  managed: false,
  ...more,
})

describe('what is watched', () => {
  it('is what has a purpose, and threads by their channel; never announcements, inactive or the moderators’ own', () => {
    const channels = [
      channel('1', 'help'),
      channel('2', 'random'),
      channel('3', 'news', { type: 5 }),
      channel('4', 'offtopic'),
      channel('5', 'mods'),
      channel('6', 'forum', { type: 15 }),
      channel('7', 'help', { type: 4 }),
    ]
    const threads = [
      channel('11', 'a', { type: 11, parent_id: '1' }),
      channel('12', 'b', { type: 11, parent_id: '2' }),
      channel('13', 'c', { type: 11, parent_id: '6' }),
      channel('14', 'd', { type: 12, parent_id: '4' }),
      channel('15', 'e', { type: 11 }),
    ]
    expect(watchedPlaces(config, channels, threads, nobody).map(({ id }) => id)).toEqual(['1', '11', '13'])
    expect(moderatorsChannel(config, channels)).toBe('5')
  })

  it('is never a direct message', () => {
    expect(
      watchedPlaces(
        config,
        [channel('1', 'help', { type: 1 }), channel('2', 'help', { type: 3 })],
        [],
        nobody,
      ),
    ).toEqual([])
  })
})

describe('who is not judged', () => {
  it('is the owner, whoever moderates, and named roles; never everybody', () => {
    const roles = [
      role(GUILD, { permissions: 1n << 13n }),
      role('1', { permissions: 1n << 40n }),
      role('2'),
      role('3', { name: 'Friends' }),
      role('4', { permissions: 1n << 10n }),
    ]
    expect(exemptInGuild({ ownerId: '9', roles }, GUILD, ['Friends', '2'])).toEqual({
      roleIds: ['1', '2', '3'],
      memberIds: ['9'],
    })
  })

  it('is also who moderates that channel', () => {
    const permission_overwrites = [
      { id: '7', type: 0, allow: 1n << 13n, deny: 0n },
      { id: '8', type: 1, allow: 1n << 34n, deny: 0n },
      { id: '9', type: 0, allow: 1n << 10n, deny: 0n },
      { id: GUILD, type: 0, allow: 1n << 13n, deny: 0n },
    ]
    expect(exemptInChannel(nobody, channel('1', 'help', { permission_overwrites }), GUILD)).toEqual({
      roleIds: ['7'],
      memberIds: ['8'],
    })
  })
})

describe('what moved', () => {
  const at = (id: string, lastMessageId: string | null, title?: string): WatchedPlace => ({
    ...place,
    id,
    lastMessageId,
    exempt: nobody,
    thread: title === undefined ? null : { title, ownerId: null },
  })

  it('is nothing at the first pulse, whatever was written before', () => {
    expect(moved(null, [at('1', '5')], NOW)).toEqual([])
    expect(remember(null, [at('1', '5')], [])).toMatchObject({ 1: { lastMessageId: '5' } })
  })

  it('is where the last message is another, or the title', () => {
    const known = remember(null, [at('1', '5'), at('2', '5'), at('3', '5', 'old'), at('4', null)], [])
    const moves = moved(known, [at('1', '5'), at('2', '6'), at('3', '5', 'new'), at('4', null)], NOW)
    expect(moves.map(({ place: { id }, startAfter }) => [id, startAfter])).toEqual([
      ['2', '5'],
      ['3', '5'],
    ])
  })

  it('begins in a new thread with its first message, and elsewhere where the last pulse was', () => {
    const fresh = snowflakeAt(NOW + 5_000)
    const old = snowflakeAt(NOW - 9e9)
    const last = snowflakeAt(NOW + 6_000)
    const starts = moved({}, [at(fresh, last, 't'), at(old, last)], NOW).map(({ startAfter }) => startAfter)
    expect(starts.toSorted(compareIds)).toEqual([snowflakeAt(NOW - MINUTE), String(BigInt(fresh) - 1n)])
  })

  it('wakes first who has waited longest', () => {
    const known = remember(null, [at('1', '5'), at('2', '5')], [])
    const waited = {
      ...known,
      1: { ...known[1], wokenAt: 9 },
      2: { ...known[2], wokenAt: 3 },
    } as typeof known
    expect(moved(waited, [at('1', '6'), at('2', '6')], NOW).map((move) => move.place.id)).toEqual(['2', '1'])
  })
})

describe('a window read again', () => {
  const window = [message('10'), message('20'), message('30')]
  const all = { from: '9', to: null, ids: ['10', '20', '30'] }

  it('shows what is new, what was edited and what is gone', () => {
    const facts = [message('10', { content: 'edited' }), message('30'), message('40')]
    const got = merge(window, '30', { ...all, ids: ['10', '30', '40', '41'], facts }, 60)
    expect(got.fresh.map(({ id }) => id)).toEqual(['40'])
    expect(got.edited.map(({ id }) => id)).toEqual(['10'])
    expect(got.deleted.map(({ id }) => id)).toEqual(['20'])
    expect(got.window.map(({ id }) => id)).toEqual(['10', '30', '40'])
    expect(got.cursor).toBe('41')
  })

  it('takes a changed link, embed or attachment for an edit, and a new signature in an attachment’s address for none', () => {
    const file = { filename: 'a.png', size: 1, contentType: null, url: 'https://cdn.test/a?sig=1' }
    const before = [message('10', { attachments: [file] })]
    const read = (facts: ReturnType<typeof message>) =>
      merge(before, '10', { ...all, ids: ['10'], facts: [facts] }, 60).edited.length
    expect(read(message('10', { attachments: [{ ...file, url: 'https://cdn.test/a?sig=2' }] }))).toBe(0)
    expect(read(message('10', { attachments: [{ ...file, filename: 'b.png' }] }))).toBe(1)
    expect(read(message('10', { attachments: [file], extraUrls: ['https://evil.test'] }))).toBe(1)
    expect(read(message('10', { attachments: [file], extraText: ['a title'] }))).toBe(1)
  })

  it('is not taken for purged when a page comes empty, nor beyond what was read', () => {
    expect(merge(window, '30', { ...all, ids: [], facts: [] }, 60).deleted).toEqual([])
    expect(
      merge(window, '30', { ...all, to: '20', ids: ['10'], facts: [message('10')] }, 60).deleted.map(
        ({ id }) => id,
      ),
    ).toEqual(['20'])
  })

  it('holds at most as many messages as configured, and never moves its cursor back', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 90 }),
        fc.integer({ min: 0, max: 500 }),
        (ids, cursor) => {
          const sorted = ids.toSorted((a, b) => a - b).map(String)
          const got = merge(
            [],
            String(cursor),
            { from: '0', to: null, ids: sorted, facts: sorted.map((id) => message(id)) },
            30,
          )
          expect(got.window.length).toBeLessThanOrEqual(30)
          expect(compareIds(got.cursor, String(cursor))).toBeGreaterThanOrEqual(0)
          expect(got.fresh.every(({ id }) => compareIds(id, String(cursor)) > 0)).toBe(true)
        },
      ),
    )
  })
})

describe('rereading', () => {
  it('is due 15 seconds, one minute and five after something new was read, and then no more', () => {
    expect(REREAD_AFTER_MS).toEqual([15_000, 60_000, 300_000])
    expect([NOW, NOW + 15_000, NOW + 60_000, NOW + 300_000].map((read) => nextReread(NOW, read))).toEqual([
      NOW + 15_000,
      NOW + 60_000,
      NOW + 300_000,
      null,
    ])
    expect([10_000, 20_000, 61_000, 999_000].map(rereadsWithin)).toEqual([0, 1, 2, 3])
  })
})

describe('catching up', () => {
  const recent = snowflakeAt(NOW - MINUTE)
  it('begins before the window, after the cursor while there is much to read, and never too far back', () => {
    const window = [message(recent)]
    const from = String(BigInt(recent) - 1n)
    expect(readFrom({ cursor: recent, window, isBehind: false }, NOW, 24)).toBe(from)
    expect(readFrom({ cursor: recent, window, isBehind: true }, NOW, 24)).toBe(recent)
    const old = { cursor: snowflakeAt(NOW - 30 * 60 * MINUTE), window: [], isBehind: false }
    expect(readFrom(old, NOW, 24)).toBe(snowflakeAt(NOW - 24 * 60 * MINUTE))
  })

  it('skips something only after an outage, not where nobody wrote for long', () => {
    expect(skipsSome(NOW - 25 * 60 * MINUTE, NOW, 24)).toBe(true)
    expect(skipsSome(NOW - 10_000, NOW, 24)).toBe(false)
  })

  it('marks what is older than ten minutes, by its edit when it was edited', () => {
    const written = (createdAt: number, editedAt: number | null = null) =>
      isReadAfterOutage(message('1', { createdAt, editedAt }), NOW)
    expect(written(NOW - 10 * MINUTE)).toBe(false)
    expect(written(NOW - 10 * MINUTE - 1)).toBe(true)
    expect(written(NOW - 60 * MINUTE, NOW - MINUTE)).toBe(false)
  })

  it('judges old and new apart, and exempt members’ messages only as what stands around', () => {
    const old = message('1', { createdAt: NOW - 60 * MINUTE })
    const fresh = message('2', { createdAt: NOW, replyToId: '1' })
    const moderator = message('3', { createdAt: NOW, author: { ...fresh.author, isExempt: true } })
    const batches = batchesOf([old, fresh, moderator], [], [], NOW)
    expect(
      batches.map((batch) => [
        batch.readAfterOutage,
        batch.fresh.map(({ id }) => id),
        batch.recent.map(({ id }) => id),
      ]),
    ).toEqual([
      [true, ['1'], ['2', '3']],
      [false, ['2'], ['1', '3']],
    ])
    expect(batches[0]?.fresh[0]?.hasReplies).toBe(true)
  })
})

describe('across channels', () => {
  it('one member’s messages in two channels belong together, and nobody else’s', () => {
    const recent = withFresh(
      { messages: [], owed: [] },
      [
        message('1', { createdAt: NOW }),
        message('2', { createdAt: NOW, channelId: '9' }),
        message('3', { createdAt: NOW, authorId: '5', channelId: '8' }),
        message('4', { createdAt: NOW - 6 * MINUTE, authorId: '5' }),
      ],
      NOW,
    )
    expect(acrossChannels(recent, [message('1').author.id, '5'])).toMatchObject([
      { home: '9', fresh: [{ id: '2' }], recent: [{ id: '1', channelId: CHANNEL }] },
    ])
  })
})

describe('blindness', () => {
  it('is seen only after it has shown itself several times', () => {
    expect(blindnessOf(CLEAR_SIGHT)).toBeNull()
    expect(blindnessOf({ ...CLEAR_SIGHT, withheld: 2, empty: 2, refused: 1 })).toBeNull()
    expect(blindnessOf({ ...CLEAR_SIGHT, withheld: 3 })).toBe('content')
    expect(blindnessOf({ ...CLEAR_SIGHT, empty: 3 })).toBe('history')
    expect(blindnessOf({ ...CLEAR_SIGHT, refused: 2 })).toBe('access')
  })

  it('of rank: members’ roles above Steward’s, not moderators’ and not integrations’', () => {
    const roles = [
      role('1', { position: 9, name: '**Top** <@&1>' }),
      role('2', { position: 8, managed: true }),
      role('3', { position: 7 }),
      role('4', { position: 5 }),
      role('5', { position: 2 }),
    ]
    expect(rolesAbove(roles, ['4'], ['3'])).toEqual(['**Top** <@&1>'])
    expect(roleNotice(['**Top** <@&1>']).text).toContain('**Top &1**')
  })
})

describe('waiting', () => {
  it('grows with the failures, takes Discord’s word, and is longest for what a person must put right', () => {
    expect([1, 2, 20].map((failures) => waitAfter({ kind: 'unknown', detail: '' }, failures))).toEqual([
      5_000, 10_000, 300_000,
    ])
    expect(waitAfter({ kind: 'rate_limited', retryAfterMs: 1_163_000 }, 1)).toBe(1_163_000)
    expect(
      [1, 20].map((failures) =>
        waitAfter({ kind: 'refused', status: 403, code: 50001, message: '' }, failures),
      ),
    ).toEqual([60_000, 600_000])
  })
})

describe('snowflakes', () => {
  it('give their time and compare as Discord orders them', () => {
    expect(createdAt('175928847299117063')).toBe(1_462_015_105_796)
    expect(createdAt(snowflakeAt(NOW))).toBe(NOW)
    expect(['100', '99', '1000'].toSorted(compareIds)).toEqual(['99', '100', '1000'])
  })
})
