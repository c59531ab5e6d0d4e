import { describe, expect, test } from 'vitest'
import type { Ask } from '../../../src/conversation/ask.ts'
import { answer, ask, newObject, rest } from './drive.ts'
import {
  askOf,
  createWorld,
  FAULTS,
  type Fault,
  LONG_STATEMENTS,
  type World,
  type WorldOptions,
} from './world.ts'

const target = { id: 'message-of-a-member' }

const SCENARIOS: { name: string; question: Ask; options: WorldOptions }[] = [
  { name: 'a question in a channel', question: askOf(), options: {} },
  { name: 'a long answer in a channel', question: askOf(), options: { statements: LONG_STATEMENTS } },
  {
    name: 'a long private answer',
    question: askOf({ isPrivate: true }),
    options: { statements: LONG_STATEMENTS },
  },
  { name: 'a follow-up in a thread', question: askOf({ threadId: 'channel-1' }), options: {} },
  {
    name: 'a message answered in its thread',
    question: askOf({ target, threadId: target.id }),
    options: { statements: LONG_STATEMENTS },
  },
  {
    name: 'a question that nobody answered',
    question: askOf({ origin: { kind: 'message', why: 'unanswered' }, target, threadId: target.id }),
    options: {},
  },
]

interface EndState {
  shown: string[]
  isAnswer: boolean
}

/** Everything a member can read at the end, the thinking placeholder included. */
function endState(world: World): EndState {
  const { reply, channels } = world.state
  const all = [reply, ...[...channels.values()].flatMap((messages) => [...messages.values()])]
  const shown = all.flatMap((message) => (message ? [message.content, ...message.embeds] : []))
  return { shown, isAnswer: shown.some((text) => text.includes('[[1]](')) }
}

async function play(question: Ask, options: WorldOptions) {
  const world = createWorld(options)
  const object = newObject()
  await ask(object, world, question)
  await answer(object, world)
  const end = endState(world)
  return { world, end, left: await rest(object, world) }
}

describe.each(SCENARIOS)('$name', ({ question, options }) => {
  test.each(FAULTS)('ends the same whichever outbound call ends in: %s', async (kind: Fault) => {
    const { world: calm, end: expected } = await play(question, options)
    expect(expected.isAnswer).toBe(true)
    for (let call = 1; call <= calm.state.calls.length; call++) {
      const { world, end, left } = await play(question, { ...options, fault: { call, kind } })
      const what = `${kind} at call ${call}, ${calm.state.calls[call - 1]}`
      const isModelLost = ['model', 'reserve'].includes(calm.state.calls[call - 1] ?? '')
      if (end.isAnswer || !isModelLost) expect(end.shown, what).toEqual(expected.shown)
      // The documented fallback: the passages, word for word, with the reason.
      else expect(end.shown.join('\n'), what).toMatch(/so here is what the docs say, word for word/)

      expect(world.state.modelCalls, what).toBeLessThanOrEqual(2)
      expect(world.spentMicroUsd(), what).toBeLessThanOrEqual(world.reservedMicroUsd())
      expect(world.state.usage.size, what).toBe(1)
      expect(world.state.reply?.edits ?? 0, what).toBeLessThanOrEqual(4)
      if (end.isAnswer) expect(world.state.adopted, what).toEqual(calm.state.adopted)
      else for (const turns of world.state.adopted.values()) expect(turns, what).toHaveLength(1)
      expect(left, what).toEqual([])
    }
  })
})
