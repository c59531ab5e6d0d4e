import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseLike, PreparedLike } from '../../../../src/knowledge/database.ts'
import { DEFAULT_EVENT_PREFIX } from '../../../../src/moderation/audit/event.ts'
import { auditTrail } from '../../../../src/moderation/audit/trail.ts'
import { deliverEvents } from '../../../../src/moderation/audit/webhook.ts'

const SECRET = 'a secret that the receiver knows'
let now = Date.UTC(2026, 10, 20, 12)
let db: DatabaseLike
let lines: string[]

function memoryDatabase(): DatabaseLike {
  const sqlite = new DatabaseSync(':memory:')
  sqlite.exec(readFileSync('migrations/0003_moderation.sql', 'utf8'))
  const statements = new WeakMap<PreparedLike, { text: string; values: (string | number | null)[] }>()
  const prepared = (text: string, values: unknown[]): PreparedLike => {
    const statement: PreparedLike = { bind: (...next) => prepared(text, next) }
    statements.set(statement, {
      text,
      values: values.map((value) => (typeof value === 'number' || value === null ? value : String(value))),
    })
    return statement
  }
  return {
    prepare: (text) => prepared(text, []),
    batch: async (batch) =>
      batch.map((each) => {
        const { text, values } = statements.get(each) ?? { text: '', values: [] }
        return { results: sqlite.prepare(text).all(...values) }
      }),
  }
}

const record = (...ids: string[]) =>
  auditTrail({
    db,
    guildId: '1',
    prefix: DEFAULT_EVENT_PREFIX,
    isDelivered: true,
    writeLine: (event) => void lines.push(JSON.stringify(event)),
  }).record(
    [],
    ids.map((id) => ({
      id,
      at: now,
      what: 'ban.done',
      subject: 'flood:42:7',
      caseNumber: null,
      authorId: '42',
      moderatorId: '43',
      data: {},
    })),
  )

/** A receiver that answers with these statuses in turn, then with 204. */
function receiver(...statuses: number[]) {
  const got: { body: string; signature: string | null }[] = []
  const run = () =>
    deliverEvents({
      db,
      guildId: '1',
      url: 'https://audit.test',
      secret: SECRET,
      now: () => now,
      fetch: async (_, init) => {
        const status = statuses.shift() ?? 204
        if (status === 0) throw new TypeError('no connection')
        if (status < 300) {
          got.push({
            body: String(init?.body),
            signature: new Headers(init?.headers).get('x-steward-signature'),
          })
        }
        return new Response(null, { status })
      },
    })
  return { got, run }
}

beforeEach(() => {
  db = memoryDatabase()
  lines = []
})

describe('the audit trail', () => {
  it('holds an event once, however often it is recorded, and logs it without ids of people', async () => {
    await record('a:43', 'b')
    await record('a:43')
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      specversion: '1.0',
      type: `${DEFAULT_EVENT_PREFIX}.ban.done`,
    })
    expect(lines.join()).not.toMatch(/42|43/)
  })

  it('is delivered with a signature over the very body', async () => {
    await record('a')
    const { got, run } = receiver()
    await run()
    await run()
    expect(got).toHaveLength(1)
    const expected = createHmac('sha256', SECRET)
      .update(got[0]?.body ?? '')
      .digest('hex')
    expect(got[0]?.signature).toBe(`sha256=${expected}`)
    expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({ data: { member: '42', moderator: '43' } })
  })

  it('is delivered later, never lost, when the receiver fails, and not faster than it can bear', async () => {
    await record('a', 'b')
    const { got, run } = receiver(0, 500, 404)
    for (let minute = 0; minute < 5; minute++) {
      await run()
      await run()
      now += 60_000
    }
    expect(got.map(({ body }) => JSON.parse(body).id).sort()).toEqual(['a', 'b'])
  })
})
