import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../../wiring.ts'
import { followUp } from './work.ts'

/** The first of several things comes with its companions. */
const SOON_MS = 1_000
const RETRY_MS = 60_000
/** An alarm that is this late will not ring any more. */
const LOST_MS = 60_000

/**
 * One a guild, so that what follows from checks and ratings is done one after the other: what is to be done stands in the
 * database, written with what makes it necessary, and this object's alarm does it.
 */
export class FollowUpAlarm extends DurableObject<Env> {
  #isWorking = false

  /** Something is due now. */
  async wake(): Promise<void> {
    await this.#arm(Date.now() + SOON_MS)
  }

  override async alarm(): Promise<void> {
    const deps = stewardOn(this.env).followUp
    if (!deps) return
    let at: number | null = deps.now() + RETRY_MS
    this.#isWorking = true
    try {
      at = await followUp(deps)
    } catch (error) {
      deps.log('follow_up_failed', { detail: error instanceof Error ? error.name : 'unknown' })
    } finally {
      this.#isWorking = false
      if (at !== null) await this.#arm(Math.max(at, deps.now() + SOON_MS))
    }
  }

  /** Setting an alarm is a row, so only when it gets earlier. The run under way looks itself for what is due next. */
  async #arm(at: number): Promise<void> {
    if (this.#isWorking) return
    const armed = await this.ctx.storage.getAlarm()
    if (armed === null || armed > at || armed < Date.now() - LOST_MS) await this.ctx.storage.setAlarm(at)
  }
}
