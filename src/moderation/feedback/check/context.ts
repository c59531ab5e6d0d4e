import { isAfter } from '../../../discord/snowflake.ts'
import { prefixesIn } from '../../../privacy/aliases.ts'
import { anonIdOf } from '../../../privacy/pseudonym.ts'
import { createPseudonyms, type Pseudonyms } from '../../../privacy/pseudonyms.ts'
import { attributesOf } from '../../../storage/attributes.ts'
import { exchangesAmong } from '../../../storage/exchanges.ts'
import { lingoEntries } from '../../../storage/lingo.ts'
import { type KnownMember, namedMembers, rememberMembers } from '../../../storage/members.ts'
import { ratingHistory } from '../../../storage/reviews.ts'
import { textOf } from '../../../watch/feedback.ts'
import { isJudged } from '../../../watch/judging.ts'
import type { MessageFacts } from '../../message.ts'
import { ATTRIBUTE_NAMES, attributeNow, falsePositiveHistory } from '../attributes.ts'
import { type HistoryMessage, type HistoryPlan, planHistory } from '../history.ts'
import { lingoIn } from '../lingo.ts'
import { contextPacket, type MemberProfile, type Packet } from '../packet.ts'
import type { KnownPeople } from '../statistics.ts'
import type { CheckDeps } from './deps.ts'
import type { CheckOrder } from './order.ts'

/** All that a check knows of a conversation. Made again from the same order, it is the same. */
export interface CheckContext {
  plan: HistoryPlan
  pseudonyms: Pseudonyms
  members: readonly KnownMember[]
  people: KnownPeople
  packet(summary: string | null): Packet
}

/** What the model reads of an order's messages. Pictures and files are named as such: they are what is shown around. */
export function historyOf({
  messages,
  judgeAfter,
}: Pick<CheckOrder, 'messages' | 'judgeAfter'>): HistoryMessage[] {
  return messages.map((message) => ({
    id: message.id,
    authorId: message.author.id,
    text: [textOf(message), ...message.attachments.map(fileMark)].filter(Boolean).join(' '),
    createdAt: message.createdAt,
    replyToId: message.replyToId,
    isToJudge:
      isJudged(message) && textOf(message) !== '' && (judgeAfter === null || isAfter(message.id, judgeAfter)),
  }))
}

const fileMark = ({ contentType }: MessageFacts['attachments'][number]): string =>
  contentType?.startsWith('image/') ? '[picture]' : '[file]'

export async function contextOf(
  order: CheckOrder,
  { db, policy, now }: Pick<CheckDeps, 'db' | 'policy' | 'now'>,
): Promise<CheckContext> {
  const at = now()
  const authors = new Map(order.messages.map(({ author }) => [author.id, author]))
  await rememberMembers(
    db,
    [...authors.values()].map(({ id, username, displayName, joinedAt }) => ({
      discordId: id,
      joinedAt,
      names: [
        { name: username, source: 'username' as const },
        { name: displayName, source: 'display_name' as const },
      ],
    })),
    at,
  )
  const history = historyOf(order)
  const texts = history.map(({ text }) => text)
  const members = await namedMembers(db, [...authors.keys()], prefixesIn(texts.join('\n')))
  const pseudonyms = createPseudonyms(members)
  const present = presentIn(texts, [...authors.keys()], pseudonyms)
  const ids = [...present]
  const known = new Map(members.map((member) => [member.discordId, member]))
  const anonIds = ids.flatMap((id) => known.get(id)?.anonId ?? [])
  const [attributes, ratings, exchanges, entries] = await Promise.all([
    attributesOf(db, ids),
    ratingHistory(db, anonIds),
    exchangesAmong(db, ids, at, policy.attributeHalfLifeDays),
    policy.maxLingoEntries > 0 ? lingoEntries(db) : [],
  ])
  const profiles = new Map(
    ids.flatMap((id): [string, MemberProfile][] => {
      const member = known.get(id)
      if (!member) return []
      const stored = attributes.get(id) ?? {}
      const now = ATTRIBUTE_NAMES.flatMap((name) => {
        const value = attributeNow(stored[name] ?? null, at, policy.attributeHalfLifeDays)
        return value ? [[name, value] as const] : []
      })
      const rating = ratings.get(member.anonId)
      return [
        [
          id,
          {
            joinedAt: member.joinedAt,
            attributes: Object.fromEntries(now),
            falsePositiveHistory: rating ? falsePositiveHistory(rating) : null,
          },
        ],
      ]
    }),
  )
  const plan = planHistory(history, policy.historyMessages)
  const lingo = lingoIn(texts, entries, policy.maxLingoEntries)
  return {
    plan,
    pseudonyms,
    members,
    people: { profiles, exchanges },
    packet: (summary) =>
      contextPacket(
        { messages: plan.kept, summary, profiles, lingo, guidelines: policy.guidelines, now: at },
        pseudonyms,
      ),
  }
}

/** Who writes, and who is spoken of. */
function presentIn(
  texts: readonly string[],
  authors: readonly string[],
  pseudonyms: Pseudonyms,
): Set<string> {
  const spokenOf = texts.flatMap((text) =>
    [...pseudonyms.hide(text).matchAll(/\bUSER_\d+\b/g)].flatMap(([token]) =>
      anonIdOf(token) === null ? [] : (pseudonyms.memberOf(token) ?? []),
    ),
  )
  return new Set([...authors, ...spokenOf])
}
