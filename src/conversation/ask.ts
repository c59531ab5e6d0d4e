import type { Turn } from '../llm/model.ts'

/** A member's question on its way to an answer. */
export interface Ask {
  /** The idempotency key: the same interaction twice is one question. */
  interactionId: string
  applicationId: string
  token: string
  text: string
  memberId: string
  channelId: string
  /** The channel whose budget pays: a thread's is its parent's. */
  budgetChannelId: string
  /** The thread the conversation belongs to: where it was asked, or the one to be started under `target`. */
  threadId: string | null
  /** The part of the docs that answers come from first. */
  scope: string | undefined
  /** Only the person who asked sees the answer, and nobody's follow-up builds on it. */
  isPrivate: boolean
  /** The message that "Answer from the docs" was used on; the answer goes to a thread under it. */
  target: { id: string } | null
}

/** A turn of a conversation; its id is the interaction's, so that handing it over twice adds it once. */
export interface WindowTurn extends Turn {
  id: string
}

/** What the Durable Object offers over RPC. `ask:<interactionId>` answers one question, `thread:<threadId>` a conversation. */
export interface ConversationRpc {
  /** Stores the question and starts work on it at once; returns before the work is done. */
  ask(ask: Ask): Promise<void>
  /** Takes over a turn that was answered elsewhere, so that a follow-up in this thread sees it. */
  adopt(turn: WindowTurn): Promise<void>
}

/** The object that works on a question: the thread's when there is one, so that it sees the conversation so far. */
export function conversationName(ask: Pick<Ask, 'interactionId' | 'threadId'>): string {
  return ask.threadId === null ? `ask:${ask.interactionId}` : threadName(ask.threadId)
}

export function threadName(threadId: string): string {
  return `thread:${threadId}`
}
