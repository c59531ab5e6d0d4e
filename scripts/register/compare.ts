/** A command as Discord lists it, or as it is declared; compared field by field. */
export type Declared = Record<string, unknown> & { name: string; type?: number | undefined }

export interface Comparison {
  added: string[]
  changed: string[]
  removed: string[]
  same: string[]
}

/** What Discord fills in when a declaration leaves it out. */
const DEFAULTS: Record<string, unknown> = {
  type: 1,
  description: '',
  options: [],
  nsfw: false,
  default_member_permissions: null,
  contexts: null,
}

/** Which commands putting `declared` would add, change and remove. Fields that Discord makes up itself are not compared. */
export function compareCommands(declared: readonly Declared[], registered: readonly Declared[]): Comparison {
  const key = ({ name, type }: Declared) => `${type ?? 1} ${name}`
  const before = new Map(registered.map((command) => [key(command), command]))
  const comparison: Comparison = { added: [], changed: [], removed: [], same: [] }
  for (const command of declared) {
    const known = before.get(key(command))
    before.delete(key(command))
    if (!known) comparison.added.push(label(command))
    else if (isSame(command, known)) comparison.same.push(label(command))
    else comparison.changed.push(label(command))
  }
  comparison.removed = [...before.values()].map(label)
  return comparison
}

function label({ name, type }: Declared): string {
  return (type ?? 1) === 1 ? `/${name}` : `“${name}” (message command)`
}

function isSame(declared: Declared, registered: Declared): boolean {
  const fields = new Set([...Object.keys(declared), ...Object.keys(DEFAULTS)])
  return [...fields].every(
    (field) =>
      canonical(declared[field] ?? DEFAULTS[field]) === canonical(registered[field] ?? DEFAULTS[field]),
  )
}

/** JSON with sorted keys, without the `false` and empty values that Discord leaves out of options. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    const entries = Object.entries(inner).filter(([, v]) => v !== false && v !== undefined && !isEmptyList(v))
    return Object.fromEntries(entries.toSorted(([a], [b]) => a.localeCompare(b)))
  })
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
