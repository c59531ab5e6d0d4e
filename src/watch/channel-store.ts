import type { Decision } from '../moderation/decision.ts'
import type { MessageFacts } from '../moderation/message.ts'
import { KEEP_MS, type WatchState } from './channel-state.ts'
import { errandStore } from './errand-store.ts'
import { CHANNEL_SCHEMA } from './schema.ts'
import type { ChannelStore } from './stores.ts'

/** The row that the state is in. A state of another shape is not read: the place then begins where the pulse last saw it. */
const STATE_VERSION = 2

/** The window that a decision was made on may be kept for so long. */
const KEEP_IDS_MS = 2 * KEEP_MS

/** Discord takes the answer to an interaction for 15 minutes. */
const TOKEN_MS = 15 * 60_000

/** The storage of one watched place by its meaning. */
export function channelStore(storage: DurableObjectStorage): ChannelStore {
  const { sql } = storage
  sql.exec(CHANNEL_SCHEMA)
  sql.exec('DELETE FROM state WHERE id <> ?', STATE_VERSION)
  const errands = errandStore(sql)
  /** As in storage but for `lastReadAt`; undefined: not loaded yet. */
  let state: WatchState | null | undefined
  let stored: string | undefined

  function saveDecision(decision: Decision, now: number, judged: readonly MessageFacts[]): void {
    const ids = decision.messages.map(({ id }) => id)
    const [known] = sql
      .exec<{ message_ids: string }>('SELECT message_ids FROM decisions WHERE id = ?', decision.id)
      .toArray()
    const before: string[] = known ? JSON.parse(known.message_ids) : []
    if (known && ids.every((id) => before.includes(id))) return
    // The latest form of each: what was judged last comes last.
    const about = new Map(judged.filter(({ id }) => ids.includes(id)).map((message) => [message.id, message]))
    sql.exec(
      `INSERT INTO decisions (id, message_ids, decision, messages, attempts, retry_at, decided_at)
       VALUES (?, ?, ?, ?, 0, ?, ?)
       ON CONFLICT DO UPDATE SET message_ids = excluded.message_ids, decision = excluded.decision,
         messages = excluded.messages, attempts = 0, retry_at = excluded.retry_at, decided_at = excluded.decided_at`,
      decision.id,
      JSON.stringify([...new Set([...before, ...ids])]),
      JSON.stringify(decision),
      JSON.stringify([...about.values()]),
      now,
      now,
    )
  }

  return {
    load() {
      if (state === undefined) {
        const [row] = sql
          .exec<{ json: string }>('SELECT json FROM state WHERE id = ?', STATE_VERSION)
          .toArray()
        state = row ? (JSON.parse(row.json) as WatchState) : null
        stored = row?.json
      }
      return state
    },
    save(next, decisions, now, { judged = [], errands: found = [] } = {}) {
      const json = next && JSON.stringify({ ...next, lastReadAt: 0 })
      storage.transactionSync(() => {
        for (const decision of decisions) saveDecision(decision, now, judged)
        errands.add(found, now)
        if (json === null || json === stored) return
        sql.exec(
          'INSERT INTO state (id, json) VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
          STATE_VERSION,
          json,
        )
      })
      if (!next) return
      state = next
      stored = json ?? undefined
    },
    pending: () =>
      sql
        .exec<{
          decision: string
          messages: string
          attempts: number
          retry_at: number
          decided_at: number
        }>(
          'SELECT decision, messages, attempts, retry_at, decided_at FROM decisions WHERE decision IS NOT NULL ORDER BY retry_at',
        )
        .toArray()
        .map((row) => ({
          decision: JSON.parse(row.decision) as Decision,
          messages: JSON.parse(row.messages) as MessageFacts[],
          attempts: row.attempts,
          retryAt: row.retry_at,
          decidedAt: row.decided_at,
        })),
    enforced: (id) => void sql.exec('UPDATE decisions SET decision = NULL, messages = NULL WHERE id = ?', id),
    postpone: (id, retryAt) =>
      void sql.exec('UPDATE decisions SET attempts = attempts + 1, retry_at = ? WHERE id = ?', retryAt, id),
    errands: errands.pending,
    errandDone: errands.done,
    postponeErrand: errands.postpone,
    takeFound: errands.takeFound,
    decisionsAbout: (messageId) =>
      sql
        .exec<{ id: string }>(
          'SELECT decisions.id FROM decisions, json_each(message_ids) AS about WHERE about.value = ?',
          messageId,
        )
        .toArray()
        .map(({ id }) => id),
    prune(now) {
      errands.prune(now - KEEP_IDS_MS)
      sql.exec('DELETE FROM decisions WHERE decision IS NULL AND decided_at <= ?', now - KEEP_IDS_MS)
      sql.exec('DELETE FROM asked_checks WHERE asked_at < ?', now - TOKEN_MS)
    },
    pruneAt() {
      const [row] = sql
        .exec<{ oldest: number | null }>(
          'SELECT min(decided_at) AS oldest FROM decisions WHERE decision IS NULL',
        )
        .toArray()
      return row?.oldest == null ? null : row.oldest + KEEP_IDS_MS
    },
    forget() {
      sql.exec('DELETE FROM state')
      errands.clear()
      state = null
      stored = undefined
    },
    askForCheck: ({ token, applicationId }, now) =>
      void sql.exec(
        'INSERT INTO asked_checks (token, application_id, asked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        token,
        applicationId,
        now,
      ),
    askedForChecks: (now) =>
      sql
        .exec<{ token: string; application_id: string }>(
          'SELECT token, application_id FROM asked_checks WHERE asked_at > ? ORDER BY asked_at',
          now - TOKEN_MS,
        )
        .toArray()
        .map((row) => ({ token: row.token, applicationId: row.application_id })),
    forgetAskedForChecks(answers) {
      for (const { token } of answers) sql.exec('DELETE FROM asked_checks WHERE token = ?', token)
    },
    clearAlarm: () => storage.deleteAlarm(),
    alarmAt: () => storage.getAlarm(),
    setAlarm: (at) => storage.setAlarm(at),
  }
}
