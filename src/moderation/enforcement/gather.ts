import type { ReadGuild, ReadMember, ReadMessage } from '../../discord/moderating.ts'
import { PERMISSION } from '../../discord/permissions.ts'
import { DISCORD_CODE, type DiscordFailure, type DiscordResult } from '../../discord/result.ts'
import { countStrikes } from '../../storage/strikes.ts'
import type { Decision } from '../decision.ts'
import type { EnforcementDeps } from './deps.ts'
import { asksFor, type MessagePlace } from './effect.ts'
import type { EnforcementFacts, FoundMessage, MemberFacts, SelfFacts } from './facts.ts'

/** More than any incident of honest members has; of longer floods the first ones are evidence enough. */
export const MAX_READ_MESSAGES = 20
/** As good as above everybody: when Discord does not say, it is left to Discord to refuse. */
const UNKNOWN_POSITION = Number.MAX_SAFE_INTEGER

export type Gathered = { ok: true; facts: EnforcementFacts } | { ok: false; failure: DiscordFailure }

/** Reads what planning needs. A failure that may pass is returned; a refusal becomes what is known without it. */
export async function gatherFacts(
  decision: Decision,
  known: readonly FoundMessage[],
  deps: EnforcementDeps,
): Promise<Gathered> {
  const { discord, db, now } = deps
  const messages = await readMessages(decision, known, deps)
  if (!messages.ok) return messages
  const guild = await discord.readGuild()
  if (isPassing(guild)) return guild
  const me = await discord.readSelf()
  if (isPassing(me)) return me
  const self = me.ok ? await discord.readMember(me.value.id) : me
  if (isPassing(self)) return self
  const member = await discord.readMember(decision.authorId)
  if (isPassing(member)) return member
  const selfId = me.ok ? me.value.id : ''
  return {
    ok: true,
    facts: {
      messages: messages.value,
      member: memberFacts(member, guild, decision.authorId),
      self: selfFacts(selfId, self, guild),
      strikes: await countStrikes(db, decision.authorId, decision.id, now()),
      places: await deps.places(),
    },
  }
}

async function readMessages(
  decision: Decision,
  known: readonly FoundMessage[],
  { discord }: EnforcementDeps,
): Promise<DiscordResult<FoundMessage[]>> {
  const found: FoundMessage[] = []
  // A post is copied as it stands now, or not at all when its author took it back.
  const isMove = asksFor(decision, 'move')
  for (const place of decision.messages.slice(0, MAX_READ_MESSAGES)) {
    const already = isMove ? undefined : known.find(({ id }) => id === place.id)
    if (already) found.push(already)
    else {
      const result = await discord.readMessage(place.channelId, place.id)
      if (isPassing(result)) return result
      // Whoever reports says whose message it is; what somebody else wrote is no evidence against this member.
      if (result.ok && result.value.author.id === decision.authorId)
        found.push(foundMessage(result.value, place))
    }
  }
  return { ok: true, value: found }
}

function foundMessage(message: ReadMessage, { channelId }: MessagePlace): FoundMessage {
  return {
    id: message.id,
    channelId,
    content: message.content,
    authorName: message.author.global_name ?? message.author.username,
    attachments: message.attachments.map(({ filename, url }) => ({ filename, url })),
    createdAt: Date.parse(message.timestamp),
  }
}

function isPassing<T>(result: DiscordResult<T>): result is { ok: false; failure: DiscordFailure } {
  return !result.ok && result.failure.kind !== 'refused'
}

function memberFacts(
  member: DiscordResult<ReadMember>,
  guild: DiscordResult<ReadGuild>,
  id: string,
): MemberFacts | null {
  if (!member.ok) {
    const { failure } = member
    const { unknownMember, unknownUser } = DISCORD_CODE
    const hasLeft =
      failure.kind === 'refused' && (failure.code === unknownMember || failure.code === unknownUser)
    return hasLeft ? null : { isOwner: false, isAdministrator: false, position: -1, timedOutUntil: null }
  }
  const { permissions, position } = rank(member.value, guild)
  const until = member.value.communication_disabled_until
  return {
    isOwner: guild.ok && guild.value.owner_id === id,
    isAdministrator: (permissions & PERMISSION.ADMINISTRATOR) !== 0n,
    position,
    timedOutUntil: until ? Date.parse(until) : null,
  }
}

function selfFacts(id: string, self: DiscordResult<ReadMember>, guild: DiscordResult<ReadGuild>): SelfFacts {
  if (!self.ok || !guild.ok)
    return { id, permissions: String(PERMISSION.ADMINISTRATOR), position: UNKNOWN_POSITION }
  const { permissions, position } = rank(self.value, guild)
  return {
    id,
    permissions: String(permissions),
    position: guild.value.owner_id === id ? UNKNOWN_POSITION : position,
  }
}

/** The highest role's position, and the permissions of all roles together; the guild's own id is everybody's role. */
function rank(
  { roles }: ReadMember,
  guild: DiscordResult<ReadGuild>,
): { permissions: bigint; position: number } {
  if (!guild.ok) return { permissions: 0n, position: 0 }
  const held = guild.value.roles.filter(({ id }) => roles.includes(id) || id === guild.value.id)
  return {
    permissions: held.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n),
    position: Math.max(0, ...held.map(({ position }) => position)),
  }
}
