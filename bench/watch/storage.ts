import type { Recent } from '../../src/watch/across.ts'
import type { WatchState } from '../../src/watch/channel-state.ts'
import type { PulseState } from '../../src/watch/pulse-state.ts'
import type { ChannelStore, PulseStore } from '../../src/watch/stores.ts'

/** What is written, counted as Cloudflare counts it: each row, and each alarm that is set. */
export interface Written {
  rows: number
}

class Alarm {
  at: number | null = null
  readonly #written: Written
  constructor(written: Written) {
    this.#written = written
  }
  async set(at: number): Promise<void> {
    this.at = at
    this.#written.rows++
  }
}

/** The two objects' storage in memory; like the real ones, they serialise what they keep. */
export function memoryChannel(written: Written): ChannelStore & { alarm: Alarm } {
  const alarm = new Alarm(written)
  let stored = ''
  let state: WatchState | null = null
  return {
    alarm,
    load: () => state,
    save(next) {
      if (!next) return
      const json = JSON.stringify({ ...next, lastReadAt: 0 })
      if (json !== stored) written.rows++
      stored = json
      state = next
    },
    pending: () => [],
    enforced: () => {},
    postpone: () => {},
    errands: () => [],
    errandDone: () => {},
    postponeErrand: () => {},
    takeFound: () => 0,
    decisionsAbout: () => [],
    prune: () => {},
    pruneAt: () => null,
    forget: () => {
      state = null
    },
    askForCheck: () => {},
    askedForChecks: () => [],
    forgetAskedForChecks: () => {},
    clearAlarm: async () => {
      alarm.at = null
    },
    alarmAt: async () => alarm.at,
    setAlarm: (at) => alarm.set(at),
  }
}

export function memoryPulse(written: Written): PulseStore & { alarm: Alarm } {
  const alarm = new Alarm(written)
  const stored = new Map<string, string>()
  const read = <T>(name: string): T | null => {
    const json = stored.get(name)
    return json === undefined ? null : (JSON.parse(json) as T)
  }
  return {
    alarm,
    load: () => read<PulseState>('state'),
    loadRecent: () => read<Recent>('recent') ?? { messages: [], owed: [] },
    save(state, recent) {
      for (const [name, json] of Object.entries({
        state: JSON.stringify(state),
        recent: JSON.stringify(recent),
      })) {
        if (stored.get(name) !== json) written.rows++
        stored.set(name, json)
      }
    },
    clear: async () => stored.clear(),
    alarmAt: async () => alarm.at,
    setAlarm: (at) => alarm.set(at),
  }
}
