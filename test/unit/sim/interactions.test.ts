import { verifyKey } from 'discord-interactions'
import { describe, expect, it } from 'vitest'
import { channels, guildId, members, registerCommands, startTown, type Town } from './harness.ts'

const ask = (
  town: Town,
  options: Record<string, string | boolean> = { question: 'Why?' },
  as: string = members.edda,
) => town.act('/sim/interactions/command', { as, channelId: channels.help, name: 'ask', options })

async function townWithAsk() {
  const town = await startTown()
  await registerCommands(town)
  return town
}

describe('a command', () => {
  it('reaches Steward signed, with everything Discord says about it', async () => {
    const town = await townWithAsk()
    await ask(town)
    const [sent] = town.received
    const { raw = '', headers = {}, payload } = sent ?? {}
    const timestamp = headers['x-signature-timestamp'] ?? ''
    expect(await verifyKey(raw, headers['x-signature-ed25519'] ?? '', timestamp, town.sim.publicKey)).toBe(
      true,
    )
    expect(payload).toMatchObject({
      type: 2,
      version: 1,
      application_id: town.sim.applicationId,
      guild_id: guildId,
      channel_id: channels.help,
      channel: { id: channels.help, name: 'help', type: 0 },
      context: 0,
      entitlements: [],
      locale: 'en-US',
      authorizing_integration_owners: { 0: guildId },
      member: { user: { id: members.edda, username: 'edda', global_name: 'Edda' } },
      data: { name: 'ask', type: 1, options: [{ type: 3, name: 'question', value: 'Why?' }] },
    })
    expect(payload).toHaveProperty('member.permissions')
    expect(payload).toHaveProperty('app_permissions')
  })

  it('is answered in the channel, by name of who used it', async () => {
    const town = await townWithAsk()
    const outcome = await ask(town)
    expect(outcome).toMatchObject({
      kind: 'reply',
      message: {
        type: 20,
        content: 'Hello',
        state: 'sent',
        invokedBy: { memberId: members.edda, command: '/ask' },
      },
    })
  })

  it('shows thinking, then the answer in its place, and marks only later changes as edits', async () => {
    const town = await townWithAsk()
    town.answer(() => ({ body: { type: 5 } }))
    const outcome = await ask(town)
    if (outcome.kind !== 'reply') throw new Error(outcome.kind)
    expect(outcome.message.state).toBe('thinking')
    const hook = `/webhooks/${town.sim.applicationId}/${town.received[0]?.token}`
    const edit = (content: string) =>
      town.discord('PATCH', `${hook}/messages/@original`, { content }, { authorization: '' })
    expect((await edit('First')).body).toMatchObject({
      id: outcome.message.id,
      edited_timestamp: null,
      flags: 0,
    })
    expect((await edit('Second')).body.edited_timestamp).not.toBeNull()
    expect(await town.message(members.gwen, channels.help, outcome.message.id)).toMatchObject({
      state: 'sent',
      content: 'Second',
    })
    const more = await town.discord('POST', hook, { content: 'More', flags: 64 })
    expect(await town.message(members.edda, channels.help, more.body.id)).toMatchObject({ ephemeral: true })
    expect(await town.message(members.gwen, channels.help, more.body.id)).toBeNull()
  })

  it('takes the first follow-up after a deferral in place of "thinking"', async () => {
    const town = await townWithAsk()
    town.answer(() => ({ body: { type: 5, data: { flags: 64 } } }))
    const outcome = await ask(town)
    const hook = `/webhooks/${town.sim.applicationId}/${town.received[0]?.token}`
    const { body } = await town.discord('POST', hook, { content: 'Done' })
    expect(outcome).toMatchObject({ message: { id: body.id, ephemeral: true } })
  })

  it('keeps its token for 15 minutes, and only when it was acknowledged', async () => {
    const town = await townWithAsk()
    await ask(town)
    const hook = `/webhooks/${town.sim.applicationId}/${town.received[0]?.token}`
    expect((await town.discord('GET', `${hook}/messages/@original`)).status).toBe(200)
    await town.act('/sim/clock', { advanceSeconds: 901 })
    expect((await town.discord('GET', `${hook}/messages/@original`)).body.code).toBe(50027)
    expect((await town.discord('GET', `/webhooks/1/abc/messages/@original`)).body.code).toBe(10015)
    town.answer(() => ({ status: 500 }))
    await ask(town)
    const lost = `/webhooks/${town.sim.applicationId}/${town.received[1]?.token}`
    expect((await town.discord('POST', lost, { content: 'late' })).body.code).toBe(10015)
  })

  it('can be answered over the callback route: once, in time, with its own token', async () => {
    const town = await townWithAsk()
    const callback = (index: number, token?: string) => {
      const { id, token: own } = town.received[index] ?? {}
      const path = `/interactions/${id}/${token ?? own}/callback`
      return town.discord('POST', path, { type: 4, data: { content: 'Over there' } }, { authorization: '' })
    }
    let first: Promise<{ status: number }> | undefined
    town.answer(() => {
      first = callback(0)
      return { status: 202, delayMs: 60 }
    })
    expect(await ask(town)).toMatchObject({ kind: 'reply', message: { content: 'Over there' } })
    expect((await first)?.status).toBe(204)
    expect((await callback(0)).body.code).toBe(40060)
    expect((await callback(0, 'other')).body.code).toBe(10062)
    town.answer(() => ({ status: 500 }))
    await ask(town)
    await town.act('/sim/clock', { advanceSeconds: 4 })
    expect((await callback(1)).body.code).toBe(10062)
  })

  const unacceptable: [string, { status?: number; body?: unknown; delayMs?: number }, string][] = [
    ['comes too late', { body: { type: 5 }, delayMs: 150 }, 'no answer within 100 ms'],
    ['is no 200', { status: 500, body: { type: 5 } }, 'status 500'],
    ['is of a type that does not fit', { body: { type: 7 } }, 'Discord refuses'],
    ['has nothing in it', { body: { type: 4, data: { content: '' } } }, '50006'],
    ['is too long', { body: { type: 4, data: { content: 'x'.repeat(2001) } } }, '2000 or fewer'],
    ['has unknown fields', { body: { type: 4, data: { content: 'x', text: 'y' } } }, 'UNKNOWN_FIELD'],
  ]
  it.each(unacceptable)('did not get a response when the answer %s', async (_, reply, reason) => {
    const town = await townWithAsk()
    if (reply.delayMs) await town.act('/sim/settings', { acknowledgeMs: 100 })
    town.answer(() => reply)
    const outcome = await ask(town)
    expect(outcome).toMatchObject({
      kind: 'failed',
      text: 'The application did not respond',
      message: { state: 'failed', ephemeral: true, content: 'The application did not respond' },
    })
    expect(outcome.kind === 'failed' && outcome.reason).toContain(reason)
    const { interactions } = await (await fetch(`${town.sim.url}/sim/interactions`)).json()
    expect(interactions[0].failure).toContain(reason)
    expect(JSON.stringify(interactions)).not.toContain(town.received[0]?.token)
  })

  it('is not sent when the member’s client would not send it', async () => {
    const town = await townWithAsk()
    await expect(ask(town, {})).rejects.toThrow('"question" is required')
    await expect(ask(town, { question: 'x'.repeat(101) })).rejects.toThrow('at most 100')
    await expect(ask(town, { question: 'x', colour: 'red' })).rejects.toThrow('no option "colour"')
    await registerCommands(town, [
      { name: 'budget', description: 'Spent', default_member_permissions: '8192', contexts: [0] },
    ])
    const budget = (as: string) =>
      town.act('/sim/interactions/command', { as, channelId: channels.help, name: 'budget' })
    await expect(budget(members.edda)).rejects.toThrow('permissions')
    await expect(budget(members.bruno)).resolves.toMatchObject({ kind: 'reply' })
    expect(town.received).toHaveLength(1)
  })

  it('in a direct message carries a user in place of a member', async () => {
    const town = await townWithAsk()
    const { channels: seen } = await town.snapshot(members.edda)
    const direct = seen.find((channel) => channel.type === 1)?.id ?? ''
    await town.act('/sim/interactions/command', {
      as: members.edda,
      channelId: direct,
      name: 'ask',
      options: { question: 'x' },
    })
    expect(town.received[0]?.payload).toMatchObject({ context: 1, user: { id: members.edda } })
    expect(town.received[0]?.payload).not.toHaveProperty('guild_id')
  })

  it('on a message carries the message, readable without the content intent', async () => {
    const town = await startTown()
    await registerCommands(town, [{ type: 3, name: 'Answer from the docs' }])
    await town.act('/sim/settings', { messageContentIntent: false })
    const { message } = await town.act('/sim/messages', {
      as: members.gwen,
      channelId: channels.help,
      content: 'How?',
    })
    const outcome = await town.act('/sim/interactions/command', {
      as: members.edda,
      channelId: channels.help,
      name: 'Answer from the docs',
      type: 3,
      targetId: message.id,
    })
    expect(outcome).toMatchObject({ kind: 'reply', message: { type: 23 } })
    expect(town.received[0]?.data).toMatchObject({
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: { content: 'How?', author: { username: 'gwen' } } } },
    })
  })
})

