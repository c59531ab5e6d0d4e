import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../../wiring.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import { type Enforcer, enforcer } from './enforcer.ts'
import type { Press } from './incident.ts'
import type { Pressed } from './pressing.ts'
import { enforcementStore } from './store.ts'

/** How soon the alarm looks again when something unexpected happened. */
const RETRY_MS = 30_000

/**
 * Carries out what was decided, one object a guild: so strikes are counted in order, the same incident found in two channels
 * is one, and of two moderators one is the first. Callers wait only until it is stored; the work is done in the alarm.
 */
export class Enforcement extends DurableObject<Env> {
  private made: Enforcer | null = null

  /** Resolves when the decisions are stored. The same ones again change nothing. */
  async enforce(decisions: Decision[], messages: MessageFacts[], by = 'steward'): Promise<void> {
    const made = this.enforcer()
    if (!made) throw new Error('a decision without the secrets that let it be made')
    made.take(decisions, messages, by)
    await this.arm()
  }

  /** A moderator's decision about a case. */
  async press(press: Press): Promise<Pressed> {
    const pressed = (await this.enforcer()?.settle(press)) ?? { kind: 'unknown_case' }
    await this.arm()
    return pressed
  }

  /** Sets the alarm again if it was lost: for the cron. */
  async look(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.arm()
  }

  override async alarm(): Promise<void> {
    try {
      await this.enforcer()?.work()
    } finally {
      await this.arm()
    }
  }

  private async arm(): Promise<void> {
    const at = this.nextAt()
    if (at !== null) await this.ctx.storage.setAlarm(at)
  }

  private nextAt(): number | null {
    const { enforcement } = stewardOn(this.env)
    if (!enforcement) return null
    const now = enforcement.now()
    try {
      const at = this.enforcer()?.nextAt() ?? null
      return at === null ? null : Math.max(at, now)
    } catch {
      return now + RETRY_MS
    }
  }

  /** Null while Discord's secrets are missing. */
  private enforcer(): Enforcer | null {
    const { enforcement } = stewardOn(this.env)
    if (!enforcement) return null
    this.made ??= enforcer({
      ...enforcement,
      store: enforcementStore({ exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values) }),
    })
    return this.made
  }
}
