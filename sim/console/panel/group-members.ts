import type { Member, Snapshot } from '../../protocol.ts'

export interface MemberGroup {
  readonly name: string
  readonly members: readonly Member[]
  readonly isBanned: boolean
}

/**
 * Online members under their highest hoisted role, the others under Online and Offline, and whoever is banned at the end.
 * Roles come highest first.
 */
export function groupMembers(snapshot: Snapshot): MemberGroup[] {
  const byName = [...snapshot.members].sort((a, b) => a.name.localeCompare(b.name))
  const hoisted = snapshot.roles.filter((role) => role.hoist)
  const groupOf = (member: Member) =>
    member.online ? (hoisted.find((role) => member.roleIds.includes(role.id))?.name ?? 'Online') : 'Offline'
  const names = [...new Set([...hoisted.map((role) => role.name), 'Online', 'Offline'])]
  return [
    ...names.map((name) => ({
      name,
      members: byName.filter((member) => groupOf(member) === name),
      isBanned: false,
    })),
    { name: 'Banned', members: snapshot.banned, isBanned: true },
  ].filter((group) => group.members.length > 0)
}