describe('autocomplete', () => {
  it('offers what Steward offers, with the focused option marked', async () => {
    const town = await townWithAsk()
    town.answer(() => ({ body: { type: 8, data: { choices: [{ name: 'Budget', value: 'budget' }] } } }))
    const type = (question: string) =>
      town.act('/sim/interactions/autocomplete', {
        as: members.edda,
        channelId: channels.help,
        name: 'ask',
        options: { question },
        focused: 'question',
      })
    expect(await type('bud')).toEqual({ kind: 'choices', choices: [{ name: 'Budget', value: 'budget' }] })
    expect(town.received[0]?.data.options).toEqual([
      { type: 3, name: 'question', value: 'bud', focused: true },
    ])
    town.answer(() => ({
      body: { type: 8, data: { choices: Array.from({ length: 26 }, () => ({ name: 'x', value: 'x' })) } },
    }))
    expect(await type('bud')).toMatchObject({ kind: 'failed', text: 'Loading options failed' })
  })
})

describe('components and modals', () => {
  const buttons = (extra: object = {}) => ({
    type: 4,
    data: {
      content: 'Answer',
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 2, label: 'Vote', custom_id: 'vote' },
            { type: 2, style: 2, label: 'No', custom_id: 'off', disabled: true },
          ],
        },
        {
          type: 1,
          components: [
            {
              type: 3,
              custom_id: 'pick',
              options: [
                { label: 'A', value: 'a' },
                { label: 'B', value: 'b' },
              ],
            },
          ],
        },
      ],
      ...extra,
    },
  })
  const modal = {
    type: 9,
    data: {
      custom_id: 'why',
      title: 'Why?',
      components: [
        {
          type: 18,
          label: 'Reason',
          component: { type: 3, custom_id: 'reason', options: [{ label: 'Wrong', value: 'wrong' }] },
        },
        {
          type: 18,
          label: 'Note',
          component: { type: 4, custom_id: 'note', style: 2, required: false, max_length: 5 },
        },
      ],
    },
  }

  async function townWithButtons() {
    const town = await townWithAsk()
    town.answer(() => ({ body: buttons() }))
    const outcome = await ask(town)
    if (outcome.kind !== 'reply') throw new Error(outcome.kind)
    const messageId = outcome.message.id
    const press = (customId: string, values?: string[]) =>
      town.act('/sim/interactions/component', {
        as: members.gwen,
        channelId: channels.help,
        messageId,
        customId,
        ...(values && { values }),
      })
    return { town, messageId, press }
  }

  it('a press sends the message along, and its update changes that message', async () => {
    const { town, messageId, press } = await townWithButtons()
    town.answer(() => ({ body: { type: 7, data: { content: 'Thanks', components: [] } } }))
    expect(await press('vote')).toMatchObject({
      kind: 'updated',
      message: { id: messageId, content: 'Thanks' },
    })
    expect(town.received[1]?.payload).toMatchObject({
      type: 3,
      data: { custom_id: 'vote', component_type: 2 },
      message: { id: messageId, content: 'Answer', interaction_metadata: { user: { id: members.edda } } },
    })
  })

  it('a reply to a press stands below its message; a silent one changes nothing until later', async () => {
    const { town, messageId, press } = await townWithButtons()
    town.answer(() => ({ body: { type: 4, data: { content: 'Sources', flags: 64 } } }))
    expect(await press('vote')).toMatchObject({
      kind: 'reply',
      message: { ephemeral: true, type: 19, reference: { messageId } },
    })
    town.answer(() => ({ body: { type: 6 } }))
    expect(await press('vote')).toMatchObject({ kind: 'acknowledged' })
    const hook = `/webhooks/${town.sim.applicationId}/${town.received[2]?.token}/messages/@original`
    expect((await town.discord('PATCH', hook, { content: 'Later' })).body.id).toBe(messageId)
  })

  it('selects take what they offer, disabled components take nothing', async () => {
    const { town, press } = await townWithButtons()
    town.answer(() => ({ body: { type: 6 } }))
    await press('pick', ['b'])
    expect(town.received[1]?.data).toMatchObject({ component_type: 3, values: ['b'] })
    await expect(press('pick', ['c'])).rejects.toThrow('No such choice')
    await expect(press('pick', ['a', 'b'])).rejects.toThrow('at most 1')
    await expect(press('off')).rejects.toThrow('disabled')
    await expect(press('gone')).rejects.toThrow('no such component')
  })

  it('a press that gets no answer failed', async () => {
    const { town, press } = await townWithButtons()
    town.answer(() => ({ status: 404 }))
    expect(await press('vote')).toMatchObject({
      kind: 'failed',
      text: 'This interaction failed',
      message: null,
    })
  })

  it('a modal is checked as the client checks it, sent, and closed', async () => {
    const { town, press } = await townWithButtons()
    town.answer(() => ({ body: modal }))
    const opened = await press('vote')
    if (opened.kind !== 'modal') throw new Error(opened.kind)
    const modalId = opened.modal.id
    const submit = (values: Record<string, string | string[]>, as: string = members.gwen) =>
      town.act('/sim/interactions/modal', { as, modalId, values })
    await expect(submit({})).rejects.toThrow('Reason: choose at least 1')
    await expect(submit({ reason: ['wrong'], note: 'too long' })).rejects.toThrow('Note: at most 5')
    await expect(submit({ reason: ['wrong'] }, members.edda)).rejects.toThrow('no such open modal')
    town.answer(() => ({ status: 500 }))
    expect(await submit({ reason: ['wrong'] })).toMatchObject({
      kind: 'failed',
      text: 'Something went wrong. Try again.',
    })
    town.answer(() => ({ body: { type: 4, data: { content: 'Noted', flags: 64 } } }))
    expect(await submit({ reason: ['wrong'], note: 'short' })).toMatchObject({ kind: 'reply' })
    expect(town.received.at(-1)?.data).toMatchObject({
      custom_id: 'why',
      components: [
        { type: 18, component: { type: 3, custom_id: 'reason', values: ['wrong'] } },
        { type: 18, component: { type: 4, custom_id: 'note', value: 'short' } },
      ],
    })
    await expect(submit({ reason: ['wrong'] })).rejects.toThrow('no such open modal')
  })

  it('refuses a modal without fields', async () => {
    const { town, press } = await townWithButtons()
    town.answer(() => ({ body: { type: 9, data: { custom_id: 'x', title: 'y', components: [] } } }))
    expect(await press('vote')).toMatchObject({ kind: 'failed' })
  })
})

