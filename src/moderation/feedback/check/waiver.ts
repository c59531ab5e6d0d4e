import type { CheckDeps } from './deps.ts'

/**
 * Whether a member welcomes any feedback, by a role they have now. Asks Discord only where there are such roles, and once
 * a member. Rejects when Discord does not answer: the run is then done again, for a wrong reaction is public.
 */
export function waiverOf({
  policy: { waiverRoles },
  discord,
  guildId,
}: Pick<CheckDeps, 'policy' | 'discord' | 'guildId'>): (memberId: string) => Promise<boolean> {
  let roleIds: Promise<string[]> | null = null
  const known = new Map<string, boolean>()
  const findRoles = async (): Promise<string[]> => {
    const guild = await discord.guild(guildId)
    if (!guild.ok) throw new Error(`the list of roles: ${guild.failure.kind}`)
    return guild.value.roles
      .filter(({ id, name }) => id !== guildId && (waiverRoles.includes(id) || waiverRoles.includes(name)))
      .map(({ id }) => id)
  }
  return async (memberId) => {
    if (waiverRoles.length === 0) return false
    const before = known.get(memberId)
    if (before !== undefined) return before
    roleIds ??= findRoles()
    const wanted = await roleIds
    const member = await discord.member(guildId, memberId)
    const hasLeft = !member.ok && member.failure.kind === 'refused' && member.failure.status === 404
    if (!member.ok && !hasLeft) throw new Error(`a member: ${member.failure.kind}`)
    const isWaiver = member.ok && member.value.roles.some((role) => wanted.includes(role))
    known.set(memberId, isWaiver)
    return isWaiver
  }
}
