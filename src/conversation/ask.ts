import type { Turn } from '../llm/model.ts'

/** Longer questions are usually pasted logs; what fits is what the search can use. */
export const MAX_QUESTION_CHARS = 1000

/** How a question came, and so where its answer may be shown. */
export type Origin =
  /** A command: its reply can be edited with the token for 15 minutes. */
  | { kind: 'interaction'; applicationId: string; token: string }
  /** A message in a watched channel; the answer is a message too. */
  | { kind: 'message'; why: 'unanswered' | 'follow_up' | 'addressed' }

/** A member's question on its way to an answer. */
export interface Ask {
  /** The idempotency key, an interaction's or a message's id: the same twice is one question. */
  id: string
  origin: Origin
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
  /** The message that is the question; the answer goes to a thread under it. Null for `/ask`. */
  target: { id: string } | null
}

/** A turn of a conversation; its id is the question's, so that handing it over twice adds it once. */
export interface WindowTurn extends Turn {
  id: string
}

/** What the Durable Object offers over RPC. `ask:<id>` answers one question, `thread:<threadId>` a conversation. */
export interface ConversationRpc {
  /** Stores the question and starts work on it at once; returns before the work is done. */
  ask(ask: Ask): Promise<void>
  /** Takes over a turn that was answered elsewhere, so that a follow-up in this thread sees it. */
  adopt(turn: WindowTurn): Promise<void>
}

/** Nobody asked Steward: with nothing to say from the docs it says nothing. */
export function isUnasked({ origin }: Pick<Ask, 'origin'>): boolean {
  return origin.kind === 'message' && origin.why !== 'addressed'
}

/** The object that works on a question: the thread's when there is one, so that it sees the conversation so far. */
export function conversationName(ask: Pick<Ask, 'id' | 'threadId'>): string {
  return ask.threadId === null ? `ask:${ask.id}` : threadName(ask.threadId)
}

export function threadName(threadId: string): string {
  return `thread:${threadId}`
}
