import { describe, expect, it } from 'vitest'
import { asModerator, channels, guildId, members, roles, startTown, USER_AGENT } from './harness.ts'

const HELP = `/channels/${channels.help}/messages`

describe('what Discord refuses before it looks', () => {
  it('wants a bot’s user agent, a token, a known route and the right method', async () => {
    const town = await startTown()
    expect((await town.discord('GET', '/users/@me', undefined, { 'user-agent': 'curl' })).body.code).toBe(
      40333,
    )
    expect(await town.discord('GET', '/users/@me', undefined, { authorization: 'Bot no' })).toMatchObject({
      status: 401,
      body: { code: 0, message: '401: Unauthorized' },
    })
    expect((await town.discord('GET', '/nonsense')).status).toBe(404)
    expect((await town.discord('DELETE', '/users/@me')).status).toBe(405)
    const status = await (await fetch(`${town.sim.url}/sim/status`)).json()
    expect(status).toMatchObject({ unknownRoutes: 1, invalidRequests: 2 })
  })

  it('wants JSON that is JSON', async () => {
    const town = await startTown()
    expect((await town.discord('POST', HELP, '{')).body.code).toBe(50109)
    const form = await town.discord('POST', HELP, 'content=hi', { 'content-type': 'text/plain' })
    expect(form.body).toMatchObject({ code: 50035, errors: { _errors: [{ code: 'CONTENT_TYPE_INVALID' }] } })
  })
})

