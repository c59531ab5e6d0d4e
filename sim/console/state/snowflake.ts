/** Orders snowflakes by age without losing digits: decimal strings of unlike length compare by length first. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}
