import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../wiring.ts'
import type { News } from './news.ts'
import { announcementStore } from './store.ts'
import { type Announcer as Announcing, announcer, type Retried } from './work.ts'

/** How soon the alarm looks again when something unexpected happened. */
const RETRY_MS = 30_000

/**
 * Announcements, one object a guild, so that releases that belong together meet. Callers wait only until news is stored; the
 * work is done in the alarm.
 */
export class Announcer extends DurableObject<Env> {
  private made: Announcing | null = null

  /** Resolves when it is stored. The same news again changes nothing. */
  async take(news: News): Promise<void> {
    const made = this.announcer()
    if (!made) throw new Error('news without the secrets that let it be told')
    made.take(news)
    await this.arm()
  }

  /** A moderator's Retry on the card with this number. */
  async retry(number: number, by: string): Promise<Retried> {
    const retried = this.announcer()?.retry(number, by) ?? { kind: 'unknown' }
    await this.arm()
    return retried
  }

  /** Sets the alarm again if it was lost: for the cron. */
  async look(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.arm()
  }

  override async alarm(): Promise<void> {
    try {
      await this.announcer()?.work()
    } finally {
      await this.arm()
    }
  }

  private async arm(): Promise<void> {
    const at = this.nextAt()
    if (at !== null) await this.ctx.storage.setAlarm(Math.max(at, Date.now()))
  }

  private nextAt(): number | null {
    try {
      return this.announcer()?.nextAt() ?? null
    } catch {
      return Date.now() + RETRY_MS
    }
  }

  /** Null while Discord's secrets are missing. */
  private announcer(): Announcing | null {
    const { announcements } = stewardOn(this.env)
    if (!announcements) return null
    this.made ??= announcer({
      ...announcements,
      store: announcementStore({ exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values) }),
    })
    return this.made
  }
}