describe('what Discord refuses in a body', () => {
  const cases: [string, unknown, object][] = [
    ['a message with nothing in it', { content: '  ' }, { code: 50006 }],
    [
      'content over 2000 characters',
      { content: 'x'.repeat(2001) },
      { code: 50035, errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    ],
    [
      'a field it does not know',
      { content: 'hi', contents: 'hi' },
      { code: 50035, errors: { contents: { _errors: [{ code: 'UNKNOWN_FIELD' }] } } },
    ],
    [
      'a wrong type deep inside',
      { embeds: [{ fields: [{ name: 'a', value: 5 }] }] },
      {
        code: 50035,
        errors: {
          embeds: { 0: { fields: { 0: { value: { _errors: [{ code: 'STRING_TYPE_CONVERT' }] } } } } },
        },
      },
    ],
    [
      'embeds of more than 6000 characters together',
      { embeds: [1, 2].map(() => ({ description: 'x'.repeat(3001) })) },
      { code: 50035, errors: { embeds: { _errors: [{ code: 'MAX_EMBED_SIZE_EXCEEDED' }] } } },
    ],
    [
      'eleven embeds',
      { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) },
      { code: 50035, errors: { embeds: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    ],
    [
      'two components with one custom id',
      { content: 'hi', components: [row(button('a')), row(button('a'))] },
      {
        code: 50035,
        errors: {
          components: {
            1: {
              components: { 0: { custom_id: { _errors: [{ code: 'COMPONENT_CUSTOM_ID_DUPLICATED' }] } } },
            },
          },
        },
      },
    ],
    [
      'six rows',
      { content: 'hi', components: [1, 2, 3, 4, 5, 6].map((n) => row(button(`${n}`))) },
      { code: 50035 },
    ],
    [
      'a custom id over 100 characters',
      { content: 'hi', components: [row(button('x'.repeat(101)))] },
      { code: 50035 },
    ],
    [
      'a select with 26 options',
      { content: 'hi', components: [row({ type: 3, custom_id: 's', options: manyOptions(26) })] },
      { code: 50035 },
    ],
    [
      'a button and a select in one row',
      { content: 'hi', components: [row(button('a'), select('s'))] },
      { code: 50035 },
    ],
    [
      'a link button with a custom id',
      { content: 'hi', components: [row({ ...button('a'), url: 'https://a.example' })] },
      { code: 50035 },
    ],
    ['new components without their flag', { components: [{ type: 10, content: 'hi' }] }, { code: 50035 }],
    [
      'new components beside content',
      { flags: 1 << 15, content: 'hi', components: [{ type: 10, content: 'hi' }] },
      { code: 50035 },
    ],
    ['a flag that cannot be set here', { content: 'hi', flags: 64 }, { code: 50035 }],
    ['a nonce over 25 characters', { content: 'hi', nonce: 'x'.repeat(26) }, { code: 50035 }],
    [
      'users allowed twice over',
      { content: 'hi', allowed_mentions: { parse: ['users'], users: ['1'] } },
      { code: 50035 },
    ],
    [
      'a reply to a message that is gone',
      { content: 'hi', message_reference: { message_id: '1' } },
      { code: 50035 },
    ],
  ]

  it.each(cases)('%s', async (_, body, expected) => {
    const town = await startTown()
    expect(await town.discord('POST', HELP, body)).toMatchObject({ status: 400, body: expected })
  })

  it('takes what fits, at the limits', async () => {
    const town = await startTown()
    const full = { content: '𝄞'.repeat(2000), components: [1, 2, 3, 4, 5].map((n) => row(button(`${n}`))) }
    expect((await town.discord('POST', HELP, full)).status).toBe(200)
    const v2 = { flags: 1 << 15, components: [{ type: 17, components: [{ type: 10, content: 'hi' }] }] }
    const sent = await town.discord('POST', HELP, v2)
    expect(sent.status).toBe(200)
    const edited = await town.discord('PATCH', `${HELP}/${sent.body.id}`, {
      components: [{ type: 10, content: 'ho' }],
    })
    expect(edited.status).toBe(200)
  })
})

describe('messages', () => {
  it('a nonce makes a repeated request give the message that is there', async () => {
    const town = await startTown()
    const send = (nonce: string, enforce_nonce = true) =>
      town.discord('POST', HELP, { content: 'once', nonce, enforce_nonce })
    const first = await send('n1')
    expect((await send('n1')).body.id).toBe(first.body.id)
    expect((await send('n2')).body.id).not.toBe(first.body.id)
    expect((await send('n1', false)).body.id).not.toBe(first.body.id)
    await town.act('/sim/clock', { advanceSeconds: 600 })
    expect((await send('n1')).body.id).not.toBe(first.body.id)
  })

  it('are listed newest first, after, before and around an id', async () => {
    const town = await startTown()
    const ids: string[] = []
    for (const content of ['a', 'b', 'c', 'd', 'e']) {
      const { message } = await town.act('/sim/messages', {
        as: members.edda,
        channelId: channels.plugins,
        content,
      })
      ids.push(message.id)
    }
    const list = async (query: string) =>
      (await town.discord('GET', `/channels/${channels.plugins}/messages?${query}`)).body
        .map((one: { content: string }) => one.content)
        .join('')
    expect(await list('limit=2')).toBe('ed')
    expect(await list(`after=${ids[0]}&limit=2`)).toBe('cb')
    expect(await list(`before=${ids[2]}`)).toBe('ba')
    expect(await list(`around=${ids[2]}&limit=3`)).toBe('dcb')
    expect((await town.discord('GET', `/channels/${channels.plugins}/messages?limit=101`)).status).toBe(400)
  })

  it('are unknown (10008) when they are not there, and others’ cannot be edited (50005)', async () => {
    const town = await startTown()
    await asModerator(town)
    expect((await town.discord('PATCH', `${HELP}/1`, { content: 'x' })).body.code).toBe(10008)
    const { message } = await town.act('/sim/messages', {
      as: members.edda,
      channelId: channels.help,
      content: 'mine',
    })
    expect((await town.discord('PATCH', `${HELP}/${message.id}`, { content: 'x' })).body.code).toBe(50005)
    expect((await town.discord('DELETE', `${HELP}/${message.id}`)).status).toBe(204)
    expect((await town.discord('GET', '/channels/1/messages')).body.code).toBe(10003)
  })

  it('ping whom the content and allowed_mentions both name', async () => {
    const town = await startTown()
    const content = `<@${members.edda}> <@${members.farid}> <@&${roles.member}> @everyone`
    const send = async (allowed_mentions?: unknown) => {
      const { body } = await town.discord('POST', HELP, {
        content,
        ...(allowed_mentions ? { allowed_mentions } : {}),
      })
      return (await town.message(members.edda, channels.help, body.id))?.pings
    }
    // The bot may not mention everyone, and the role cannot be mentioned by all.
    expect(await send()).toEqual({ memberIds: [members.edda, members.farid], roleIds: [], everyone: false })
    expect((await send({ parse: [] }))?.memberIds).toEqual([])
    expect((await send({ users: [members.farid] }))?.memberIds).toEqual([members.farid])
  })

  it('in a thread: one thread a message, none in archived ones until somebody writes', async () => {
    const town = await startTown()
    const { message } = await town.act('/sim/messages', {
      as: members.edda,
      channelId: channels.help,
      content: 'q',
    })
    const start = () => town.discord('POST', `${HELP}/${message.id}/threads`, { name: 'Answer' })
    expect((await start()).body).toMatchObject({ id: message.id, type: 11, parent_id: channels.help })
    expect((await start()).body.code).toBe(160004)

    const inThread = `/channels/${message.id}/messages`
    const said = await town.discord('POST', inThread, { content: 'a' })
    await town.act('/sim/threads/patch', { as: members.bruno, threadId: message.id, archived: true })
    expect((await town.discord('PATCH', `${inThread}/${said.body.id}`, { content: 'b' })).body.code).toBe(
      50083,
    )
    expect((await town.discord('POST', inThread, { content: 'wake' })).status).toBe(200)
    expect((await town.discord('PATCH', `${inThread}/${said.body.id}`, { content: 'b' })).status).toBe(200)

    await town.act('/sim/threads/patch', { as: members.bruno, threadId: message.id, locked: true })
    await expect(
      town.act('/sim/messages', { as: members.gwen, channelId: message.id, content: 'x' }),
    ).rejects.toThrow('locked')
  })

  it('take reactions, pins and crossposts, each under its own rule', async () => {
    const town = await startTown()
    await asModerator(town)
    const { body } = await town.discord('POST', HELP, { content: 'x' })
    const reaction = (emoji: string) => `${HELP}/${body.id}/reactions/${encodeURIComponent(emoji)}/@me`
    expect((await town.discord('PUT', reaction('👍'))).status).toBe(204)
    await town.act('/sim/clock', { advanceSeconds: 1 })
    expect((await town.discord('PUT', reaction('nonsense'))).body.code).toBe(50035)
    expect((await town.discord('PUT', `${HELP}/pins/${body.id}`)).status).toBe(204)
    expect((await town.discord('GET', `${HELP}/pins`)).body.items[0].message.id).toBe(body.id)
    expect((await town.discord('POST', `${HELP}/${body.id}/crosspost`)).body.code).toBe(50024)
    const news = `/channels/${channels.announcements}/messages`
    const release = await town.discord('POST', news, { content: 'v1' })
    expect((await town.discord('POST', `${news}/${release.body.id}/crosspost`)).body.flags).toBe(1)
    expect((await town.discord('POST', `${news}/${release.body.id}/crosspost`)).body.code).toBe(40033)
  })

  it('are found by a search', async () => {
    const town = await startTown()
    const { body } = await town.discord(
      'GET',
      `/guilds/${guildId}/messages/search?content=chess&author_id=${members.edda}`,
    )
    expect(body.total_results).toBe(1)
    expect(body.messages[0][0].channel_id).toBe(channels.showcase)
  })
})

describe('rate limits', () => {
  it('stand in the headers, and 429 says when to come back', async () => {
    const town = await startTown()
    const send = () => town.discord('POST', HELP, { content: 'x' })
    const first = await send()
    expect(first.headers.get('x-ratelimit-limit')).toBe('5')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4')
    for (let sent = 1; sent < 5; sent++) expect((await send()).status).toBe(200)
    const refused = await send()
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({ global: false, message: 'You are being rate limited.' })
    expect(refused.body.retry_after).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(refused.body.retry_after)
    // Another channel has a bucket of its own, and time heals.
    expect(
      (await town.discord('POST', `/channels/${channels.general}/messages`, { content: 'x' })).status,
    ).toBe(200)
    await town.act('/sim/clock', { advanceSeconds: 5 })
    expect((await send()).status).toBe(200)
  })

  it('are 50 requests a second over all routes', async () => {
    let now = Date.now()
    const town = await startTown({ now: () => now })
    const ask = async (id: number) =>
      (
        await fetch(`${town.sim.url}/api/v10/channels/${Object.values(channels)[id % 10]}`, {
          headers: { authorization: `Bot ${town.sim.botToken}`, 'user-agent': USER_AGENT },
        })
      ).status
    const statuses = await Promise.all(Array.from({ length: 60 }, (_, id) => ask(id)))
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    now += 1001
    expect(await ask(0)).toBe(200)
  })
})

describe('registering commands', () => {
  const path = `/applications/1100000000000000900/guilds/${guildId}/commands`
  const command = { name: 'ask', description: 'Ask' }
  const wrong: [string, object][] = [
    ['a name with capitals', { ...command, name: 'Ask' }],
    ['no description', { name: 'ask' }],
    ['a description on a message command', { ...command, type: 3, name: 'Answer' }],
    [
      'an optional option before a required one',
      { ...command, options: [text('a'), { ...text('b'), required: true }] },
    ],
    ['26 options', { ...command, options: Array.from({ length: 26 }, (_, n) => text(`o${n}`)) }],
    ['two options of one name', { ...command, options: [text('a'), text('a')] }],
    [
      'autocomplete beside choices',
      { ...command, options: [{ ...text('a'), autocomplete: true, choices: [{ name: 'x', value: 'x' }] }] },
    ],
    [
      'a number among the choices of a text',
      { ...command, options: [{ ...text('a'), choices: [{ name: 'x', value: 1 }] }] },
    ],
    ['a field it does not know', { ...command, descripton: 'x' }],
  ]

  it.each(wrong)('refuses %s', async (_, body) => {
    const town = await startTown()
    expect(await town.discord('PUT', path, [body])).toMatchObject({ status: 400, body: { code: 50035 } })
  })

  it('replaces the whole list and keeps the ids of those that stay', async () => {
    const town = await startTown()
    const first = await town.discord('PUT', path, [command, { type: 3, name: 'Answer from the docs' }])
    const second = await town.discord('PUT', path, [{ ...command, description: 'Ask the docs' }])
    expect(second.body).toHaveLength(1)
    expect(second.body[0].id).toBe(first.body[0].id)
    const { commands } = await town.snapshot(members.gwen)
    expect(commands.map(({ name, description }) => [name, description])).toEqual([['ask', 'Ask the docs']])
  })
})

function row(...components: object[]) {
  return { type: 1, components }
}
function button(custom_id: string) {
  return { type: 2, style: 1, label: 'Go', custom_id }
}
function select(custom_id: string) {
  return { type: 3, custom_id, options: manyOptions(1) }
}
function manyOptions(count: number) {
  return Array.from({ length: count }, (_, n) => ({ label: `${n}`, value: `${n}` }))
}
function text(name: string) {
  return { type: 3, name, description: 'text' }
}
