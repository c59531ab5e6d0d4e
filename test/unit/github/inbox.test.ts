import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { webhookHandler } from '../../../src/github/webhooks/handler.ts'
import { webhookInbox } from '../../../src/github/webhooks/inbox.ts'
import { sqlite } from '../sqlite.ts'

const MINUTE = 60_000
const delivery = { id: 'delivery-1', event: 'release', receivedAt: 0 }

/** An inbox with two handlers, of which one fails as often as it is told. */
function world({ failures = 0 } = {}) {
  const calls: string[] = []
  let left = failures
  const handlers = [
    webhookHandler({
      id: 'announce',
      events: ['release'],
      schema: z.object({ tag: z.string() }),
      handle: async ({ tag }, { id }) => {
        calls.push(`announce ${tag} of ${id}`)
        if (left-- > 0) throw new Error('not now')
      },
    }),
    webhookHandler({
      id: 'count',
      events: ['release'],
      schema: z.object({ tag: z.string() }),
      handle: async ({ tag }) => {
        calls.push(`count ${tag}`)
      },
    }),
  ]
  const sql = sqlite()
  let now = 0
  const logged: string[] = []
  const deps = { handlers, deps: {}, log: (event: string) => void logged.push(event), now: () => now }
  const tasks = ['announce', 'count'].map((handler) => ({ handler, facts: { tag: 'v1' } }))
  return {
    calls,
    logged,
    tasks,
    inbox: () => webhookInbox(sql),
    work: () => webhookInbox(sql).work(deps),
    at: (time: number) => {
      now = time
    },
  }
}

describe("GitHub's inbox", () => {
  it('does what a delivery asks for once, however often it is delivered', async () => {
    const { inbox, tasks, work, calls } = world()
    expect(inbox().take(delivery, tasks)).toBe(true)
    expect(inbox().take(delivery, tasks)).toBe(false)
    await work()
    expect(inbox().take(delivery, tasks)).toBe(false)
    await work()
    expect(calls).toEqual(['announce v1 of delivery-1', 'count v1'])
    expect(inbox().nextAt()).toBeNull()
  })

  it('tries a handler again that failed, and the others not', async () => {
    const { inbox, tasks, work, calls, at } = world({ failures: 1 })
    inbox().take(delivery, tasks)
    await work()
    expect(calls).toEqual(['announce v1 of delivery-1', 'count v1'])
    await work()
    expect(calls).toHaveLength(2)
    at(inbox().nextAt() ?? 0)
    await work()
    expect(calls).toEqual(['announce v1 of delivery-1', 'count v1', 'announce v1 of delivery-1'])
    expect(inbox().nextAt()).toBeNull()
  })

  it('gives up after days, and says so', async () => {
    const { inbox, tasks, work, at, logged } = world({ failures: Number.POSITIVE_INFINITY })
    inbox().take(delivery, tasks)
    let last = 0
    for (let due = inbox().nextAt(); due !== null; due = inbox().nextAt()) {
      last = due
      at(due)
      await work()
    }
    expect(last).toBeGreaterThan(24 * 60 * MINUTE)
    expect(logged).toEqual(['webhook_failed', 'webhook_given_up'])
  })
})
