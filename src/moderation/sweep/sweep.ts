import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../../wiring.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import type { SweepDeps } from './deps.ts'
import { sweepStore } from './store.ts'
import { add, nextAt, sweep } from './work.ts'

/** What was due stays due after a failure: without a pause it would be tried without end. */
const RETRY_MS = 60_000
/** An alarm that is this late will not ring any more. */
const LOST_MS = 60_000

/** One guild's messages that words do not settle, judged every few minutes: src/moderation/sweep/work.ts says how. */
export class Sweep extends DurableObject<Env> {
  readonly #store = sweepStore(
    { exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values) },
    (act) => this.ctx.storage.transactionSync(act),
  )
  #isSweeping = false

  /** Resolves when the messages are stored. The same ones again change nothing. */
  async add(decisions: Decision[], messages: MessageFacts[]): Promise<void> {
    const deps = this.deps()
    if (!deps) return
    add(decisions, messages, this.#store, deps)
    await this.#arm(deps)
  }

  /** Sets the alarm again if it was lost: for the cron. */
  async look(): Promise<void> {
    const deps = this.deps()
    if (deps) await this.#arm(deps)
  }

  override async alarm(): Promise<void> {
    const deps = this.deps()
    // Nothing is watched any more, and no text may be kept.
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
      await this.#arm(deps, noSooner)
    }
  }

  deps(): SweepDeps | null {
    return stewardOn(this.env).sweep
  }

  /** Setting an alarm is a row, so only when it changes. The sweep under way sets its own when it ends. */
  async #arm({ now }: SweepDeps, noSooner = 0): Promise<void> {
    if (this.#isSweeping) return
    const due = nextAt(this.#store, now())
    if (due === null) return
    const at = Math.max(due, noSooner)
    const armed = await this.ctx.storage.getAlarm()
    if (armed === null || armed > at || armed < now() - LOST_MS) await this.ctx.storage.setAlarm(at)
  }
}
