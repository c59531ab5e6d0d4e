import type { ComponentChildren } from 'preact'
import { createPortal } from 'preact/compat'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { moveFocus } from './roving.ts'
import type { Point } from './usePopover.ts'

interface PopoverProps {
  at: Point
  label: string
  role?: 'menu' | 'dialog'
  /** Items in one row, for up and down. */
  columns?: number
  onClose: () => void
  children: ComponentChildren
}

const MARGIN = 8

/** Floats above the page inside the window's edges. Arrow keys move, Escape and a press outside close it. */
export function Popover({ at, label, role = 'dialog', columns = 1, onClose, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState(at)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const keepInside = () => {
      const { width, height } = element.getBoundingClientRect()
      setPlace({
        x: Math.max(MARGIN, Math.min(at.x, innerWidth - width - MARGIN)),
        y: Math.max(MARGIN, Math.min(at.y, innerHeight - height - MARGIN)),
      })
    }
    keepInside()
    // What is inside may come later, and make it taller.
    const observer = new ResizeObserver(keepInside)
    observer.observe(element)
    return () => observer.disconnect()
  }, [at.x, at.y])
  useEffect(() => {
    const current = box.current?.querySelector<HTMLElement>('[aria-checked="true"]')
    const first = current ?? box.current?.querySelector<HTMLElement>('[data-roving]')
    ;(first ?? box.current)?.focus()
    const onOutside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose()
    }
    addEventListener('pointerdown', onOutside, true)
    return () => removeEventListener('pointerdown', onOutside, true)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      onClose()
    } else moveFocus(event, box.current, columns)
  }
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: its role is menu or dialog
    <div
      ref={box}
      class="popover"
      role={role}
      aria-label={label}
      tabIndex={-1}
      style={{ left: `${place.x}px`, top: `${place.y}px` }}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>,
    document.body,
  )
}
