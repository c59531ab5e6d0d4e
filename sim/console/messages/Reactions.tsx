import type { Message } from '../../protocol.ts'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'
import { EmojiButton } from './EmojiButton.tsx'

export function Reactions({ message }: { message: Message }) {
  const { call } = useActions()
  const directory = useDirectory()
  if (message.reactions.length === 0) return null
  const can = directory.place(message.channelId)?.can.react ?? false
  const place = { as: directory.snapshot.viewerId, channelId: message.channelId, messageId: message.id }
  const react = (emoji: string, on: boolean) => call('/sim/messages/react', { ...place, emoji, on })
  return (
    <div class="reactions">
      {message.reactions.map(({ emoji, count, me, memberIds }) => {
        const names = memberIds.map((id) => directory.member(id)?.name ?? 'somebody').join(', ')
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={me}
            aria-label={`${emoji}, ${count}`}
            title={names}
            disabled={!can && !me}
            onClick={() => react(emoji, !me)}
          >
            <span class="emoji">{emoji}</span> {count}
          </button>
        )
      })}
      {can && (
        <EmojiButton class="reaction add" label="Add reaction" onPick={(emoji) => react(emoji, true)} />
      )}
    </div>
  )
}
