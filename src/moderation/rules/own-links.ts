import type { ModerationPolicy } from '../policy.ts'
import type { ReadMessage } from '../reading.ts'
import { DISCORD_MEDIA_HOSTS, matchesHost } from '../text/hosts.ts'
import type { Link } from '../text/links.ts'

/** The guild's own places and invites, allow-listed hosts, and what Discord itself holds. Another server's invite is none of them. */
export function isOwnLink(
  link: Link,
  guildId: string,
  { allowedHosts, ownInvites }: ModerationPolicy,
): boolean {
  if (link.invite !== null) {
    return ownInvites.includes(link.invite) || allowedHosts.includes('discord.gg')
  }
  const { host, path } = link
  if (/^(?:\w+\.)?discord(?:app)?\.com$/.test(host) && path.startsWith(`/channels/${guildId}`)) return true
  return [...allowedHosts, ...DISCORD_MEDIA_HOSTS].some((pattern) => matchesHost(host, pattern))
}

/** A message's links that lead out of the community. */
export function foreignLinks({ facts, links }: ReadMessage, policy: ModerationPolicy): Link[] {
  return links.filter((link) => !isOwnLink(link, facts.guildId, policy))
}
