import { RoleColour } from '../layout/RoleColour.tsx'
import { useActions } from '../state/actions.ts'
import { placeLabel, useDirectory } from '../state/directory.ts'

export function UserMention({ id }: { id: string }) {
  const directory = useDirectory()
  const name = directory.member(id)?.name ?? 'unknown-user'
  const isViewer = directory.snapshot.viewerId === id
  return <span class={`mention${isViewer ? ' me' : ''}`}>@{name}</span>
}

export function RoleMention({ id }: { id: string }) {
  const role = useDirectory().role(id)
  return (
    <RoleColour colour={role?.colour ?? null} class="mention">
      @{role?.name ?? 'unknown-role'}
    </RoleColour>
  )
}

export function ChannelMention({ id }: { id: string }) {
  const place = useDirectory().place(id)
  const { open } = useActions()
  if (place === undefined) return <span class="mention">#No Access</span>
  return (
    <button type="button" class="mention" onClick={() => open(id)}>
      {placeLabel(place)}
    </button>
  )
}

/** `</ask:1>`: pressing it starts that command in the open channel. */
export function CommandMention({ name }: { name: string }) {
  const { startCommand } = useActions()
  return (
    <button type="button" class="mention" onClick={() => startCommand(name)}>
      /{name}
    </button>
  )
}
