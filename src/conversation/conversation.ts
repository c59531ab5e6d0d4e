import { DurableObject } from 'cloudflare:workers'
import { stewardOn } from '../wiring.ts'
import type { Ask, ConversationRpc, WindowTurn } from './ask.ts'
import type { ConversationDeps } from './deps.ts'
import { conversationStore } from './store.ts'
import { takeAsk, takeTurn, work } from './work.ts'

/**
 * One conversation: `ask:<id>` answers a question, `thread:<threadId>` also sees the turns before it. The work
 * is done in the alarm, which has 15 minutes where a request has seconds; src/conversation/work.ts says what it is.
 */
export class Conversation extends DurableObject<Env> implements ConversationRpc {
  private readonly store = conversationStore(this.ctx.storage)

  async ask(ask: Ask): Promise<void> {
    await takeAsk(this.store, ask, this.deps())
  }

  async adopt(turn: WindowTurn): Promise<void> {
    await takeTurn(this.store, turn, this.deps())
  }

  override async alarm(): Promise<void> {
    const { conversation } = stewardOn(this.env)
    if (conversation) await work(this.store, conversation)
    // Without Discord's secrets nothing can be answered any more, and nothing may be kept.
    else await this.store.forgetEverything()
  }

  private deps(): ConversationDeps {
    const { conversation } = stewardOn(this.env)
    if (!conversation) throw new Error('a question without the secrets that let it arrive')
    return conversation
  }
}
