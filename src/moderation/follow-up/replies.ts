import type { MessageJson } from '../../discord/message-json.ts'
import type { DiscordFailure } from '../../discord/result.ts'
import { compareIds } from '../../discord/snowflake.ts'
import type { FollowUp } from '../../storage/follow-ups.ts'
import { type LingoQuestion, listeningQuestions, takeAnswers } from '../../storage/lingo-questions.ts'
import { exemptInGuild } from '../../watch/exempt.ts'
import { DONE, type FollowedUp, type FollowUpDeps } from './deps.ts'
import { failed } from './question.ts'
import { ANSWERS_SETTLE_MS, LISTEN_MS, nextReading } from './timing.ts'

/** A page that is full has more behind it. */
const PAGE = 100
/** Discord's type of a reference that forwards a message instead of replying to it. */
const FORWARD = 1
/** Each author is one request; an invocation of the Free plan has 50. */
const MAX_AUTHORS = 10

interface Reply {
  question: LingoQuestion
  messageId: string
  authorId: string
  text: string
}

/** Which messages answer a question: plain replies of people to its card. */
function repliesTo(questions: readonly LingoQuestion[], messages: readonly MessageJson[]): Reply[] {
  const byCard = new Map(questions.map((question) => [question.card?.messageId ?? '', question]))
  return messages.flatMap((message) => {
    const { message_reference: reference, author, webhook_id: webhook } = message
    const question =
      reference && reference.type !== FORWARD ? byCard.get(reference.message_id ?? '') : undefined
    const text = message.content.trim()
    if (!question || author.bot || webhook || text === '') return []
    // Read before, for a question that was asked earlier than another one in the same channel.
    if (question.readUntil !== null && compareIds(message.id, question.readUntil) <= 0) return []
    return [{ question, messageId: message.id, authorId: author.id, text }]
  })
}

/** From where on a channel is read: after the oldest that is not read for some question. */
function readFrom(questions: readonly LingoQuestion[]): string | null {
  const from = questions.flatMap(({ readUntil, card }) => readUntil ?? card?.messageId ?? [])
  return from.toSorted(compareIds)[0] ?? null
}

/** Reads one page of a moderators' channel for replies to questions. Only moderators' replies count. */
export async function readReplies({ subject: channelId }: FollowUp, deps: FollowUpDeps): Promise<FollowedUp> {
  const { db, discord, now } = deps
  const questions = await listeningQuestions(db, channelId, now() - LISTEN_MS)
  const from = readFrom(questions)
  if (from === null) return DONE
  const page = await discord.messagesAfter(channelId, from)
  if (!page.ok) return failed(page.failure)
  const replies = repliesTo(questions, page.value.messages)
  const authors = await moderatorsAmong([...new Set(replies.map(({ authorId }) => authorId))], deps)
  if (!authors.ok) return failed(authors.failure)
  const until = page.value.ids.at(-1)
  if (until !== undefined) {
    await takeAnswers(
      db,
      replies
        .filter(({ authorId }) => authors.ids.has(authorId))
        .map(({ question, messageId, authorId, text }) => ({
          questionId: question.id,
          source: { sourceId: messageId, term: question.term, text, moderatorId: authorId },
        })),
      { channelId, until },
      now(),
      now() + ANSWERS_SETTLE_MS,
    )
  }
  if (page.value.ids.length === PAGE) return { kind: 'again', at: now() }
  const newest = Math.max(...questions.map(({ askedAt, resolvedAt }) => Math.max(askedAt, resolvedAt ?? 0)))
  return { kind: 'again', at: nextReading(newest, now()) }
}

type Moderators = { ok: true; ids: ReadonlySet<string> } | { ok: false; failure: DiscordFailure }

/** Who of them holds a moderator's permission now: seeing the channel alone makes nobody one. */
async function moderatorsAmong(
  authorIds: readonly string[],
  { discord, guildId }: FollowUpDeps,
): Promise<Moderators> {
  const ids = new Set<string>()
  if (authorIds.length === 0) return { ok: true, ids }
  const guild = await discord.guild(guildId)
  if (!guild.ok) return guild
  const { roleIds, memberIds } = exemptInGuild(
    { ownerId: guild.value.owner_id, roles: guild.value.roles },
    guildId,
    [],
  )
  for (const id of authorIds.slice(0, MAX_AUTHORS)) {
    if (memberIds.includes(id)) {
      ids.add(id)
      continue
    }
    const member = await discord.member(guildId, id)
    if (member.ok) {
      if (member.value.roles.some((role) => roleIds.includes(role))) ids.add(id)
    } else if (!(member.failure.kind === 'refused' && member.failure.status === 404)) return member
  }
  return { ok: true, ids }
}
