import { useRef } from 'preact/hooks'
import { Icon } from '../layout/Icon.tsx'
import { Popover } from '../overlays/Popover.tsx'
import { usePopover } from '../overlays/usePopover.ts'

const EMOJI = [
  ['👍', 'thumbs up'],
  ['👎', 'thumbs down'],
  ['❤️', 'heart'],
  ['😂', 'tears of joy'],
  ['🎉', 'party'],
  ['👀', 'eyes'],
  ['🙏', 'thanks'],
  ['✅', 'done'],
  ['❌', 'no'],
  ['🔥', 'fire'],
  ['🚀', 'rocket'],
  ['💯', 'hundred'],
  ['🤔', 'thinking'],
  ['😮', 'surprised'],
  ['😢', 'sad'],
  ['👋', 'wave'],
  ['🐛', 'bug'],
  ['📌', 'pin'],
] as const

interface EmojiButtonProps {
  class: string
  label: string
  tabIndex?: number
  onPick: (emoji: string) => void
}

/** A button that opens a small grid of emoji. */
export function EmojiButton({ class: name, label, tabIndex = 0, onPick }: EmojiButtonProps) {
  const anchor = useRef<HTMLButtonElement>(null)
  const popover = usePopover(anchor)
  return (
    <>
      <button
        type="button"
        ref={anchor}
        class={name}
        tabIndex={tabIndex}
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        aria-expanded={popover.isOpen}
        onClick={popover.toggle}
      >
        <Icon name="smile" size={18} />
      </button>
      {popover.isOpen && (
        <Popover at={popover.at} label="Choose a reaction" columns={6} onClose={popover.close}>
          <div class="emoji-grid">
            {EMOJI.map(([emoji, name]) => (
              <button
                key={emoji}
                type="button"
                data-roving={emoji}
                aria-label={name}
                title={name}
                onClick={() => {
                  popover.close()
                  onPick(emoji)
                }}
              >
                {emoji}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  )
}
