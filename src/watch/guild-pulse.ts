import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../wiring.ts'
import type { PulseDeps } from './deps.ts'
import { pulseStore } from './pulse-store.ts'
import { check, lookAfterLate, pulse } from './pulse-work.ts'

/** Notices which watched channels of one guild moved, and wakes those: src/watch/beat.ts says how. */
export class GuildPulse extends DurableObject<Env> {
  readonly #store = pulseStore(this.ctx.storage)
  #turn: Promise<unknown> = Promise.resolve()

  /** Called by the cron every minute. */
  async check(): Promise<void> {
    const deps = this.deps()
    if (!deps) return this.#rest()
    // The pulse that is under way is not waited for: its next one has to be armed even if it hangs.
    await check(this.#store, deps)
    await this.#inTurn(() => lookAfterLate(this.#store, deps))
  }

  override async alarm(): Promise<void> {
    const deps = this.deps()
    if (!deps) return this.#rest()
    await this.#inTurn(() => pulse(this.#store, deps))
  }

  deps(): PulseDeps | null {
    return stewardOn(this.env).watch?.pulse ?? null
  }

  /** Watching is off: no pulse, and nothing kept. */
  #rest(): Promise<void> {
    return this.#inTurn(() => this.#store.clear())
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(act)
    this.#turn = mine.catch(() => {})
    return mine
  }
}
