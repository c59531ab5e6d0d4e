import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../../wiring.ts'
import type { Delivery } from './handler.ts'
import { type Task, webhookInbox } from './inbox.ts'

/** What GitHub delivered, one object a guild: src/github/webhooks/inbox.ts says what becomes of it. */
export class GithubInbox extends DurableObject<Env> {
  private readonly inbox = webhookInbox({
    exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values),
  })

  /** Resolves when the tasks are stored; the work is done in the alarm. False: the delivery was known. */
  async take(delivery: Delivery, tasks: Task[]): Promise<boolean> {
    const isNew = this.inbox.take(delivery, tasks)
    await this.arm()
    return isNew
  }

  /** Sets the alarm again if it was lost: for the cron. */
  async look(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.arm()
  }

  override async alarm(): Promise<void> {
    try {
      await this.inbox.work(stewardOn(this.env).githubEvents)
    } finally {
      await this.arm()
    }
  }

  private async arm(): Promise<void> {
    const at = this.inbox.nextAt()
    if (at !== null) await this.ctx.storage.setAlarm(Math.max(at, Date.now()))
  }
}
