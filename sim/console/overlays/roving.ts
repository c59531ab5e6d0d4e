/**
 * Arrow keys, Home and End among the `[data-roving]` elements of a list. With several columns, left and right go to
 * the next one and up and down to the next row. Gives true when the key was one of them.
 */
export function moveFocus(event: KeyboardEvent, list: HTMLElement | null, columns = 1): boolean {
  const items = [...(list?.querySelectorAll<HTMLElement>('[data-roving]') ?? [])]
  const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1
  const next = nextIndex(event.key, at, items.length, columns)
  if (next === undefined) return false
  event.preventDefault()
  items[next]?.focus()
  return true
}

/** Where a key leads from position `at` of `length`; undefined for keys that do not move. */
export function nextIndex(key: string, at: number, length: number, columns = 1): number | undefined {
  if (length === 0) return undefined
  const clamp = (index: number) => Math.min(length - 1, Math.max(0, index))
  switch (key) {
    case 'ArrowDown':
      return clamp(at + columns)
    case 'ArrowUp':
      return clamp(at < 0 ? length - 1 : at - columns)
    case 'ArrowRight':
      return columns > 1 ? clamp(at + 1) : undefined
    case 'ArrowLeft':
      return columns > 1 ? clamp(at - 1) : undefined
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return undefined
  }
}
