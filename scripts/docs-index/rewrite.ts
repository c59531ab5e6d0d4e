import { visit } from 'unist-util-visit'
import type { Block, Root } from './markdown.ts'

/** A piece of a file's text to be replaced; everything else stays as the author wrote it. */
interface Edit {
  start: number
  end: number
  text: string
}

type Placed = Pick<Block, 'position'>

const startOf = (node: Placed): number => node.position?.start.offset ?? 0
const endOf = (node: Placed): number => node.position?.end.offset ?? 0

/** Makes links absolute, and takes MDX's tags and expressions out while the text in them stays; in order of place. */
export function editsFor(root: Root, source: string, resolve: (href: string) => string | null): Edit[] {
  const edits: Edit[] = []
  const remove = (start: number, end: number) => edits.push({ start, end, text: '' })
  visit(root, (node) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      const absolute = resolve(node.url)
      // The target is the last place it occurs in: link texts come before it, titles rarely repeat it.
      const at = source.slice(startOf(node), endOf(node)).lastIndexOf(node.url)
      const start = startOf(node) + at
      if (absolute !== null && at !== -1) edits.push({ start, end: start + node.url.length, text: absolute })
    } else if (node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression') {
      remove(startOf(node), endOf(node))
    } else if (node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement') {
      const first = node.children[0]
      const last = node.children.at(-1)
      remove(startOf(node), first === undefined ? endOf(node) : startOf(first))
      if (last !== undefined) remove(endOf(last), endOf(node))
    }
  })
  return edits.sort((a, b) => a.start - b.start)
}

/** A block's text with the edits made, and without the indentation that its container gave it. */
export function editedSource(source: string, block: Block, edits: readonly Edit[]): string {
  const end = endOf(block)
  let at = startOf(block)
  let text = ''
  for (const edit of edits) {
    if (edit.start < at || edit.end > end) continue
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  text += source.slice(at, end)
  const indentation = (block.position?.start.column ?? 1) - 1
  return indentation === 0 ? text : text.replace(new RegExp(`^[ \\t]{1,${indentation}}`, 'gm'), '')
}
