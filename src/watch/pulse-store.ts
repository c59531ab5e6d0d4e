import type { Recent } from './across.ts'
import type { PulseState } from './pulse-state.ts'
import { PULSE_SCHEMA } from './schema.ts'
import type { PulseStore } from './stores.ts'

/** The 1 is the shape's version: after a change of it the pulse begins as if it were the first. */
const STATE = 'state:1'
const RECENT = 'recent:1'

/** The storage of a guild's pulse by its meaning. */
export function pulseStore(storage: DurableObjectStorage): PulseStore {
  const { sql } = storage
  sql.exec(PULSE_SCHEMA)
  const stored = new Map<string, string>()

  function read<T>(name: string): T | null {
    const [row] = sql.exec<{ json: string }>('SELECT json FROM pulse WHERE name = ?', name).toArray()
    if (row) stored.set(name, row.json)
    return row ? (JSON.parse(row.json) as T) : null
  }

  return {
    load: () => read<PulseState>(STATE),
    loadRecent: () => read<Recent>(RECENT) ?? { messages: [], owed: [] },
    save(state, recent) {
      const rows = Object.entries({
        [STATE]: JSON.stringify(state),
        [RECENT]: JSON.stringify(recent),
      }).filter(([name, json]) => stored.get(name) !== json)
      storage.transactionSync(() => {
        for (const [name, json] of rows) {
          sql.exec(
            'INSERT INTO pulse (name, json) VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
            name,
            json,
          )
        }
      })
      for (const [name, json] of rows) stored.set(name, json)
    },
    async clear() {
      await storage.deleteAlarm()
      sql.exec('DELETE FROM pulse')
      stored.clear()
    },
    alarmAt: () => storage.getAlarm(),
    setAlarm: (at) => storage.setAlarm(at),
  }
}
