import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { ScenarioPost, ScenarioRun } from '../../../sim/protocol.ts'
import { guildId, members, startTown, type Town } from './harness.ts'

const AT_ONCE = 1_000_000

async function read<T>(town: Town, path: string): Promise<T> {
  return (await fetch(town.sim.url + path)).json()
}

async function over(town: Town): Promise<ScenarioRun> {
  for (let waited = 0; waited < 5000; waited += 10) {
    const { run } = await read<{ run: ScenarioRun | null }>(town, '/sim/scenarios')
    if (run && run.state !== 'running') return run
    await sleep(10)
  }
  throw new Error('the scenario goes on and on')
}

const posts = async (town: Town) =>
  (await read<{ posts: ScenarioPost[] }>(town, '/sim/scenarios/posts')).posts

describe('playing a scenario', () => {
  it('writes a busy day into the channels, joins and edits included', async () => {
    const town = await startTown()
    const before = await town.snapshot(members.alma)
    await town.act('/sim/scenarios/start', { name: 'busy-day', seed: 7, speed: AT_ONCE })
    const run = await over(town)
    expect(run).toMatchObject({ state: 'done', refused: 0, seed: 7 })
    expect(run.played).toBe(run.total)
    const after = await town.snapshot(members.alma)
    expect(after.members.length).toBeGreaterThan(before.members.length + 20)
    const written = Object.values(after.messages).flat()
    expect(written.some(({ type, createdAt }) => type === 7 && createdAt > run.startedAt)).toBe(true)
    expect(written.some(({ editedAt }) => editedAt !== null)).toBe(true)
    const shown = (await posts(town)).filter(({ messageId }) => written.some(({ id }) => id === messageId))
    expect(shown.length).toBeGreaterThan(100)
  })

  it('counts what Discord’s rules keep from happening', async () => {
    const town = await startTown()
    await town.act('/sim/scenarios/start', { name: 'flood', seed: 7, speed: 20 })
    let first: ScenarioPost | undefined
    while (!first) first = (await posts(town))[0]
    await town.discord('PUT', `/guilds/${guildId}/bans/${first.memberId}`, {})
    const run = await over(town)
    expect(run).toMatchObject({ state: 'done', total: 5 })
    expect(run.refused).toBeGreaterThan(0)
    expect((await posts(town)).length + run.refused).toBe(5)
  })

  it('plays one at a time, and stops when told to', async () => {
    const town = await startTown()
    await town.act('/sim/scenarios/start', { name: 'busy-day', speed: 1 })
    await expect(town.act('/sim/scenarios/start', { name: 'flood' })).rejects.toThrow('Stop it first')
    const { run } = await town.act('/sim/scenarios/stop', {})
    expect(run?.state).toBe('stopped')
    const { played } = await over(town)
    await sleep(50)
    expect((await over(town)).played).toBe(played)
    await town.act('/sim/scenarios/start', { name: 'flood', speed: AT_ONCE })
    expect((await over(town)).state).toBe('done')
  })

  it('is forgotten by a reset, with everybody it brought along', async () => {
    const town = await startTown()
    const before = (await town.snapshot(members.alma)).members.length
    await town.act('/sim/scenarios/start', { name: 'raid', speed: 1 })
    await town.act('/sim/reset', {})
    expect((await read<{ run: unknown }>(town, '/sim/scenarios')).run).toBeNull()
    expect((await town.snapshot(members.alma)).members.length).toBe(before)
  })

  it('says which scenarios there are, and refuses others', async () => {
    const town = await startTown()
    const { scenarios } = await read<{ scenarios: { name: string; about: string }[] }>(town, '/sim/scenarios')
    expect(scenarios.map(({ name }) => name)).toContain('hacked-account')
    await expect(town.act('/sim/scenarios/start', { name: 'party' })).rejects.toThrow('no such scenario')
  })

  it('brings images of a hacked account into several channels under the same names', async () => {
    const town = await startTown()
    await town.act('/sim/scenarios/start', { name: 'hacked-account', seed: 3, speed: AT_ONCE })
    await over(town)
    const sent = await posts(town)
    expect(new Set(sent.map(({ channelId }) => channelId)).size).toBe(4)
    const { messages } = await town.snapshot(members.alma)
    const files = sent.map(({ channelId, messageId }) =>
      messages[channelId]?.find(({ id }) => id === messageId)?.attachments.map(({ filename }) => filename),
    )
    expect(files[0]).toHaveLength(4)
    for (const other of files) expect(other).toEqual(files[0])
  })
})