describe('ephemeral messages', () => {
  it('are seen by one member and gone for good when dismissed', async () => {
    const town = await townWithAsk()
    town.answer(() => ({ body: { type: 4, data: { content: 'Only you', flags: 64 } } }))
    const outcome = await ask(town)
    if (outcome.kind !== 'reply') throw new Error(outcome.kind)
    const { id } = outcome.message
    const count = async (as: string) =>
      (await town.snapshot(as)).messages[channels.help]?.filter((one) => one.id === id).length
    expect([await count(members.edda), await count(members.gwen)]).toEqual([1, 0])
    expect((await town.discord('GET', `/channels/${channels.help}/messages/${id}`)).body.code).toBe(10008)
    await town.act('/sim/messages/dismiss', { as: members.edda, channelId: channels.help, messageId: id })
    expect(await count(members.edda)).toBe(0)
  })
})

describe('what is not Discord’s', () => {
  it('can be sent: unsigned, forged, old, replayed', async () => {
    const town = await townWithAsk()
    await ask(town)
    const good = async (index: number) => {
      const { raw = '', headers = {} } = town.received[index] ?? {}
      const mark = headers['x-signature-ed25519'] ?? ''
      return verifyKey(raw, mark, headers['x-signature-timestamp'] ?? '', town.sim.publicKey)
    }
    const kinds = ['missing', 'empty', 'short', 'not_hex', 'wrong', 'other_key', 'other_body'] as const
    for (const [index, signature] of kinds.entries()) {
      await town.act('/sim/interactions/raw', { body: '{"type":1}', signature })
      expect(await good(index + 1), signature).toBe(false)
    }
    await town.act('/sim/interactions/raw', { body: '{"type":1}', timestampShiftSeconds: -400 })
    const last = town.received.at(-1)
    expect(await good(town.received.length - 1)).toBe(true)
    expect(Date.now() / 1000 - Number(last?.headers['x-signature-timestamp'])).toBeGreaterThan(399)
    await town.act('/sim/interactions/raw', { replayOf: town.received[0]?.id ?? '' })
    expect(town.received.at(-1)?.raw).toBe(town.received[0]?.raw)
    expect(town.received.at(-1)?.headers['x-signature-ed25519']).toBe(
      town.received[0]?.headers['x-signature-ed25519'],
    )
  })

  it('keeps Discord from taking an endpoint that trusts forged pings', async () => {
    const town = await startTown()
    const { workerUrl } = await (await fetch(`${town.sim.url}/sim/status`)).json()
    const change = () =>
      town.discord('PATCH', '/applications/@me', { interactions_endpoint_url: `${workerUrl}/interactions` })
    town.answer(() => ({ body: { type: 1 } }))
    expect((await change()).body.code).toBe(50035)
    town.answer(({ headers }) =>
      headers['x-signature-ed25519']?.startsWith('0000') ? { status: 401 } : { body: { type: 1 } },
    )
    expect((await change()).status).toBe(200)
  })
})
