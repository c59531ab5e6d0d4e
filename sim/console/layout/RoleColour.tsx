import type { ComponentChildren } from 'preact'
import { readableColours } from '../state/colour.ts'

interface RoleColourProps {
  /** `#rrggbb`, or null for the colour of the text around. */
  colour: string | null
  class?: string
  children: ComponentChildren
}

/** Text in a role's colour, kept readable on light and dark grounds. */
export function RoleColour({ colour, class: name = '', children }: RoleColourProps) {
  if (colour === null) return <span class={name}>{children}</span>
  const { light, dark } = readableColours(colour)
  return (
    <span class={`role-colour ${name}`} style={{ '--role-light': light, '--role-dark': dark }}>
      {children}
    </span>
  )
}
