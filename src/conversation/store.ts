import type { WindowTurn } from './ask.ts'
import type { Run } from './run.ts'

/** The part of a Durable Object's storage that is used. */
export interface KeyValue {
  get<T>(key: string): Promise<T | undefined>
  put<T>(key: string, value: T): Promise<void>
  delete(key: string): Promise<boolean>
  list<T>(options: { prefix: string }): Promise<Map<string, T>>
  deleteAll(): Promise<void>
  setAlarm(at: number): Promise<void>
  deleteAlarm(): Promise<void>
}

/** The 2 is the shape's version: after a change of `Run`, questions under way are answered by the code that stored them or not at all. */
const RUN = 'run:2:'
const DONE = 'done:'
const WINDOW = 'window'
const FORGET_AT = 'forget-at'

/** A conversation's storage by its meaning. */
export function conversationStore(storage: KeyValue) {
  return {
    /** Questions under way, in the order they came. */
    async runs(): Promise<Run[]> {
      const runs = await storage.list<Run>({ prefix: RUN })
      return [...runs.values()].sort((a, b) => a.askedAt - b.askedAt)
    },
    async isKnown(id: string): Promise<boolean> {
      const known = (await storage.get(DONE + id)) ?? (await storage.get(RUN + id))
      return known !== undefined
    },
    save: (run: Run) => storage.put(RUN + run.ask.id, run),
    /** The question's text goes; that it was asked stays known until everything is forgotten. */
    async close(run: Run): Promise<void> {
      await storage.put(DONE + run.ask.id, true)
      await storage.delete(RUN + run.ask.id)
    },
    turns: async () => (await storage.get<WindowTurn[]>(WINDOW)) ?? [],
    saveTurns: (turns: WindowTurn[]) => storage.put(WINDOW, turns),
    forgetAt: async () => (await storage.get<number>(FORGET_AT)) ?? null,
    setForgetAt: (at: number) => storage.put(FORGET_AT, at),
    async forgetEverything(): Promise<void> {
      await storage.deleteAlarm()
      await storage.deleteAll()
    },
    wakeAt: (at: number) => storage.setAlarm(at),
  }
}

export type ConversationStore = ReturnType<typeof conversationStore>
