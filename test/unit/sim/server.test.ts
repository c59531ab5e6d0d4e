import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../../../sim/protocol.ts'
import { startSimulator } from '../../../sim/server.ts'
import { channels, members, registerCommands, startTown } from './harness.ts'

describe('the simulator', () => {
  it('says so when its port is in use', async () => {
    const town = await startTown()
    const port = Number(new URL(town.sim.url).port)
    await expect(startSimulator({ port, workerUrl: 'http://127.0.0.1:1' })).rejects.toThrow(
      `Port ${port} is in use`,
    )
  })

  it('keeps the community between runs, until it is asked to forget it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'steward-sim-'))
    const statePath = join(folder, 'state.json')
    const contents = async (fresh: boolean, content?: string) => {
      const sim = await startSimulator({ port: 0, workerUrl: 'http://127.0.0.1:1', statePath, fresh })
      if (content) {
        await fetch(`${sim.url}/sim/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ as: members.edda, channelId: channels.plugins, content }),
        })
      }
      const snapshot = await (await fetch(`${sim.url}/sim/snapshot?as=${members.gwen}`)).json()
      await sim.close()
      return snapshot.messages[channels.plugins].map((one: { content: string }) => one.content)
    }
    expect(await contents(false, 'kept')).toEqual(['kept'])
    expect(await contents(false)).toEqual(['kept'])
    expect(await contents(true)).toEqual([])
    await rm(folder, { recursive: true })
  })

  it('goes back to the seeded community on reset, commands aside', async () => {
    const town = await startTown()
    await registerCommands(town)
    await town.act('/sim/messages', { as: members.edda, channelId: channels.plugins, content: 'gone' })
    await town.act('/sim/faults', { service: 'discord', fault: { kind: 'error', status: 500 } })
    await town.act('/sim/reset', {})
    const { messages, commands } = await town.snapshot(members.edda)
    expect(messages[channels.plugins]).toEqual([])
    expect(commands.map(({ name }) => name)).toEqual(['ask'])
    expect((await town.discord('GET', '/users/@me')).status).toBe(200)
  })

  it('takes no action from a form of another site, and says what is wrong with a body', async () => {
    const town = await startTown()
    const post = async (contentType: string, body: string) =>
      (
        await fetch(`${town.sim.url}/sim/messages`, {
          method: 'POST',
          headers: { 'content-type': contentType },
          body,
        })
      ).json()
    expect((await post('text/plain', '{}')).error.message).toContain('application/json')
    expect((await post('application/json', '{"as":"x"}')).error.message).toContain('as: a snowflake')
  })
})

describe('the stream of events', () => {
  it('begins with everything and goes on with what the member can see', async () => {
    const town = await startTown()
    const events = await watch(town.sim.url, members.gwen)
    expect((await events.next()).type).toBe('snapshot')
    await town.act('/sim/messages', { as: members.bruno, channelId: channels.modCards, content: 'secret' })
    const { message } = await town.act('/sim/messages', {
      as: members.bruno,
      channelId: channels.help,
      content: 'open',
    })
    expect(await events.next()).toMatchObject({ type: 'message', message: { content: 'open' } })
    await town.act('/sim/messages/delete', {
      as: members.bruno,
      channelId: channels.help,
      messageId: message.id,
    })
    expect(await events.next()).toEqual({
      type: 'message_removed',
      channelId: channels.help,
      messageId: message.id,
    })
    await town.discord('POST', `/channels/${channels.help}/typing`)
    expect(await events.next()).toMatchObject({ type: 'typing' })
    expect(await events.next()).toMatchObject({ type: 'request', request: { status: 204 } })
    await town.act('/sim/members', { id: members.gwen, roleIds: [] })
    expect((await events.next()).type).toBe('snapshot')
    await events.stop()
  })

  it('tells of a newcomer in the system channel', async () => {
    const town = await startTown()
    const { member } = await town.act('/sim/members', { name: 'Noor', accountAgeDays: 0.5 })
    expect(Date.now() - Date.parse(member.accountCreatedAt)).toBeLessThan(13 * 3_600_000)
    const { body } = await town.discord('GET', `/channels/${channels.general}/messages?limit=1`)
    expect(body[0]).toMatchObject({ type: 7, author: { id: member.id } })
  })
})

/** The events of a stream, one at a time. */
async function watch(url: string, memberId: string) {
  const abort = new AbortController()
  const response = await fetch(`${url}/sim/events?as=${memberId}`, { signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  return {
    next: async (): Promise<SimEvent> => {
      while (!pending.includes('\n\n')) pending += (await reader?.read())?.value ?? ''
      const end = pending.indexOf('\n\n')
      const event = pending.slice(0, end)
      pending = pending.slice(end + 2)
      return JSON.parse(event.replace(/^data: /, ''))
    },
    stop: async () => abort.abort(),
  }
}
