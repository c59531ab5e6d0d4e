import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Ask } from '../../../src/conversation/ask.ts'
import { conversationStore } from '../../../src/conversation/store.ts'
import { takeAsk, work } from '../../../src/conversation/work.ts'
import type { World } from './world.ts'

let objects = 0

/** An object of its own for each call, unless a name is given. */
export function newObject(name = `test:${++objects}`) {
  return env.CONVERSATION.getByName(name)
}

type Stub = ReturnType<typeof newObject>

export function ask(object: Stub, world: World, question: Ask): Promise<void> {
  return runInDurableObject(object, (_, { storage }) =>
    takeAsk(conversationStore(storage), question, world.deps),
  )
}

/** Fires the object's alarm when it is due, as the platform does, again after a crash; false when none is set. */
export async function fireAlarm(object: Stub, world: World): Promise<boolean> {
  return runInDurableObject(object, async (_, { storage }) => {
    const at = await storage.getAlarm()
    if (at === null) return false
    world.state.now = Math.max(world.state.now, at)
    await storage.deleteAlarm()
    world.state.isCrashed = false
    await Promise.race([work(conversationStore(storage), world.deps), world.crashed])
    // The platform delivers an alarm again whose handler did not end.
    if (world.state.isCrashed) await storage.setAlarm(world.state.now + 1)
    return true
  })
}

/** Fires alarms until the question is answered and closed, not until the object forgets it. */
export async function answer(object: Stub, world: World): Promise<void> {
  for (let turn = 0; turn < 60; turn++) {
    const isOpen = await runInDurableObject(
      object,
      async (_, { storage }) => (await conversationStore(storage).runs()).length > 0,
    )
    if (!isOpen) return
    await fireAlarm(object, world)
  }
  throw new Error('the question was never closed')
}

/** Fires alarms until none is set any more, and tells what is left in storage. */
export async function rest(object: Stub, world: World): Promise<string[]> {
  for (let turn = 0; turn < 60 && (await fireAlarm(object, world)); turn++);
  return runInDurableObject(object, async (_, { storage }) => [...(await storage.list()).keys()])
}
