import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

const processor = () => unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm)
const markdown = processor()
const mdx = processor().use(remarkMdx)

/** The syntax tree of a file. */
export type Root = ReturnType<typeof markdown.parse>
/** A block at the top of a file, or within a component. */
export type Block = Root['children'][number]

/** Throws an Error with the reason for MDX that cannot be parsed; any text is Markdown. */
export const parseMarkdown = (source: string, isMdx: boolean): Root => (isMdx ? mdx : markdown).parse(source)
