import type * as z from 'zod'
import { complain } from './basics.ts'
import type { TopLevelComponent } from './components.ts'

const MAX_ROWS = 5
/** With components v2, nested ones included. */
const MAX_COMPONENTS = 40
const MAX_TEXT_CHARS = 4000

/** Rules over the whole of a message's components: how many, of what kind, each custom id once. */
export function checkComponents(
  components: TopLevelComponent[],
  v2: boolean,
  context: z.RefinementCtx,
): void {
  const all = flatten(components)
  if (!v2) {
    if (components.length > MAX_ROWS) {
      complain(context, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_ROWS} in length.`, [
        'components',
      ])
    }
    for (const [index, one] of components.entries()) {
      if (one.type === 1) continue
      complain(context, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).', [
        'components',
        index,
        'type',
      ])
    }
  }
  if (v2 && all.length > MAX_COMPONENTS) {
    complain(
      context,
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The total number of components cannot exceed ${MAX_COMPONENTS}`,
      ['components'],
    )
  }
  const chars = all.reduce((sum, { node }) => sum + (node.type === 10 ? [...node.content].length : 0), 0)
  if (chars > MAX_TEXT_CHARS) {
    complain(
      context,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Displayable text size exceeds maximum size of ${MAX_TEXT_CHARS}`,
      ['components'],
    )
  }
  checkCustomIds(all, context)
}

function checkCustomIds(all: Placed[], context: z.RefinementCtx): void {
  const seen = new Set<string>()
  for (const { node, path } of all) {
    const customId = 'custom_id' in node ? node.custom_id : undefined
    if (customId === undefined) continue
    if (seen.has(customId)) {
      complain(context, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', [
        ...path,
        'custom_id',
      ])
    }
    seen.add(customId)
  }
}

type Row = Extract<TopLevelComponent, { type: 1 }>
type Section = Extract<TopLevelComponent, { type: 9 }>
type Node = TopLevelComponent | Row['components'][number] | Section['accessory']

interface Placed {
  node: Node
  path: (string | number)[]
}

function flatten(components: Node[], path: (string | number)[] = ['components']): Placed[] {
  return components.flatMap((node, index) => {
    const here = [...path, index]
    const inside = 'components' in node ? flatten(node.components, [...here, 'components']) : []
    const beside = node.type === 9 ? [{ node: node.accessory, path: [...here, 'accessory'] }] : []
    return [{ node, path: here }, ...inside, ...beside]
  })
}
