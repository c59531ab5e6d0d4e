import type { Unread } from '../state/unread.ts'
import { Icon, type IconName } from './Icon.tsx'

interface ChannelLinkProps {
  id: string
  name: string
  icon: IconName | undefined
  isOpen: boolean
  isTabStop: boolean
  unread: Unread | undefined
  onSelect: (id: string) => void
}

export function ChannelLink({ id, name, icon, isOpen, isTabStop, unread, onSelect }: ChannelLinkProps) {
  const isUnread = unread !== undefined && !isOpen
  const cards = isOpen ? 0 : (unread?.cards ?? 0)
  const mentions = isOpen ? 0 : (unread?.mentions ?? 0)
  return (
    <button
      type="button"
      class={`channel-link${isOpen ? ' open' : ''}${isUnread ? ' unread' : ''}`}
      aria-current={isOpen ? 'page' : undefined}
      data-roving={id}
      data-channel-id={id}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => onSelect(id)}
    >
      {icon && <Icon name={icon} size={18} />}
      <span class="channel-name">{name}</span>
      {isUnread && <span class="visually-hidden">, unread</span>}
      {mentions > 0 && (
        <span class="badge">
          {mentions}
          <span class="visually-hidden"> mentions</span>
        </span>
      )}
      {mentions === 0 && cards > 0 && (
        <span class="badge cards">
          {cards}
          <span class="visually-hidden">{cards === 1 ? ' new card' : ' new cards'}</span>
        </span>
      )}
    </button>
  )
}
