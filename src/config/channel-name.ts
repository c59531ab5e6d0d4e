export interface ChannelIdentity {
  id: string
  name: string | null
}

/** Whether an entry of `channels` (an id, a name or a pattern) means this channel. */
export function isNamedBy(entry: string, { id, name }: ChannelIdentity): boolean {
  return entry === id || entry === name || (name !== null && matchPattern(entry, name) !== null)
}

/** `dev-{repo}` against `dev-core` gives `core`; without a placeholder a pattern matches nothing here. */
export function matchPattern(pattern: string, name: string): { placeholder: string; value: string } | null {
  const placeholder = /\{[^}]*\}/.exec(pattern)?.[0]
  if (!placeholder) return null
  const [before = '', after = ''] = pattern.split(placeholder)
  const fits = name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length
  return fits ? { placeholder, value: name.slice(before.length, name.length - after.length) } : null
}
