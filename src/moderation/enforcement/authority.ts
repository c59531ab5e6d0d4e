import { isAllowed, type PermissionName } from '../../discord/permissions.ts'
import type { EnforcementFacts } from './facts.ts'

/** Whether Discord would let Steward act on the member; if not, the reason as the card says it. */
export type Authority = { ok: true } | { ok: false; why: string }

/**
 * Discord's hierarchy: nobody acts on the owner, on an administrator with a timeout, or on whose highest role is not below
 * one's own. https://discord.com/developers/docs/topics/permissions#permission-hierarchy
 */
export function authorityOver(
  { member, self }: Pick<EnforcementFacts, 'member' | 'self'>,
  act: 'timeout' | 'ban',
): Authority {
  const needed: PermissionName = act === 'timeout' ? 'MODERATE_MEMBERS' : 'BAN_MEMBERS'
  if (!isAllowed(BigInt(self.permissions), needed)) {
    return no(`I do not have the permission “${needed.toLowerCase().replaceAll('_', ' ')}”`)
  }
  if (!member) return { ok: true }
  if (member.isOwner) return no('they own the server')
  if (act === 'timeout' && member.isAdministrator) return no('Discord lets nobody time out an administrator')
  if (member.position >= self.position) return no('my role is below theirs')
  return { ok: true }
}

function no(why: string): Authority {
  return { ok: false, why }
}
