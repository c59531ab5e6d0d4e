import type { CustomIdEncoder } from '../answer/compose.ts'
import type { Budget } from '../budget/port.ts'
import type { Config } from '../config/schema.ts'
import type { MessageCalls } from '../discord/messages.ts'
import type { Log } from '../http/log.ts'
import type { Retriever, Section } from '../knowledge/section.ts'
import type { LanguageModel } from '../llm/model.ts'
import type { Price } from '../llm/prices.ts'
import type { UsageRow } from '../storage/usage.ts'
import type { WindowTurn } from './ask.ts'

/** What a conversation uses of the rest of Steward. */
export interface ConversationDeps {
  config: Pick<Config, 'community' | 'persona' | 'model' | 'retrieval' | 'retention'>
  retriever: Retriever
  /** The best part of a section for a question, as Markdown with its code blocks whole. */
  quote: (section: Section, question: string, chars: number) => string
  /** Null: no usable model is configured, and answers quote the docs. */
  model: { port: LanguageModel; price: Price } | null
  budget: Pick<Budget, 'reserve' | 'settle'>
  discord: Pick<MessageCalls, 'editOriginal' | 'createMessage' | 'editMessage' | 'startThread'>
  customId: CustomIdEncoder
  /** Idempotent by `answerId`. */
  usage: { record(row: UsageRow): Promise<void> }
  /** Hands a turn to the object of a thread. */
  adopt: (threadId: string, turn: WindowTurn) => Promise<void>
  log: Log
  now: () => number
  /** A random text of hexadecimal digits, `bytes` × 2 long. */
  randomHex: (bytes: number) => string
}
