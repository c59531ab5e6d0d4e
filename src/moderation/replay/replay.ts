import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../../wiring.ts'
import { type Begun, type ReplayPress, type ReplayPressed, takeOrder, takePress } from './calls.ts'
import type { ReplayDeps } from './deps.ts'
import type { Order } from './run.ts'
import { replayStore } from './store.ts'
import { afterError, work } from './work.ts'

/** Discord has to know of the deferred answer before it can be edited. */
const BEGIN_AFTER_MS = 1_000
/** An alarm that is this late was lost. */
const LATE_MS = 60_000

/**
 * What a rule would have done: reads the past in its alarm, some pages at a time, and acts on nobody. One object a guild,
 * one run at a time. What it needs is stored after each step, so that a restart at any point goes on where it was.
 */
export class Replay extends DurableObject<Env> {
  readonly #store = replayStore(
    { exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values) },
    (act) => this.ctx.storage.transactionSync(act),
  )

  async begin(order: Order): Promise<Begun> {
    const deps = this.#deps()
    if (!deps) throw new Error('a command without the secrets that let it arrive')
    const begun = takeOrder(order, deps)
    if (begun.kind === 'begun') await this.ctx.storage.setAlarm(Date.now() + BEGIN_AFTER_MS)
    else await this.#revive()
    return begun
  }

  async press(press: ReplayPress): Promise<ReplayPressed> {
    const deps = this.#deps()
    if (!deps) return { kind: 'forgotten' }
    const pressed = takePress(press, deps)
    if (pressed.kind === 'stopped') await this.ctx.storage.setAlarm(Date.now())
    else await this.#revive()
    return pressed
  }

  override async alarm(): Promise<void> {
    const deps = this.#deps()
    // Without Discord's secrets nothing can be read or shown any more, and nothing may be kept.
    if (!deps) return this.#store.forgetAll()
    let at: number | null
    try {
      at = await work(deps)
    } catch (error) {
      deps.log('replay_error', { detail: error instanceof Error ? error.name : 'unknown' })
      at = await afterError(deps)
    }
    if (at !== null) await this.ctx.storage.setAlarm(Math.max(at, Date.now()))
  }

  /** Sets the alarm if none is set, or if it should have rung long ago. */
  async #revive(): Promise<void> {
    const at = await this.ctx.storage.getAlarm()
    if (this.#store.load() && (at === null || at < Date.now() - LATE_MS))
      await this.ctx.storage.setAlarm(Date.now())
  }

  deps(): Omit<ReplayDeps, 'store'> | null {
    return stewardOn(this.env).replay
  }

  #deps(): ReplayDeps | null {
    const deps = this.deps()
    return deps && { ...deps, store: this.#store }
  }
}
