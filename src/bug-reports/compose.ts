import { isThreadType } from '../discord/channel.ts'
import type { MessageJson } from '../discord/message-json.ts'
import type { DiscordResult } from '../discord/result.ts'
import { prefixesIn } from '../privacy/aliases.ts'
import { createPseudonyms, type NamedMember } from '../privacy/pseudonyms.ts'
import type { BugReportDeps } from './deps.ts'
import { commentText, issueText } from './issue-text.ts'
import { hidingBut } from './kept-links.ts'
import { decidingChannel, isOpenToAll, quotable, quoteOf } from './quoting.ts'
import type { Answers, Report, ReportPlace } from './report.ts'

/** So many members are asked for the name they have in this server. */
const MAX_NICKNAMES = 12

/** The issue's text, with the thread in it where that may be shown. Rejects when our own database does not answer. */
export async function compose(
  report: Report,
  answers: Answers,
  deps: BugReportDeps,
): Promise<{ title: string; body: string }> {
  const { guildId, policy, community, webUrl } = deps
  const read = policy.quoteThread ? await readConversation(report.place, deps) : null
  const messages = read?.messages ?? []
  const pseudonyms = createPseudonyms(await membersIn(report, answers, messages, deps))
  const tokenOf = (id: string) => pseudonyms.tokenOf(id)
  const hide = hidingBut(pseudonyms, { ...community, webUrl, repositories: policy.repositories })
  const facts = {
    answers,
    hide,
    reporter: tokenOf(report.reporterId) ?? 'a member',
    link: placeLink(guildId, report.place),
    thread: read && { isWhole: read.isWhole, messages: messages.map((message) => quoteOf(message, tokenOf)) },
    isSearched: report.isSearched,
    marker: report.marker,
  }
  return report.joining ? commentText(facts) : issueText(facts)
}

function placeLink(guildId: string, { channelId, messageId }: ReportPlace): string {
  return `https://discord.com/channels/${guildId}/${channelId}${messageId ? `/${messageId}` : ''}`
}

/** Null where nothing may be shown, or Discord does not give it: a report is not held up by that. */
async function readConversation(
  place: ReportPlace,
  deps: Pick<BugReportDeps, 'discord' | 'guildId'>,
): Promise<{ messages: MessageJson[]; isWhole: boolean } | null> {
  if (!(await isPublicPlace(place, deps))) return null
  const { discord } = deps
  if (!isThreadType(place.type)) {
    const message = place.messageId && given(await discord.message(place.channelId, place.messageId))
    return message ? quotable([message], true) : null
  }
  const [opening, page] = await Promise.all([
    openingMessage(place, deps),
    discord.messagesAfter(place.channelId, '0').then(given),
  ])
  if (!page) return opening && quotable([opening], false)
  const rest = page.messages.filter(({ id }) => id !== opening?.id)
  return quotable(opening ? [opening, ...rest] : rest, page.ids.length < 100)
}

/** What a thread was started from; a forum's is in the thread itself. */
export async function openingMessage(
  { channelId, parentId }: Pick<ReportPlace, 'channelId' | 'parentId'>,
  { discord }: { discord: Pick<BugReportDeps['discord'], 'message'> },
): Promise<MessageJson | null> {
  const [above, within] = await Promise.all([
    parentId ? discord.message(parentId, channelId).then(given) : null,
    discord.message(channelId, channelId).then(given),
  ])
  return above ?? within
}

export async function isPublicPlace(
  place: Pick<ReportPlace, 'channelId' | 'type' | 'parentId'>,
  { discord, guildId }: { discord: Pick<BugReportDeps['discord'], 'channel' | 'guild'>; guildId: string },
): Promise<boolean> {
  const [channel, guild] = await Promise.all([
    discord.channel(decidingChannel(place)).then(given),
    discord.guild(guildId).then(given),
  ])
  return isOpenToAll(place.type, channel, guild, guildId)
}

/** Numbered for this report alone, the reporter first: nobody can be followed from one issue to the next. */
async function membersIn(
  { reporterId }: Report,
  answers: Answers,
  messages: readonly MessageJson[],
  { discord, guildId, namedMembers }: BugReportDeps,
): Promise<NamedMember[]> {
  const seen = new Map<string, Set<string>>([[reporterId, new Set()]])
  const see = (id: string, ...names: (string | null | undefined)[]) => {
    const known = seen.get(id) ?? new Set()
    for (const name of names) if (name) known.add(name)
    seen.set(id, known)
  }
  for (const { author } of messages) see(author.id, author.username, author.global_name)
  const present = [...seen.keys()]
  for (const mention of messages.flatMap(({ mentions }) => mentions ?? []))
    if (mention) see(mention.id, mention.username, mention.global_name)
  const nicknamed = await Promise.all(
    present
      .slice(0, MAX_NICKNAMES)
      .map(async (id) => [id, given(await discord.member(guildId, id))] as const),
  )
  for (const [id, member] of nicknamed)
    see(id, member?.nick, member?.user?.username, member?.user?.global_name)
  const texts = [...Object.values(answers), ...messages.map(({ content }) => content)].join('\n')
  for (const { discordId, names } of await namedMembers([...seen.keys()], prefixesIn(texts)))
    see(discordId, ...names)
  return [...seen].map(([discordId, names], index) => ({ discordId, anonId: index + 1, names: [...names] }))
}

function given<T>(result: DiscordResult<T>): T | null {
  return result.ok ? result.value : null
}
