import type { Config } from '../../config/schema.ts'
import type { encodeCustomId } from '../../discord/custom-id.ts'
import type { MessageCalls } from '../../discord/messages.ts'
import type { ReadingCalls } from '../../discord/reading.ts'
import type { Log } from '../../http/log.ts'
import type { KeptMessage, PastCase } from '../../storage/past-cases.ts'
import type { MessageFacts } from '../message.ts'
import type { ModerationPolicy } from '../policy.ts'
import type { Recent } from './judging.ts'
import type { Run } from './run.ts'
import type { Buffers } from './sources.ts'

/** What a replay uses. It acts on nobody: of messages it posts and edits its own. */
export interface ReplayDeps {
  config: Config
  policy: ModerationPolicy
  /** Steward's own user. */
  botId: string
  discord: Pick<ReadingCalls, 'channels' | 'activeThreads' | 'guild' | 'member' | 'messagesAfter'> &
    Pick<MessageCalls, 'createMessage' | 'editMessage' | 'editOriginal'>
  cases: {
    since(time: number): Promise<PastCase[]>
    keptAfter(messageId: string, since: number, limit: number): Promise<KeptMessage[]>
  }
  customId: typeof encodeCustomId
  store: ReplayStore
  now: () => number
  log: Log
}

export interface Stop {
  runId: string
  by: string
}

/** What a run keeps. */
export interface ReplayStore {
  load(): Run | null
  /** In one step with what was read and not judged (of the sources named) and what is compared with. */
  save(run: Run, texts?: { buffers: Buffers; recent: Recent }): void
  buffer(sourceId: string): MessageFacts[]
  recent(): Recent
  stop(): Stop | null
  saveStop(stop: Stop): void
  /** The words that were read. */
  forgetTexts(): void
  forgetAll(): void
}
