import type { HistoryMessage } from '../../src/moderation/feedback/history.ts'
import { contextPacket, type MemberProfile, type Packet } from '../../src/moderation/feedback/packet.ts'
import { createPseudonyms, type Pseudonyms } from '../../src/privacy/pseudonyms.ts'

/** When conversations of files take place: they have no time of their own. */
export const NOW = Date.UTC(2026, 10, 20, 12)
const GUIDELINES = 'Feedback is welcome when it was asked for, or when it helps.'
export const memberId = (n: number): string => `1100000000000002${String(n).padStart(3, '0')}`
export const messageId = (n: number): string => `1400000000000000${String(n).padStart(3, '0')}`

export interface Conversation {
  messages: HistoryMessage[]
  pseudonyms: Pseudonyms
  packet: Packet
}

/** `['kestrel', 'text']` a message, ten seconds apart; all are to be judged. Members are USER_1… in order of appearance. */
export function conversation(
  lines: readonly (readonly [handle: string, text: string])[],
  {
    profiles = new Map<string, MemberProfile>(),
    lingo = [] as { term: string; definition: string }[],
    guidelines = GUIDELINES,
  } = {},
): Conversation {
  const handles = [...new Set(lines.map(([handle]) => handle))]
  const pseudonyms = createPseudonyms(
    handles.map((handle, index) => ({ discordId: memberId(index + 1), anonId: index + 1, names: [handle] })),
  )
  const messages = lines.map(
    ([handle, text], index): HistoryMessage => ({
      id: messageId(index + 1),
      authorId: memberId(handles.indexOf(handle) + 1),
      text,
      createdAt: NOW - (lines.length - index) * 10_000,
      replyToId: null,
      isToJudge: true,
    }),
  )
  const input = { messages, summary: null, profiles, lingo, guidelines, now: NOW }
  return { messages, pseudonyms, packet: contextPacket(input, pseudonyms) }
}
