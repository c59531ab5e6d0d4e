import { DurableObject } from 'cloudflare:workers'
import type { InteractionHandle } from '../../discord/messages.ts'
import { type ExportRequest, sendExport } from '../../privacy/export-file.ts'
import { stewardOn } from '../../wiring.ts'
import type { FollowUpDeps } from './deps.ts'
import { followUp } from './work.ts'

/** The first of several things comes with its companions. */
const SOON_MS = 1_000
const RETRY_MS = 60_000
const FILE_RETRY_MS = 5_000
/** An alarm that is this late will not ring any more. */
const LOST_MS = 60_000
/** docs/privacy.md names it. */
const EXPORT = 'export:'

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

  /** A member's data as a file, soon: Discord has to know of the answer first that it follows. */
  async sendFile(interactionId: string, memberId: string, handle: InteractionHandle): Promise<void> {
    const request: ExportRequest = { memberId, handle, askedAt: Date.now() }
    await this.ctx.storage.put(EXPORT + interactionId, request)
    await this.#arm(Date.now() + SOON_MS)
  }

  override async alarm(): Promise<void> {
    const deps = stewardOn(this.env).followUp
    // Without Discord's secrets nothing can be sent any more, and nothing may be kept here.
    if (!deps) return this.ctx.storage.deleteAll()
    let at: number | null = deps.now() + RETRY_MS
    this.#isWorking = true
    try {
      await this.#sendFiles(deps)
      at = await followUp(deps)
    } catch (error) {
      deps.log('follow_up_failed', { detail: error instanceof Error ? error.name : 'unknown' })
    } finally {
      this.#isWorking = false
      // Those that could not be sent, and those that were asked for meanwhile.
      const files = await this.ctx.storage.list({ prefix: EXPORT, limit: 1 })
      const times = [at, files.size > 0 ? deps.now() + FILE_RETRY_MS : null].flatMap((each) => each ?? [])
      if (times.length > 0) await this.#arm(Math.max(Math.min(...times), deps.now() + SOON_MS))
    }
  }

  async #sendFiles(deps: FollowUpDeps): Promise<void> {
    for (const [key, request] of await this.ctx.storage.list<ExportRequest>({ prefix: EXPORT })) {
      if (await sendExport(request, deps)) await this.ctx.storage.delete(key)
    }
  }

  /** Setting an alarm is a row, so only when it gets earlier. The run under way looks itself for what is due next. */
  async #arm(at: number): Promise<void> {
    if (this.#isWorking) return
    const armed = await this.ctx.storage.getAlarm()
    if (armed === null || armed > at || armed < Date.now() - LOST_MS) await this.ctx.storage.setAlarm(at)
  }
}
