import type { Nodes, Root } from 'mdast'
import { visit } from 'unist-util-visit'

/** A piece of a file's text to be replaced; everything else stays as the author wrote it. */
export interface Edit {
  start: number
  end: number
  text: string
}

const offsets = (node: Nodes): { start: number; end: number } => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
})

function linkEdit(node: Nodes, source: string, resolve: (href: string) => string | null): Edit[] {
  if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return []
  const absolute = resolve(node.url)
  if (absolute === null || absolute === node.url) return []
  const { start, end } = offsets(node)
  // The target is the last place it occurs in: link texts come before it, titles rarely repeat it.
  const at = source.slice(start, end).lastIndexOf(node.url)
  return at === -1 ? [] : [{ start: start + at, end: start + at + node.url.length, text: absolute }]
}

/** MDX: tags and expressions go, the text inside them stays. */
function mdxEdits(node: Nodes): Edit[] {
  const { start, end } = offsets(node)
  if (node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression')
    return [{ start, end, text: '' }]
  if (node.type !== 'mdxJsxTextElement' && node.type !== 'mdxJsxFlowElement') return []
  const first = node.children[0]
  const last = node.children.at(-1)
  if (first === undefined || last === undefined) return [{ start, end, text: '' }]
  return [
    { start, end: offsets(first).start, text: '' },
    { start: offsets(last).end, end, text: '' },
  ]
}

/** Makes links absolute and takes MDX's tags and expressions out; in order of place. */
export function editsFor(root: Root, source: string, resolve: (href: string) => string | null): Edit[] {
  const edits: Edit[] = []
  visit(root, (node) => {
    edits.push(...linkEdit(node, source, resolve), ...mdxEdits(node))
  })
  return edits.sort((a, b) => a.start - b.start)
}

/** A block's text with the edits made, and without the indentation that its container gave it. */
export function editedSource(source: string, block: Nodes, edits: readonly Edit[]): string {
  const { start, end } = offsets(block)
  let text = ''
  let at = start
  for (const edit of edits) {
    if (edit.start < at || edit.end > end) continue
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  text += source.slice(at, end)
  const indentation = (block.position?.start.column ?? 1) - 1
  return indentation === 0 ? text : text.replace(new RegExp(`^[ \\t]{1,${indentation}}`, 'gm'), '')
}
