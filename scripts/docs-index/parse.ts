import GithubSlugger from 'github-slugger'
import { toString as textOf } from 'mdast-util-to-string'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'

type Processor = ReturnType<typeof markdownProcessor>
type Root = ReturnType<Processor['parse']>
type Block = Root['children'][number]

const markdownProcessor = () =>
  unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm)
const markdown = markdownProcessor()
const mdx = markdownProcessor().use(remarkMdx)

const frontMatter = z.looseObject({
  title: z.coerce.string().optional(),
  description: z.string().optional(),
  order: z.number().optional(),
  sidebar_position: z.number().optional(),
  nav_order: z.number().optional(),
  sidebar: z.looseObject({ order: z.number().optional() }).optional().catch(undefined),
  scope: z.string().optional(),
  draft: z.boolean().optional(),
})

/** The text under one heading, before its first sub-heading. */
export interface HeadingSection {
  /** GitHub's anchor; '' before the first heading and under the page's title. */
  anchor: string
  /** From the top of the page, the title not included. */
  headings: string[]
  /** Markdown of each block, in order, links absolute. */
  blocks: string[]
}

export interface ParsedPage {
  title: string | null
  /** What the front matter says of its place among its neighbours. */
  order: number | null
  scope: string | null
  draft: boolean
  sections: HeadingSection[]
}

interface Edit {
  start: number
  end: number
  text: string
}

const offsets = (node: { position?: Block['position'] | undefined }): { start: number; end: number } => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
})

/** Replaces link targets in place, so that everything else stays as the author wrote it. */
function linkEdits(root: Root, source: string, resolve: (href: string) => string | null): Edit[] {
  const edits: Edit[] = []
  visit(root, (node) => {
    if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return
    const absolute = resolve(node.url)
    if (absolute === null || absolute === node.url) return
    const { start, end } = offsets(node)
    // The target is the last place it occurs in: link texts come before it, titles rarely repeat it.
    const at = source.slice(start, end).lastIndexOf(node.url)
    if (at !== -1) edits.push({ start: start + at, end: start + at + node.url.length, text: absolute })
  })
  return edits
}

function sliceEdited(source: string, start: number, end: number, edits: Edit[]): string {
  let text = ''
  let at = start
  for (const edit of edits) {
    if (edit.start < at || edit.end > end) continue
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.slice(at, end)
}

/** Headings may carry an id of their own: `## Setup {#set-up}`, or with MDX `{/* #set-up *​/}`. */
const CUSTOM_ANCHOR = /\s*\{#([\w-]+)\}\s*$/
const isInvisible = (block: Block): boolean =>
  block.type === 'mdxjsEsm' ||
  block.type === 'yaml' ||
  (block.type === 'html' && /^<!--[\s\S]*-->$/.test(block.value.trim()))

function readFrontMatter(root: Root): z.infer<typeof frontMatter> {
  const [first] = root.children
  if (first?.type !== 'yaml') return {}
  const parsed = frontMatter.safeParse(parseYaml(first.value) ?? {})
  if (!parsed.success) throw new Error(`front matter: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`)
  return parsed.data
}

/**
 * A Markdown or MDX file as the sections under its headings. Throws an Error with the reason when it cannot be
 * parsed (MDX syntax, front matter that is not YAML).
 */
export function parsePage(
  source: string,
  options: { mdx: boolean; resolveLink: (href: string) => string | null },
): ParsedPage {
  const root = (options.mdx ? mdx : markdown).parse(source)
  const matter = readFrontMatter(root)
  const edits = linkEdits(root, source, options.resolveLink).sort((a, b) => a.start - b.start)
  const slugger = new GithubSlugger()
  let title = matter.title ?? null
  const path: { depth: number; text: string }[] = []
  const description = matter.description?.trim() ?? ''
  let current: HeadingSection = { anchor: '', headings: [], blocks: description === '' ? [] : [description] }
  const sections = [current]
  for (const block of root.children) {
    if (isInvisible(block)) continue
    if (block.type !== 'heading') {
      const { start, end } = offsets(block)
      current.blocks.push(sliceEdited(source, start, end, edits))
      continue
    }
    const written = textOf(block)
    const text = written.replace(CUSTOM_ANCHOR, '').trim()
    const anchor = CUSTOM_ANCHOR.exec(written)?.[1] ?? slugger.slug(text)
    const isTitle = block.depth === 1 && sections.length === 1
    if (isTitle) {
      title ??= text
      continue
    }
    while ((path.at(-1)?.depth ?? 0) >= block.depth) path.pop()
    path.push({ depth: block.depth, text })
    current = { anchor, headings: path.map((heading) => heading.text), blocks: [] }
    sections.push(current)
  }
  return {
    title,
    order: matter.order ?? matter.sidebar_position ?? matter.nav_order ?? matter.sidebar?.order ?? null,
    scope: matter.scope ?? null,
    draft: matter.draft ?? false,
    sections,
  }
}
