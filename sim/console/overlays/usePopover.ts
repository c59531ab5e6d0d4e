import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'

/** A corner of the window, in CSS pixels from the top left. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Opening and closing of what belongs to a button: it opens below it and gives the focus back when closed. */
export function usePopover(anchor: RefObject<HTMLElement>) {
  const [at, setAt] = useState<Point>()
  const openBelow = () => {
    const box = anchor.current?.getBoundingClientRect()
    if (box) setAt({ x: box.left, y: box.bottom + 4 })
  }
  const close = () => {
    setAt(undefined)
    anchor.current?.focus()
  }
  return {
    at: at ?? { x: 0, y: 0 },
    isOpen: at !== undefined,
    openAt: setAt,
    openBelow,
    close,
    toggle: () => (at === undefined ? openBelow() : close()),
  }
}
