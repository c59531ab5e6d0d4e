import { describe, expect, it } from 'vitest'
import { helpAlarm, passTime, wakeHelp } from './drive.ts'
import { createWorld, ERRAND_AFTER_MS, HELP } from './world.ts'

const MINUTE = 60_000

describe('an errand in a watched channel', () => {
  it('is done when it is due, once, on what the channel says by then', async () => {
    const world = createWorld()
    const message = world.write(HELP, 'do this')
    const report = await wakeHelp(world)
    expect(report.errands).toBe(1)
    await passTime(world, ERRAND_AFTER_MS - 1000)
    expect(world.state.performed).toEqual([])
    world.edit(message, 'do that')
    await passTime(world, 10 * MINUTE)
    world.edit(message, 'do it again')
    world.write(HELP, 'hello')
    expect((await wakeHelp(world)).errands).toBe(0)
    await passTime(world, 10 * MINUTE)
    expect(world.state.performed).toEqual(['do that'])
  })

  it('is done after a crash, and a crash while it is done means that it is asked for again', async () => {
    const world = createWorld()
    world.write(HELP, 'do this')
    world.state.fault = { from: 1, times: 1, kind: 'crash' }
    await wakeHelp(world).catch(() => {})
    await wakeHelp(world)
    world.state.crashesPerforming = 1
    await passTime(world, 10 * MINUTE)
    expect(world.state.performed).toEqual(['do this', 'do this'])
  })

  it('is tried again at the time it asks for', async () => {
    const world = createWorld()
    world.state.performAgain = 2
    world.write(HELP, 'do this')
    await wakeHelp(world)
    await passTime(world, 10 * MINUTE)
    expect(world.state.performed).toHaveLength(3)
  })

  it('waits until the channel can be read', async () => {
    const world = createWorld()
    world.write(HELP, 'do this')
    await wakeHelp(world)
    await passTime(world, 90_000)
    world.state.refused.set(HELP, 403)
    await passTime(world, 10 * MINUTE)
    expect(world.state.performed).toEqual([])
    world.state.refused.clear()
    await passTime(world, 20 * MINUTE)
    expect(world.state.performed).toEqual(['do this'])
  })

  it('is not done about a message that a rule has decided on', async () => {
    const world = createWorld()
    world.write(HELP, 'do buy spam')
    await wakeHelp(world)
    await passTime(world, 10 * MINUTE)
    expect(world.state.enforced).toHaveLength(1)
    expect(world.state.performed).toEqual([])
  })

  it('is forgotten with the channel', async () => {
    const world = createWorld()
    world.write(HELP, 'do this')
    await wakeHelp(world)
    world.channels.delete(HELP)
    await passTime(world, 10 * MINUTE)
    expect(world.state.performed).toEqual([])
    expect(await helpAlarm()).toBeNull()
  })
})
