type Rgb = readonly [number, number, number]

/** WCAG 2.2 AA for text. */
const MIN_CONTRAST = 4.5

/** The least contrasting grounds that names stand on: `--hover` in styles/tokens.css. */
const GROUNDS = { light: '#eef0f3', dark: '#272933' } as const

/** A role's colour for each theme, moved toward black or white only as far as it takes to be readable. */
export function readableColours(colour: string): { light: string; dark: string } {
  return {
    light: untilReadable(colour, GROUNDS.light, [0, 0, 0]),
    dark: untilReadable(colour, GROUNDS.dark, [255, 255, 255]),
  }
}

function untilReadable(colour: string, ground: string, toward: Rgb): string {
  const from = parseHex(colour)
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(from, toward, share)
    if (contrast(mixed, parseHex(ground)) >= MIN_CONTRAST) return formatHex(mixed)
  }
  return formatHex(toward)
}

/** Contrast ratio of WCAG 2.2, 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrastRatio(a: string, b: string): number {
  return contrast(parseHex(a), parseHex(b))
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * share),
  Math.round(from[1] + (to[1] - from[1]) * share),
  Math.round(from[2] + (to[2] - from[2]) * share),
]

function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

const formatHex = (rgb: Rgb) => `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`

/** Discord's wire form of a colour, 0xrrggbb, as CSS. */
export const cssColour = (value: number) => `#${value.toString(16).padStart(6, '0').slice(-6)}`
