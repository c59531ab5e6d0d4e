interface AvatarProps {
  name: string
  hue: number
  /** Pixels; without it, what the styles around say. */
  size?: number
  /** Steward's own mark in place of initials. */
  bot?: boolean
  online?: boolean | undefined
}

/** A drawn avatar: initials on the person's hue. Its name always stands beside it, so it is hidden from readers. */
export function Avatar({ name, hue, size, bot = false, online }: AvatarProps) {
  return (
    <span
      class={`avatar${bot ? ' bot' : ''}`}
      style={{ '--hue': `${hue}`, ...(size === undefined ? {} : { '--size': `${size}px` }) }}
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
