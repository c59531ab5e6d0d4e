import { Icon } from '../layout/Icon.tsx'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'

export function ThreadChip({ threadId }: { threadId: string }) {
  const place = useDirectory().place(threadId)
  const { open } = useActions()
  if (place?.kind !== 'thread') return null
  const { name, messageCount, archived } = place.thread
  return (
    <button type="button" class="thread-chip" onClick={() => open(threadId)}>
      <Icon name="thread" size={16} />
      <strong>{name}</strong>
      <span class="thread-count">
        {messageCount} {messageCount === 1 ? 'message' : 'messages'} ›
      </span>
      {archived && <small>archived</small>}
    </button>
  )
}
