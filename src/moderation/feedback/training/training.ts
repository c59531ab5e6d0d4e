import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../../../wiring.ts'
import type { TrainingDeps } from './deps.ts'
import type { Job } from './job.ts'
import { trainingStore } from './store.ts'
import { afterError, countVotes, type Taken, takeJob, work } from './work.ts'

/**
 * Learns from the moderators' votes, one object a guild: trains, compares, evaluates, each in its alarm and stored after
 * each phase, so that a restart at any point goes on where it was. work.ts says what is done.
 */
export class Training extends DurableObject<Env> {
  readonly #store = trainingStore({
    exec: (query, ...values) => this.ctx.storage.sql.exec(query, ...values),
  })

  async take(asked: Pick<Job, 'id' | 'kind' | 'by'>): Promise<Taken> {
    const taken = takeJob(asked, { store: this.#store })
    await this.#arm()
    return taken
  }

  /** For the cron: begins a training when enough votes are new, and sets the alarm again if it was lost. */
  async look(): Promise<void> {
    const deps = this.#deps()
    if (deps) await countVotes(deps)
    await this.#arm()
  }

  override async alarm(): Promise<void> {
    const deps = this.#deps()
    if (!deps) return
    let at: number | null
    try {
      at = await work(deps)
    } catch (error) {
      deps.log('training_error', { detail: error instanceof Error ? error.name : 'unknown' })
      at = afterError(deps)
    }
    if (at !== null) await this.ctx.storage.setAlarm(Math.max(at, Date.now()))
  }

  async #arm(): Promise<void> {
    if (this.#store.jobs().length > 0 && (await this.ctx.storage.getAlarm()) === null)
      await this.ctx.storage.setAlarm(Date.now())
  }

  #deps(): TrainingDeps | null {
    const deps = stewardOn(this.env).training
    return deps && { ...deps, store: this.#store, pause: () => scheduler.wait(0) }
  }
}
