import type { Button, Emoji } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { BUTTON_STYLES } from './component-types.ts'

interface ComponentButtonProps {
  button: Button
  pending: boolean
  onPress: (customId: string) => void
}

export function ComponentButton({ button, pending, onPress }: ComponentButtonProps) {
  const style = BUTTON_STYLES[button.style]
  const inside = (
    <>
      {button.emoji && <EmojiText emoji={button.emoji} hidden={button.label !== undefined} />}
      {button.label}
    </>
  )
  if (button.url !== undefined)
    return (
      <a
        class="button link"
        href={/^https?:\/\//.test(button.url) ? button.url : undefined}
        target="_blank"
        rel="noopener noreferrer"
      >
        {inside} <Icon name="link" size={15} />
      </a>
    )
  const customId = button.custom_id ?? ''
  return (
    <button
      type="button"
      class={`button ${style}${pending ? ' pending' : ''}`}
      disabled={button.disabled ?? false}
      aria-busy={pending}
      onClick={() => onPress(customId)}
    >
      {inside}
    </button>
  )
}

export function EmojiText({ emoji, hidden = false }: { emoji: Emoji; hidden?: boolean }) {
  const text = emoji.id ? `:${emoji.name ?? 'emoji'}:` : (emoji.name ?? '')
  return (
    <span class="emoji" aria-hidden={hidden}>
      {text}
    </span>
  )
}
