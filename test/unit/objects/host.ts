import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

/** One life of an object: from its construction until it is evicted, with all that it holds in memory. */
export class Life {
  isLost = false
  readonly lost: Promise<never>
  #reject: (reason: Error) => void = () => {}

  constructor() {
    this.lost = new Promise<never>((_, reject) => {
      this.#reject = reject
    })
    this.lost.catch(() => {})
  }

  /** What waits for the object learns of it; what runs in it never goes on. */
  lose(): void {
    this.isLost = true
    this.#reject(new Error('the object was restarted'))
  }

  /** Nothing that a lost object still does has an effect. */
  check(): void {
    if (this.isLost) throw new Error('an object that is gone touched its storage')
  }
}

export type Row = Record<string, unknown>

/** SQLite in memory, with a state to go back to. */
export class Database {
  readonly #db = new DatabaseSync(':memory:')
  readonly #statements = new Map<string, StatementSync>()

  /** Several statements at once, without values. */
  script(text: string): void {
    this.#db.exec(text)
  }

  all(query: string, values: readonly unknown[] = []): Row[] {
    const statement = this.#statements.get(query) ?? this.#db.prepare(query)
    this.#statements.set(query, statement)
    return statement.all(...(values as SQLInputValue[]))
  }

  /** Every row of every table. */
  *rows(): Iterable<Row> {
    for (const { name } of this.all(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    ))
      yield* this.all(`SELECT * FROM ${name}`)
  }

  /** Rows that the last statement that writes has written. */
  changes(): number {
    return Number(this.all('SELECT changes() AS count')[0]?.count)
  }

  transaction<T>(act: () => T): T {
    this.#db.exec('SAVEPOINT act')
    try {
      const result = act()
      this.#db.exec('RELEASE act')
      return result
    } catch (error) {
      this.#db.exec('ROLLBACK TO act; RELEASE act')
      throw error
    }
  }

  mark(): void {
    this.#db.exec('SAVEPOINT mark')
  }

  backToMark(): void {
    this.#db.exec('ROLLBACK TO mark')
  }

  forgetMark(): void {
    this.#db.exec('RELEASE mark')
  }
}

/** A Durable Object class over such a database; it is built anew whenever its life was lost. */
export class Host<T extends { alarm(): Promise<void> }> {
  readonly database = new Database()
  alarmAt: number | null = null
  readonly #type: new (
    ...parts: never[]
  ) => T
  readonly #envOf: (life: Life) => object
  #current: { instance: T; life: Life } | null = null
  #marked: number | null = null

  constructor(type: new (...parts: never[]) => T, envOf: (life: Life) => object) {
    this.#type = type
    this.#envOf = envOf
  }

  /** A call of the object; rejects when it is lost meanwhile. */
  async within<R>(act: (instance: T) => Promise<R>): Promise<R> {
    const { instance, life } = this.#alive()
    return Promise.race([act(instance), life.lost])
  }

  /** Its alarm, which must have been taken off. */
  ring(): Promise<void> {
    return this.within((instance) => instance.alarm())
  }

  /** From the next call on nothing is left of what was in memory. */
  evict(): void {
    if (this.#current) this.#current.life.isLost = true
    this.#current = null
  }

  mark(): void {
    this.database.mark()
    this.#marked = this.alarmAt
  }

  backToMark(): void {
    this.evict()
    this.database.backToMark()
    this.alarmAt = this.#marked
  }

  #alive(): { instance: T; life: Life } {
    if (this.#current && !this.#current.life.isLost) return this.#current
    const life = new Life()
    // As the runtime does: with what stands for its context and its bindings.
    const instance: T = Reflect.construct(this.#type, [{ storage: this.#storage(life) }, this.#envOf(life)])
    this.#current = { instance, life }
    return this.#current
  }

  #storage(life: Life) {
    return {
      sql: {
        exec: (query: string, ...values: unknown[]) => {
          life.check()
          if (query.includes('CREATE ')) this.database.script(query)
          const rows = query.includes('CREATE ') ? [] : this.database.all(query, values)
          return { toArray: () => rows, rowsWritten: this.database.changes() }
        },
      },
      transactionSync: <R>(act: () => R): R => {
        life.check()
        return this.database.transaction(act)
      },
      getAlarm: async () => this.alarmAt,
      setAlarm: async (at: number) => {
        life.check()
        this.alarmAt = at
      },
      deleteAlarm: async () => {
        life.check()
        this.alarmAt = null
      },
      deleteAll: async () => {
        life.check()
        for (const { name } of this.database.all("SELECT name FROM sqlite_schema WHERE type = 'table'"))
          this.database.script(`DROP TABLE ${name}`)
      },
    }
  }
}
