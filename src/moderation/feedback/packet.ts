import type { JudgementRequest } from '../../llm/judgement.ts'
import type { Pseudonyms } from '../../privacy/pseudonyms.ts'
import { ATTRIBUTE_NAMES, type AttributeName, type KnownAttribute } from './attributes.ts'
import type { HistoryMessage } from './history.ts'
import { checkInstructions } from './instructions.ts'
import type { LingoEntry } from './lingo.ts'
import { type CheckAnswer, checkAnswer } from './questions.ts'
import { transcriptOf } from './transcript.ts'

const MAX_OUTPUT_TOKENS = 4_000

/** What is known of a member of the conversation. */
export interface MemberProfile {
  /** Epoch milliseconds; null when it is not known. */
  joinedAt: number | null
  attributes: Partial<Record<AttributeName, KnownAttribute>>
  /** Share of their flagged messages that moderators rejected; null without any. */
  falsePositiveHistory: number | null
}

export interface PacketInput {
  /** From `planHistory`. */
  messages: readonly HistoryMessage[]
  /** What is said of the part that did not fit. */
  summary: string | null
  /** By Discord id: of everybody who wrote one of the messages, or is spoken of in them. */
  profiles: ReadonlyMap<string, MemberProfile>
  lingo: readonly LingoEntry[]
  guidelines: string
  now: number
}

/** A check's one request to the model, and what leads back from its answer. */
export interface Packet {
  request: JudgementRequest<CheckAnswer>
  /** `m7` → the message. */
  messages: ReadonlyMap<string, HistoryMessage>
}

/** No name, id or alias of a member is in the request; what changes least stands first. */
export function contextPacket(input: PacketInput, pseudonyms: Pseudonyms): Packet {
  const { messages, summary, lingo, guidelines } = input
  const transcript = transcriptOf(messages, pseudonyms)
  const byId = new Map(messages.map((message) => [message.id, message]))
  const keyed = [...transcript.ids].flatMap(([key, id]) => {
    const message = byId.get(id)
    return message ? [[key, message] as const] : []
  })
  const piece = (label: string, text: string) => (text === '' ? [] : [{ label, text }])
  return {
    request: {
      system: checkInstructions(guidelines),
      data: [
        ...piece('known terms', lingo.map((entry) => termLine(entry, pseudonyms)).join('\n')),
        ...piece('members', memberLines(input, pseudonyms).join('\n')),
        ...piece('summary of what was said before', summary ?? ''),
        { label: 'conversation', text: transcript.text },
      ],
      schema: checkAnswer,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
    },
    messages: new Map(keyed),
  }
}

/** What a check is known by, as SHA-256 in hex: of what is the same for every check, and of everything. */
export async function digestsOf({
  system,
  data,
}: Pick<JudgementRequest<unknown>, 'system' | 'data'>): Promise<{
  promptHash: string
  contextDigest: string
}> {
  const [promptHash, contextDigest] = await Promise.all([
    sha256(system),
    sha256(JSON.stringify([system, data])),
  ])
  return { promptHash, contextDigest }
}

const sha256 = async (text: string): Promise<string> => {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const DAY_MS = 86_400_000

function memberLines({ messages, profiles, now }: PacketInput, pseudonyms: Pseudonyms): string[] {
  const authors = new Set(messages.map(({ authorId }) => authorId))
  const present = [...authors, ...[...profiles.keys()].filter((id) => !authors.has(id))]
  return present.flatMap((id) => {
    const token = pseudonyms.tokenOf(id)
    const profile = profiles.get(id)
    if (token === null || !profile) return []
    const known = ATTRIBUTE_NAMES.flatMap((name) => {
      const attribute = profile.attributes[name]
      return attribute ? [`${name} ${attribute.value.toFixed(1)}`] : []
    })
    const history =
      profile.falsePositiveHistory === null
        ? []
        : [`false_positive_history ${profile.falsePositiveHistory.toFixed(1)}`]
    return [[`${token}: ${membershipText(profile.joinedAt, now)}`, ...known, ...history].join(', ')]
  })
}

function membershipText(joinedAt: number | null, now: number): string {
  if (joinedAt === null) return 'member for an unknown time'
  const days = Math.max(0, Math.floor((now - joinedAt) / DAY_MS))
  if (days < 60) return `member for ${days} day${days === 1 ? '' : 's'}`
  return days < 730
    ? `member for ${Math.floor(days / 30)} months`
    : `member for ${Math.floor(days / 365)} years`
}

/** Moderators wrote it and may have named somebody. */
function termLine({ term, definition }: LingoEntry, pseudonyms: Pseudonyms): string {
  return `${pseudonyms.hide(term)}: ${pseudonyms.hide(definition)}`.replace(/\s+/g, ' ')
}
