interface AvatarProps {
  name: string
  hue: number
  /** Pixels. */
  size?: number
  /** Steward's own mark in place of initials. */
  bot?: boolean
  online?: boolean | undefined
}

/** A drawn avatar: initials on the person's hue. Its name always stands beside it, so it is hidden from readers. */
export function Avatar({ name, hue, size = 40, bot = false, online }: AvatarProps) {
  return (
    <span
      class={`avatar${bot ? ' bot' : ''}`}
      style={{ '--hue': `${hue}`, width: `${size}px`, height: `${size}px`, fontSize: `${size * 0.4}px` }}
      aria-hidden="true"
    >
      {initials(name)}
      {online !== undefined && <span class={`presence ${online ? 'online' : 'offline'}`} />}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/[\s_.-]+/).filter((word) => word !== '')
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '?')][0]?.toUpperCase() ?? '').join('')
}
