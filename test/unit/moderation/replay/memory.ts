import { DatabaseSync } from 'node:sqlite'
import { replayStore } from '../../../../src/moderation/replay/store.ts'
import { guildOf, type World, type Written } from './world.ts'

/** A guild whose replay is kept in memory. */
export function world(written: Written[], over: Parameters<typeof guildOf>[1] = {}): World {
  const db = new DatabaseSync(':memory:')
  const store = replayStore(
    {
      exec: (query, ...values) => {
        const rows = db.prepare(query).all(...values)
        return { toArray: () => rows }
      },
    },
    (act) => {
      db.exec('BEGIN')
      act()
      db.exec('COMMIT')
    },
  )
  return guildOf(written, over, store)
}
