import { describe, expect, it } from 'vitest'
import { snowflakeAt } from '../../../sim/snowflake.ts'
import { bits, PERMISSIONS } from '../../../sim/world/permissions.ts'
import { asModerator, channels, guildId, members, roles, startTown, type Town } from './harness.ts'

const BAN = ['BAN_MEMBERS', 'MODERATE_MEMBERS', 'MANAGE_MESSAGES', 'MANAGE_ROLES'] as const

async function moderatedTown(): Promise<Town> {
  const town = await startTown()
  await asModerator(town)
  const permissions = bits('VIEW_CHANNEL', 'SEND_MESSAGES', 'READ_MESSAGE_HISTORY', ...BAN)
  await town.act('/sim/roles', { id: roles.steward, permissions: String(permissions) })
  await town.act('/sim/settings', { rateLimits: false })
  return town
}

async function say(town: Town, as: string, channelId: string, content: string): Promise<string> {
  return (await town.act('/sim/messages', { as, channelId, content })).message.id
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

describe('a hierarchy of roles', () => {
  it('keeps the bot from acting on whoever stands above it, and on the owner', async () => {
    const town = await moderatedTown()
    for (const id of [members.hana, members.alma]) {
      const timeout = await town.discord('PATCH', `/guilds/${guildId}/members/${id}`, {
        communication_disabled_until: inAnHour(),
      })
      expect(timeout).toMatchObject({ status: 403, body: { code: 50013 } })
      expect((await town.discord('PUT', `/guilds/${guildId}/bans/${id}`, {})).body.code).toBe(50013)
    }
    const give = (role: string) =>
      town.discord('PUT', `/guilds/${guildId}/members/${members.edda}/roles/${role}`)
    expect((await give(roles.founder)).body.code).toBe(50013)
    expect((await give(roles.trusted)).status).toBe(204)
  })

  it('lets nobody time out an administrator, who can be banned all the same', async () => {
    const town = await moderatedTown()
    await town.act('/sim/roles', { id: roles.trusted, permissions: String(PERMISSIONS.ADMINISTRATOR) })
    const timeout = await town.discord('PATCH', `/guilds/${guildId}/members/${members.ines}`, {
      communication_disabled_until: inAnHour(),
    })
    expect(timeout.body.code).toBe(50013)
    expect((await town.discord('PUT', `/guilds/${guildId}/bans/${members.ines}`, {})).status).toBe(204)
  })
})

describe('closed direct messages', () => {
  it('open as a channel and refuse what is written there', async () => {
    const town = await moderatedTown()
    const open = await town.discord('POST', '/users/@me/channels', { recipient_id: members.juri })
    expect(open.status).toBe(200)
    const write = () => town.discord('POST', `/channels/${open.body.id}/messages`, { content: 'hello' })
    expect(await write()).toMatchObject({ status: 403, body: { code: 50007 } })
    await town.act('/sim/members', { id: members.juri, dmsClosed: false })
    expect((await write()).status).toBe(200)
  })

  it('are closed to whoever is no longer in the guild', async () => {
    const town = await moderatedTown()
    const { body } = await town.discord('POST', '/users/@me/channels', { recipient_id: members.gwen })
    await town.act('/sim/members/remove', { id: members.gwen })
    const write = await town.discord('POST', `/channels/${body.id}/messages`, { content: 'hello' })
    expect(write.body.code).toBe(50007)
  })
})

describe('a ban', () => {
  it('takes what the member wrote in the guild within the time, and leaves older and direct messages', async () => {
    const town = await moderatedTown()
    const old = await say(town, members.gwen, channels.general, 'an old one')
    await town.act('/sim/clock', { advanceSeconds: 7200 })
    const recent = await say(town, members.gwen, channels.help, 'a recent one')
    const other = await say(town, members.edda, channels.help, 'somebody else’s')
    const { dmChannelId = '' } =
      (await town.snapshot(members.gwen)).members.find(({ id }) => id === members.gwen) ?? {}
    const direct = await say(town, members.gwen, dmChannelId, 'to Steward alone')
    const ban = await town.discord('PUT', `/guilds/${guildId}/bans/${members.gwen}`, {
      delete_message_seconds: 3600,
    })
    expect(ban.status).toBe(204)
    expect(await town.message(members.alma, channels.general, old)).not.toBeNull()
    expect(await town.message(members.alma, channels.help, recent)).toBeNull()
    expect(await town.message(members.alma, channels.help, other)).not.toBeNull()
    const kept = await town.discord('GET', `/channels/${dmChannelId}/messages/${direct}`)
    expect(kept.status).toBe(200)
    const { banned, members: left } = await town.snapshot(members.alma)
    expect(banned.map(({ id }) => id)).toEqual([members.gwen])
    expect(left.some(({ id }) => id === members.gwen)).toBe(false)
  })

  it('is over once it is lifted', async () => {
    const town = await moderatedTown()
    const path = `/guilds/${guildId}/bans/${members.gwen}`
    expect((await town.discord('DELETE', path)).body.code).toBe(10026)
    await town.discord('PUT', path, {})
    expect((await town.discord('GET', path)).status).toBe(200)
    expect((await town.discord('DELETE', path)).status).toBe(204)
    expect((await town.snapshot(members.alma)).banned).toEqual([])
  })
})

describe('deleting many messages at once', () => {
  it('takes 2 to 100 that are no older than 14 days', async () => {
    const town = await moderatedTown()
    const path = `/channels/${channels.general}/messages/bulk-delete`
    const first = await say(town, members.edda, channels.general, 'one')
    const second = await say(town, members.edda, channels.general, 'two')
    const remove = (messages: string[]) => town.discord('POST', path, { messages })
    expect((await remove([first])).body.code).toBe(50016)
    const ids = Array.from({ length: 101 }, (_, index) => snowflakeAt(Date.now(), index))
    expect((await remove(ids)).body.code).toBe(50016)
    const old = snowflakeAt(Date.now() - 15 * 86_400_000)
    expect((await remove([first, old])).body.code).toBe(50034)
    expect((await remove([first, second])).status).toBe(204)
    expect(await town.message(members.alma, channels.general, second)).toBeNull()
  })
})

describe('a member who joins', () => {
  it('is announced in the system channel by a message of type 7', async () => {
    const town = await moderatedTown()
    const { member } = await town.act('/sim/members', { name: 'Quill', accountAgeDays: 2 })
    const guild = await town.discord('GET', `/guilds/${guildId}`)
    const { body } = await town.discord('GET', `/channels/${guild.body.system_channel_id}/messages?limit=1`)
    expect(body[0]).toMatchObject({ type: 7, content: '', author: { id: member.id } })
  })
})
