import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../wiring.ts'
import {
  type Begun,
  begin,
  type Draft,
  press,
  type ReportPress,
  type ReportPressed,
  type Submission,
  type Submitted,
  submit,
} from './calls.ts'
import type { BugReportDeps } from './deps.ts'
import { type HeardEvent, hear } from './heard.ts'
import { bugReportStore } from './store.ts'
import { work } from './work.ts'

/**
 * Bug reports on their way to GitHub, and what becomes of them; one object a guild. Callers wait only until it is stored;
 * the work is done in the alarm.
 */
export class BugReports extends DurableObject<Env> {
  readonly #store = bugReportStore({
    exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values),
  })

  begin(draft: Draft): Promise<Begun> {
    return this.#taking((deps) => begin(draft, deps))
  }

  submit(submission: Submission): Promise<Submitted> {
    return this.#taking((deps) => submit(submission, deps))
  }

  press(pressed: ReportPress): Promise<ReportPressed> {
    return this.#taking((deps) => press(pressed, deps))
  }

  hear(event: HeardEvent, deliveryId: string): Promise<void> {
    return this.#taking((deps) => hear(event, deliveryId, deps))
  }

  /** Sets the alarm again if it was lost: for the cron. */
  async look(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.#arm()
  }

  override async alarm(): Promise<void> {
    const deps = this.#deps()
    try {
      if (deps) await work(deps)
    } finally {
      if (deps) await this.#arm()
    }
  }

  async #taking<T>(take: (deps: BugReportDeps) => T): Promise<T> {
    const deps = this.#deps()
    if (!deps) throw new Error('a bug report while reporting is off')
    const taken = take(deps)
    await this.#arm()
    return taken
  }

  async #arm(): Promise<void> {
    const at = this.#store.nextAt()
    if (at !== null) await this.ctx.storage.setAlarm(Math.max(at, Date.now()))
  }

  /** Null while reporting is off. */
  #deps(): BugReportDeps | null {
    const { bugReports } = stewardOn(this.env)
    return bugReports && { ...bugReports, store: this.#store }
  }
}
