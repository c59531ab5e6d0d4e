import * as z from 'zod'
import type { Log } from '../../http/log.ts'
import type { SqlLike } from '../../storage/object-sql.ts'
import type { Delivery, WebhookHandler } from './handler.ts'

/** What one handler has to do about a delivery. */
export interface Task {
  handler: string
  facts: unknown
}

export interface InboxDeps<Deps> {
  handlers: readonly WebhookHandler<Deps>[]
  deps: Deps
  log: Log
  now: () => number
}

const INBOX_SCHEMA = `
  CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, received_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deliveries_received ON deliveries (received_at);
  CREATE TABLE IF NOT EXISTS tasks (
    delivery_id TEXT NOT NULL,
    handler TEXT NOT NULL,
    event TEXT NOT NULL,
    facts TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (delivery_id, handler)
  ) STRICT, WITHOUT ROWID;
`

/** GitHub offers to send a delivery again for three days. https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks */
const REMEMBERED_MS = 4 * 86_400_000
const TASKS_A_RUN = 20
const BASE_BACKOFF_MS = 5_000
const MAX_BACKOFF_MS = 3_600_000
/** With the backoff above, two days. */
const MAX_ATTEMPTS = 56

const taskRow = z.object({
  delivery_id: z.string(),
  handler: z.string(),
  event: z.string(),
  facts: z.string(),
  received_at: z.number(),
  attempts: z.number(),
  due_at: z.number(),
})

/** GitHub's deliveries over an object's SQLite: each is taken once, and each handler is called until it has done its part. */
export function webhookInbox(sql: SqlLike) {
  sql.exec(INBOX_SCHEMA)

  /** Stores what is to be done. False: this delivery was taken before, and nothing changes. */
  function take({ id, event, receivedAt }: Delivery, tasks: readonly Task[]): boolean {
    const known = sql.exec('SELECT 1 FROM deliveries WHERE id = ?', id).toArray()
    if (known.length > 0) return false
    for (const { handler, facts } of tasks) {
      sql.exec(
        'INSERT INTO tasks (delivery_id, handler, event, facts, received_at, attempts, due_at) VALUES (?, ?, ?, ?, ?, 0, ?)',
        ...[id, handler, event, JSON.stringify(facts), receivedAt, receivedAt],
      )
    }
    sql.exec('INSERT INTO deliveries (id, received_at) VALUES (?, ?)', id, receivedAt)
    return true
  }

  /** Calls the handlers that are due; one that fails holds up no other. Never rejects. */
  async function work<Deps>({ handlers, deps, log, now }: InboxDeps<Deps>): Promise<void> {
    for (const task of due(now())) {
      const handler = handlers.find(({ id }) => id === task.handler)
      const delivery = { id: task.delivery_id, event: task.event, receivedAt: task.received_at }
      try {
        await handler?.handle(JSON.parse(task.facts), delivery, deps)
        done(task)
      } catch (error) {
        const attempts = task.attempts + 1
        const isGivenUp = attempts >= MAX_ATTEMPTS
        if (attempts === 1 || isGivenUp) {
          const detail = error instanceof Error ? error.name : 'unknown'
          log(isGivenUp ? 'webhook_given_up' : 'webhook_failed', { handler: task.handler, detail })
        }
        if (isGivenUp) done(task)
        else postpone(task, attempts, now() + Math.min(BASE_BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS))
      }
    }
    sql.exec('DELETE FROM deliveries WHERE received_at < ?', now() - REMEMBERED_MS)
  }

  /** When a task is due, in epoch milliseconds; null when none is left. */
  function nextAt(): number | null {
    const [row] = sql.exec('SELECT MIN(due_at) AS at FROM tasks').toArray()
    return z.object({ at: z.number().nullable() }).parse(row).at
  }

  function due(now: number): z.infer<typeof taskRow>[] {
    const rows = sql
      .exec(
        'SELECT * FROM tasks WHERE due_at <= ? ORDER BY received_at, delivery_id LIMIT ?',
        now,
        TASKS_A_RUN,
      )
      .toArray()
    return z.array(taskRow).parse(rows)
  }

  function done({ delivery_id, handler }: z.infer<typeof taskRow>): void {
    sql.exec('DELETE FROM tasks WHERE delivery_id = ? AND handler = ?', delivery_id, handler)
  }

  function postpone({ delivery_id, handler }: z.infer<typeof taskRow>, attempts: number, at: number): void {
    sql.exec(
      'UPDATE tasks SET attempts = ?, due_at = ? WHERE delivery_id = ? AND handler = ?',
      ...[attempts, at, delivery_id, handler],
    )
  }

  return { take, work, nextAt }
}
