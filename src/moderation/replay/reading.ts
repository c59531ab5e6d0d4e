import { PAGE_MESSAGES } from '../../discord/reading.ts'
import type { DiscordFailure } from '../../discord/result.ts'
import { compareIds, createdAt } from '../../discord/snowflake.ts'
import type { KeptMessage } from '../../storage/past-cases.ts'
import { factsOf, isWithheld, type MemberFacts, timeOf } from '../../watch/facts.ts'
import { NO_MEMBER } from '../../watch/members.ts'
import type { MessageFacts } from '../message.ts'
import type { ReplayDeps } from './deps.ts'
import type { Run, Source } from './run.ts'
import { afterPage } from './sources.ts'

export type PageRead =
  | { ok: true; source: Source; facts: MessageFacts[]; withheld: number }
  | { ok: false; failure: DiscordFailure }

/** The next page of a source; of one that Discord does not let Steward read, the end. */
export async function readPage(source: Source, run: Run, deps: ReplayDeps): Promise<PageRead> {
  const { since, until } = run.asked
  const isAsked = (facts: { createdAt: number }) => facts.createdAt >= since && facts.createdAt < until
  const { place } = source
  if (!place) {
    const kept = await deps.cases.keptAfter(source.cursor, since, PAGE_MESSAGES)
    const facts = kept
      .filter(({ channelId }) => run.scope === null || run.scope.includes(channelId))
      .map((message) => keptFacts(message, run, deps.config.community.guildId))
    const ids = kept.map(({ id }) => id)
    const next = afterPage(source, ids, kept.length < PAGE_MESSAGES, until)
    return { ok: true, source: next, facts: facts.filter(isAsked), withheld: 0 }
  }
  const page = await deps.discord.messagesAfter(place.id, source.cursor)
  if (!page.ok) {
    const { failure } = page
    if (failure.kind !== 'refused') return page
    return { ok: true, source: { ...source, isAtEnd: true, isBarred: true }, facts: [], withheld: 0 }
  }
  const { ids, messages } = page.value
  const facts = messages.flatMap(
    (message) => factsOf(message, place, deps.config.community.guildId, NO_MEMBER, source.exempt) ?? [],
  )
  return {
    ok: true,
    source: afterPage(source, ids, ids.length < PAGE_MESSAGES, until),
    facts: facts.filter(isAsked),
    withheld: messages.filter((message) => isWithheld(message, deps.botId)).length,
  }
}

export type MemberRead = { ok: true; member: MemberFacts | null } | { ok: false; failure: DiscordFailure }

/** Roles, and since when they are here, as of now; null for who has left. */
export async function readMember(id: string, deps: ReplayDeps): Promise<MemberRead> {
  const result = await deps.discord.member(deps.config.community.guildId, id)
  if (result.ok) {
    const { nick, joined_at, roles } = result.value
    return { ok: true, member: { nick: nick ?? null, joinedAt: timeOf(joined_at), roleIds: roles } }
  }
  const { failure } = result
  return failure.kind === 'refused' ? { ok: true, member: null } : { ok: false, failure }
}

/** A message as it is kept with a case: its files have no size there, and it has no embeds. */
function keptFacts(kept: KeptMessage, { sources }: Run, guildId: string): MessageFacts {
  const place = sources.find(({ id }) => id === kept.channelId)?.place
  return {
    id: kept.id,
    guildId,
    channelId: kept.channelId,
    channelName: place?.channelName ?? '',
    parentId: place?.parentId ?? null,
    author: {
      id: kept.authorId,
      username: kept.authorName,
      displayName: kept.authorName,
      accountCreatedAt: createdAt(kept.authorId),
      joinedAt: null,
      roleIds: [],
      isBot: false,
      isWebhook: false,
      isExempt: false,
    },
    content: kept.content,
    extraText: [],
    extraUrls: [],
    attachments: kept.filenames.map((filename) => ({ filename, size: 0, contentType: null, url: '' })),
    createdAt: createdAt(kept.id),
    editedAt: null,
    replyToId: null,
    hasReplies: false,
  }
}

/** Ids grow with time: what is not after the last one judged was judged, in another source. */
export function isJudgedAlready(id: string, lastId: string): boolean {
  return compareIds(id, lastId) <= 0
}
