import type { ComponentChildren } from 'preact'
import { useActions } from '../state/actions.ts'
import { placeLabel, useDirectory } from '../state/directory.ts'
import { formatRoute } from '../state/route.ts'
import type { MessageTarget } from './message-url.ts'

/** A link to a message of this community, which opens here; without a label of its own it names the place, as in Discord. */
export function MessageLink({
  target,
  label,
}: {
  target: MessageTarget
  label: ComponentChildren | undefined
}) {
  const directory = useDirectory()
  const { showMessage } = useActions()
  const { channelId, messageId } = target
  const place = directory.place(channelId)
  return (
    <a
      class={label === undefined ? 'mention' : ''}
      href={formatRoute({ channelId, memberId: directory.snapshot.viewerId })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        showMessage(channelId, messageId)
      }}
    >
      {label ?? `${place ? placeLabel(place) : '#No Access'} › message`}
    </a>
  )
}
