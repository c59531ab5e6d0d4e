import { useDirectory } from '../state/directory.ts'
import { RoleColour } from './RoleColour.tsx'

export function RoleList({ roleIds }: { roleIds: readonly string[] }) {
  const { role } = useDirectory()
  const roles = roleIds.flatMap((id) => role(id) ?? [])
  if (roles.length === 0) return <span>no roles</span>
  return (
    <span class="role-list">
      {roles.map(({ id, name, colour }) => (
        <RoleColour key={id} colour={colour} class="role">
          {name}
        </RoleColour>
      ))}
    </span>
  )
}
