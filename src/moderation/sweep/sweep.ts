import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../../wiring.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import { sweepStore } from './store.ts'
import { add, nextAt, sweep } from './work.ts'

/** What was due stays due after a failure: without a pause it would be tried without end. */
const RETRY_MS = 60_000
/** An alarm that is this late will not ring any more. */
const LOST_MS = 60_000

/** What one guild's messages are looked at again for, every few minutes: src/moderation/sweep/work.ts says how. */
export class Sweep extends DurableObject<Env> {
  readonly #store = sweepStore(
    { exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values) },
    (act) => this.ctx.storage.transactionSync(act),
  )
  #isSweeping = false

  /** Resolves when the messages are stored. The same ones again change nothing. */
  async add(decisions: Decision[], messages: MessageFacts[]): Promise<void> {
    const { sweep: deps } = stewardOn(this.env)
    if (!deps) return
    add(decisions, messages, this.#store, deps)
    if (!this.#isSweeping) await this.#arm()
  }

  /** Sets the alarm again if it was lost: for the cron. */
  async look(): Promise<void> {
    if (!this.#isSweeping) await this.#arm()
  }

  override async alarm(): Promise<void> {
    const { sweep: deps } = stewardOn(this.env)
    // Nothing is judged any more, and no text may be kept.
    if (!deps) return this.ctx.storage.deleteAll()
    let noSooner = 0
    this.#isSweeping = true
    try {
      await sweep(this.#store, deps)
    } catch (error) {
      const detail = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown'
      deps.log('sweep_failed', { detail })
      noSooner = deps.now() + RETRY_MS
    } finally {
      this.#isSweeping = false
      await this.#arm(noSooner)
    }
  }

  /** Setting an alarm is a row, so only when it changes. */
  async #arm(noSooner = 0): Promise<void> {
    const now = Date.now()
    const due = nextAt(this.#store, now)
    if (due === null) return
    const at = Math.max(due, noSooner)
    const armed = await this.ctx.storage.getAlarm()
    if (armed === null || armed > at || armed < now - LOST_MS) await this.ctx.storage.setAlarm(at)
  }
}
