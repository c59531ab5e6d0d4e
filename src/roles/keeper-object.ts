import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../wiring.ts'
import { type LinkRequest, type Noticed, roleKeeper } from './keeper.ts'
import { roleStore } from './store.ts'
import { turns } from './turns.ts'
import type { LinkOutcome } from './words.ts'

/** The guild's roles for GitHub work; one object a guild. keeper.ts says what it does. */
export class RoleKeeper extends DurableObject<Env> {
  private readonly store = roleStore({
    exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values),
  })
  private readonly inTurn = turns()

  /** Links an account and gives the roles it earns. */
  async link(request: LinkRequest): Promise<LinkOutcome> {
    return this.armedAfter(() => this.keeper().link(request))
  }

  async unlink(memberId: string): Promise<string[] | null> {
    return this.armedAfter(() => this.keeper().unlink(memberId))
  }

  /** What GitHub delivered. */
  async notice(noticed: Noticed): Promise<void> {
    return this.armedAfter(() => this.keeper().notice(noticed))
  }

  /** For the cron: begins the day's sweep, and sets the alarm again if it was lost. */
  async look(): Promise<void> {
    this.keeper().beginDay()
    if ((await this.ctx.storage.getAlarm()) === null) await this.arm()
  }

  override async alarm(): Promise<void> {
    await this.armedAfter(() => this.keeper().work())
  }

  private keeper() {
    const { roles } = stewardOn(this.env)
    if (!roles) throw new Error('roles are off: roles.organisation or a secret of GitHub is missing')
    return roleKeeper({ ...roles, store: this.store }, this.inTurn)
  }

  private async armedAfter<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } finally {
      await this.arm()
    }
  }

  private async arm(): Promise<void> {
    const at = this.store.nextAt()
    if (at !== null) await this.ctx.storage.setAlarm(Math.max(at, Date.now()))
  }
}
