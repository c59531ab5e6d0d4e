import GithubSlugger from 'github-slugger'
import { toString as textOf } from 'mdast-util-to-string'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { type Block, parseMarkdown, type Root } from './markdown.ts'
import { editedSource, editsFor } from './rewrite.ts'

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
interface HeadingSection {
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

/** Headings may carry an id of their own: `## Setup {#set-up}`. */
const CUSTOM_ANCHOR = /\{#([\w-]+)\}\s*$/
/** To MDX those braces are an expression, and a broken one. */
const escapeAnchors = (source: string): string =>
  source.replace(/^([ \t]*#{1,6}\s.*)\{(#[\w-]+)\}[ \t]*$/gm, '$1\\{$2\\}')

/** Blocks that are not text. TOML front matter is skipped, not read; its node has no type of its own. */
const INVISIBLE: readonly string[] = ['mdxjsEsm', 'mdxFlowExpression', 'yaml', 'toml']
const isInvisible = (block: Block): boolean =>
  INVISIBLE.includes(block.type) || (block.type === 'html' && /^<!--[\s\S]*-->$/.test(block.value.trim()))

/** Components are containers: what they hold are blocks of the page like any other. */
const withoutContainers = (block: Block): Block[] =>
  block.type === 'mdxJsxFlowElement' ? block.children.flatMap(withoutContainers) : [block]

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
  written: string,
  options: { mdx: boolean; resolveLink: (href: string) => string | null },
): ParsedPage {
  const source = options.mdx ? escapeAnchors(written) : written
  const root = parseMarkdown(source, options.mdx)
  const matter = readFrontMatter(root)
  const edits = editsFor(root, source, options.resolveLink)
  const slugger = new GithubSlugger()
  let title = matter.title ?? null
  const path: { depth: number; text: string }[] = []
  const description = matter.description?.trim() ?? ''
  let current: HeadingSection = { anchor: '', headings: [], blocks: description === '' ? [] : [description] }
  const sections = [current]
  for (const block of root.children.flatMap(withoutContainers)) {
    if (isInvisible(block)) continue
    if (block.type !== 'heading') {
      const text = editedSource(source, block, edits)
      if (text.trim() !== '') current.blocks.push(text)
      continue
    }
    const heading = textOf(block)
    const text = heading.replace(CUSTOM_ANCHOR, '').trim()
    const anchor = CUSTOM_ANCHOR.exec(heading)?.[1] ?? slugger.slug(text)
    const isTitle = block.depth === 1 && sections.length === 1
    if (isTitle) {
      title ??= text
      continue
    }
    while ((path.at(-1)?.depth ?? 0) >= block.depth) path.pop()
    path.push({ depth: block.depth, text })
    current = { anchor, headings: path.map((each) => each.text), blocks: [] }
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
