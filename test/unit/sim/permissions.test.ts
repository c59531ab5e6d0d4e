import { describe, expect, it } from 'vitest'
import { createClock } from '../../../sim/clock.ts'
import { COMMUNITY } from '../../../sim/community.ts'
import { seedState } from '../../../sim/seed.ts'
import { snowflakeTime } from '../../../sim/snowflake.ts'
import { channelById, memberById } from '../../../sim/world/lookups.ts'
import { may, outranks, PERMISSIONS } from '../../../sim/world/permissions.ts'
import { snapshot } from '../../../sim/world/views.ts'
import { createWorld, type World } from '../../../sim/world/world.ts'
import { asModerator, channels, members, roles, startTown } from './harness.ts'

const NOW = Date.UTC(2026, 10, 20, 12)

function world(): World {
  return createWorld({
    state: seedState(NOW),
    clock: createClock(() => NOW),
    applicationId: COMMUNITY.applicationId,
    endpoint: { url: '', publicKey: '', verify: async () => true },
  })
}

function at(town: World, memberId: string, channelId: string) {
  const member = memberById(town, memberId)
  const channel = channelById(town, channelId)
  if (!member || !channel) throw new Error('not seeded')
  return { member, channel }
}

describe('who may do what', () => {
  it('shows the moderators’ channel to moderators, to the owner and to nobody else', () => {
    const town = world()
    const sees = (id: string) => {
      const { member } = at(town, id, channels.general)
      return snapshot(town, member).channels.some((channel) => channel.id === channels.modCards)
    }
    expect(sees(members.bruno)).toBe(true)
    expect(sees(members.alma)).toBe(true)
    expect(sees(members.chidi)).toBe(false)
    expect(sees(members.gwen)).toBe(false)
  })

  it('lets maintainers write announcements and other members read them', () => {
    const town = world()
    const chidi = at(town, members.chidi, channels.announcements)
    const edda = at(town, members.edda, channels.announcements)
    expect(may(town, chidi.member, chidi.channel, 'SEND_MESSAGES')).toBe(true)
    expect(may(town, edda.member, edda.channel, 'SEND_MESSAGES')).toBe(false)
    expect(may(town, edda.member, edda.channel, 'VIEW_CHANNEL', 'READ_MESSAGE_HISTORY')).toBe(true)
  })

  it('puts a member’s own overwrite above every role’s', () => {
    const town = world()
    const { member, channel } = at(town, members.bruno, channels.modCards)
    channel.overwrites.push({ id: member.id, type: 1, allow: '0', deny: `${PERMISSIONS.VIEW_CHANNEL}` })
    expect(may(town, member, channel, 'VIEW_CHANNEL')).toBe(false)
  })

  it('takes everything but reading from a member who is timed out, until the time is over', () => {
    const town = world()
    const { member, channel } = at(town, members.edda, channels.general)
    member.timedOutUntil = new Date(NOW + 60_000).toISOString()
    expect(may(town, member, channel, 'VIEW_CHANNEL')).toBe(true)
    expect(may(town, member, channel, 'SEND_MESSAGES')).toBe(false)
    town.clock.advance(61_000)
    expect(may(town, member, channel, 'SEND_MESSAGES')).toBe(true)
  })

  it('ranks by highest role, the owner above all', () => {
    const town = world()
    const bot = at(town, COMMUNITY.botUserId, channels.general).member
    const alma = at(town, members.alma, channels.general).member
    const bruno = at(town, members.bruno, channels.general).member
    expect(outranks(town, bot, bruno)).toBe(true)
    expect(outranks(town, bruno, bot)).toBe(false)
    expect(outranks(town, bot, alma)).toBe(false)
  })

  it('gives the newcomer an account of the same day', () => {
    const pip = world().state.members.find((member) => member.username === COMMUNITY.newcomerUsername)
    expect(NOW - snowflakeTime(pip?.id ?? '0')).toBe(3 * 3_600_000)
  })
})

describe('what the bot is refused', () => {
  it('answers 50001 for a channel it cannot see and 50013 for what it may not do there', async () => {
    const town = await startTown()
    await town.act('/sim/channels', {
      id: channels.offtopic,
      overwrites: [{ id: roles.everyone, type: 0, allow: '0', deny: `${PERMISSIONS.VIEW_CHANNEL}` }],
    })
    const hidden = await town.discord('POST', `/channels/${channels.offtopic}/messages`, { content: 'hi' })
    expect(hidden).toMatchObject({ status: 403, body: { code: 50001, message: 'Missing Access' } })

    const deny = `${PERMISSIONS.SEND_MESSAGES}`
    await town.act('/sim/channels', {
      id: channels.general,
      overwrites: [{ id: roles.steward, type: 0, allow: '0', deny }],
    })
    const mute = await town.discord('POST', `/channels/${channels.general}/messages`, { content: 'hi' })
    expect(mute).toMatchObject({ status: 403, body: { code: 50013, message: 'Missing Permissions' } })
  })

  it('gives an empty list, not an error, where the history may not be read', async () => {
    const town = await startTown()
    const deny = `${PERMISSIONS.READ_MESSAGE_HISTORY}`
    await town.act('/sim/channels', {
      id: channels.general,
      overwrites: [{ id: roles.steward, type: 0, allow: '0', deny }],
    })
    expect(await town.discord('GET', `/channels/${channels.general}/messages`)).toMatchObject({
      status: 200,
      body: [],
    })
  })

  it('moderates only members who stand below it', async () => {
    const town = await startTown()
    await asModerator(town)
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const timeout = (id: string, at = until) =>
      town.discord('PATCH', `/guilds/${COMMUNITY.guildId}/members/${id}`, {
        communication_disabled_until: at,
      })
    expect((await timeout(members.alma)).body.code).toBe(50013)
    expect((await timeout(members.edda)).status).toBe(200)
    const tooLong = await timeout(members.edda, new Date(Date.now() + 29 * 86_400_000).toISOString())
    expect(tooLong.body.code).toBe(50035)
    await expect(
      town.act('/sim/messages', { as: members.edda, channelId: channels.general, content: 'hi' }),
    ).rejects.toThrow('timed out')
  })

  it('hides what members wrote without the message content intent, but for messages that mention it', async () => {
    const town = await startTown()
    await town.act('/sim/settings', { messageContentIntent: false })
    const say = (content: string) =>
      town.act('/sim/messages', { as: members.edda, channelId: channels.general, content })
    await say('a secret')
    await say(`hello <@${COMMUNITY.botUserId}>`)
    await town.discord('POST', `/channels/${channels.general}/messages`, { content: 'mine' })
    const { body } = await town.discord('GET', `/channels/${channels.general}/messages?limit=3`)
    expect(body.map((one: { content: string }) => one.content)).toEqual([
      'mine',
      `hello <@${COMMUNITY.botUserId}>`,
      '',
    ])
  })
})
