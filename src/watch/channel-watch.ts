import { DurableObject } from 'cloudflare:workers'
import type { InteractionHandle } from '../discord/messages.ts'
import type { CheckEnd } from '../moderation/feedback/check/order.ts'
import { stewardOn } from '../wiring.ts'
import type { WatchOrder, WatchReport } from './channel-state.ts'
import { channelStore } from './channel-store.ts'
import { arm, judgeAcross, look, ring, wake } from './channel-work.ts'
import { type Asked, askForCheck, checkEnded } from './checking.ts'
import type { ChannelDeps, WatchCalls } from './deps.ts'
import { type LeavingDeps, leave } from './leaving.ts'
import type { Batch } from './port.ts'

/** One channel or thread that is watched: src/watch/channel-work.ts says what it does. */
export class ChannelWatch extends DurableObject<Env> implements WatchCalls {
  readonly #store = channelStore(this.ctx.storage)
  /** Reads take turns: two at once would judge the same messages twice. */
  #turn: Promise<unknown> = Promise.resolve()

  wake(order: WatchOrder): Promise<WatchReport> {
    return this.#inTurn((deps) => wake(this.#store, order, deps))
  }

  judgeAcross(batch: Pick<Batch, 'fresh' | 'recent'>): Promise<boolean> {
    return this.#inTurn((deps) => judgeAcross(this.#store, batch, deps))
  }

  look(): Promise<{ alarmAt: number | null }> {
    return this.#inTurn((deps) => look(this.#store, deps))
  }

  /** A check has ended. */
  checked(end: CheckEnd): Promise<void> {
    return this.#inTurn(async (deps) => {
      checkEnded(this.#store, end, deps)
      await arm(this.#store, deps)
    })
  }

  /** A moderator wants a check; it waits for no read that is under way. */
  async askForCheck(answer: InteractionHandle): Promise<Asked> {
    const deps = this.deps()
    if (!deps) return 'not_checked'
    const asked = askForCheck(this.#store, answer, deps)
    if (asked === 'asked') await arm(this.#store, deps)
    return asked
  }

  override async alarm(): Promise<void> {
    const deps = this.deps()
    if (deps) await ring(this.#store, deps, (act) => this.#inTurn(act))
    else if (await leave(this.#store, this.leaving())) await this.ctx.storage.deleteAll()
  }

  deps(): ChannelDeps | null {
    return stewardOn(this.env).watch?.channel ?? null
  }

  leaving(): LeavingDeps {
    return stewardOn(this.env).leaving
  }

  #inTurn<T>(act: (deps: ChannelDeps) => Promise<T>): Promise<T> {
    const deps = this.deps()
    if (!deps) return Promise.reject(new Error('nothing is watched: watching is off'))
    const mine = this.#turn.then(() => act(deps))
    this.#turn = mine.catch(() => {})
    return mine
  }
}
