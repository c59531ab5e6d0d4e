/** A member's message as a check reads it. `text` is what was written, names and all; it is made pseudonymous later. */
export interface HistoryMessage {
  id: string
  authorId: string
  text: string
  /** Epoch milliseconds. */
  createdAt: number
  replyToId: string | null
  /** Not judged yet, or to be judged again; everything else is there to be understood. */
  isToJudge: boolean
}

/** Discord's longest message; the end counts as much as the beginning, so none is cut. */
export const MAX_MESSAGE_CHARS = 4_000
/** Some 8,000 tokens: what does not fit is judged by the next check. A single message always fits. */
const MAX_JUDGED_CHARS = 32_000
/** Some 6,000 tokens of context. Above it, and above `historyMessages`, the oldest is summarised. */
const MAX_CONTEXT_CHARS = 24_000
/** What was said longer before belongs to another conversation and needs no summary. */
const SAME_CONVERSATION_MS = 3_600_000

export interface HistoryPlan {
  /** What the model reads, oldest first. */
  kept: HistoryMessage[]
  /** Older than that, and of the same conversation: to be summarised. Empty unless the history overflows. */
  overflow: HistoryMessage[]
  /** To be judged, but by the next check. */
  later: HistoryMessage[]
}

/** What of a channel's messages (oldest first) goes into one check, at most `historyMessages` of them. */
export function planHistory(messages: readonly HistoryMessage[], historyMessages: number): HistoryPlan {
  const sizeOf = ({ text }: HistoryMessage) => Math.min(text.length, MAX_MESSAGE_CHARS)
  const judged: HistoryMessage[] = []
  const later: HistoryMessage[] = []
  let judgedChars = 0
  for (const message of messages.filter(({ isToJudge }) => isToJudge)) {
    judgedChars += sizeOf(message)
    const fits = later.length === 0 && judgedChars <= MAX_JUDGED_CHARS && judged.length < historyMessages
    if (judged.length === 0 || fits) judged.push(message)
    else later.push(message)
  }
  const taken = new Set<HistoryMessage>(judged)
  let room = MAX_CONTEXT_CHARS
  const overflow: HistoryMessage[] = []
  for (const message of messages.toReversed()) {
    if (message.isToJudge) continue
    room -= sizeOf(message)
    if (overflow.length === 0 && room >= 0 && taken.size < historyMessages) taken.add(message)
    else overflow.unshift(message)
  }
  const kept = messages.filter((message) => taken.has(message))
  return { kept, overflow: sameConversation(overflow, kept[0]), later }
}

/** The last of `older` that no long silence separates from what follows. */
function sameConversation(
  older: readonly HistoryMessage[],
  first: HistoryMessage | undefined,
): HistoryMessage[] {
  let next = first
  let from = older.length
  while (next && from > 0) {
    const before = older[from - 1]
    if (!before || next.createdAt - before.createdAt > SAME_CONVERSATION_MS) break
    next = before
    from -= 1
  }
  return older.slice(from)
}
