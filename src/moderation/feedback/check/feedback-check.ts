import { DurableObject } from 'cloudflare:workers'
import type { Review } from '../../../storage/reviews.ts'
import { stewardOn } from '../../../wiring.ts'
import type { CheckDeps } from './deps.ts'
import type { CheckOrder, CheckProgress } from './order.ts'
import { type Reviewed, review } from './reviewing.ts'
import { checkStore } from './store.ts'
import { nextAt, takeOrder, work } from './work.ts'

/** An alarm that is this late was lost. */
const LOST_MS = 60_000

/**
 * One channel's or thread's checks for unconstructive feedback: asks the model and judges in its alarm, so that watching
 * waits for neither, and keeps what is shown of each candidate. src/moderation/feedback/check/work.ts says how.
 */
export class FeedbackCheck extends DurableObject<Env> {
  readonly #store = checkStore(
    { exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values) },
    (act) => this.ctx.storage.transactionSync(act),
  )
  #isWorking = false

  /** Resolves when the check is stored, or says how it ended. */
  async start(order: CheckOrder): Promise<CheckProgress> {
    const deps = this.#deps()
    if (!deps) throw new Error('a check while feedback is not checked')
    const progress = takeOrder(order, deps)
    await this.#arm(deps)
    return progress
  }

  /** A moderator's vote on a candidate of this channel. */
  async review(it: Review): Promise<Reviewed> {
    const deps = this.#deps()
    if (!deps) return { kind: 'unknown' }
    const reviewed = await review(it, deps)
    await this.#arm(deps)
    return reviewed
  }

  override async alarm(): Promise<void> {
    const deps = this.#deps()
    // Nothing is checked any more, and no text may be kept.
    if (!deps) return this.ctx.storage.deleteAll()
    this.#isWorking = true
    try {
      await work(deps)
    } finally {
      this.#isWorking = false
      await this.#arm(deps)
    }
  }

  deps(): Omit<CheckDeps, 'store'> | null {
    return stewardOn(this.env).feedback
  }

  #deps(): CheckDeps | null {
    const deps = this.deps()
    return deps && { ...deps, store: this.#store }
  }

  /** Setting an alarm is a row, so only when it changes. Work under way sets its own when it ends. */
  async #arm(deps: CheckDeps): Promise<void> {
    if (this.#isWorking) return
    const due = nextAt(deps)
    if (due === null) return
    const at = Math.max(due, deps.now())
    const armed = await this.ctx.storage.getAlarm()
    if (armed === null || armed > at || armed < deps.now() - LOST_MS) await this.ctx.storage.setAlarm(at)
  }
}
