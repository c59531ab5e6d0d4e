import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import rehypeSlug from 'rehype-slug'
import rehypeStringify from 'rehype-stringify'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { parse } from 'yaml'
import * as z from 'zod'

const PICTURE_NAME = /^images\/[\w-]+\.png$/
const PAGE_NAME = /^[\w-]+(?:\/[\w-]+)*$/
const frontMatter = z.object({ title: z.string(), order: z.number().default(1000) })

interface PageEntry {
  name: string
  title: string
  order: number
}

/** Serves a folder of Markdown as plain pages below `/docs`, so that an answer's citations lead somewhere. */
export function docsSite(folder: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const name = path.replace(/^\/docs\/?/, '').replace(/\/$/, '') || 'index'
    const picture = PICTURE_NAME.test(name) ? await readFile(join(folder, name)).catch(() => null) : null
    if (picture) {
      response.writeHead(200, { 'content-type': 'image/png' })
      response.end(picture)
      return
    }
    const markdown = PAGE_NAME.test(name) ? await readPage(folder, name) : null
    const html = markdown === null ? notFound() : await render(folder, name, markdown)
    response.writeHead(markdown === null ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'",
    })
    response.end(html)
  }
}

async function readPage(folder: string, name: string): Promise<string | null> {
  return readFile(join(folder, `${name}.md`), 'utf8').catch(() => null)
}

async function render(folder: string, current: string, markdown: string): Promise<string> {
  const file = await unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm)
    .use(remarkRehype)
    .use(rehypeSlug)
    .use(rehypeStringify)
    .process(markdown)
  const body = String(file).replaceAll(/href="([\w/-]+)\.md(#[^"]*)?"/g, 'href="/docs/$1$2"')
  const pages = await listPages(folder)
  const title = pages.find(({ name }) => name === current)?.title ?? current
  const links = pages.map(
    (page) =>
      `<li><a href="/docs/${page.name}"${page.name === current ? ' aria-current="page"' : ''}>${escapeHtml(page.title)}</a></li>`,
  )
  return layout(
    title,
    `<nav aria-label="Pages"><ul>${links.join('')}</ul></nav><main><h1>${escapeHtml(title)}</h1>${body}</main>`,
  )
}

async function listPages(folder: string): Promise<PageEntry[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md'))
  const pages = await Promise.all(
    files.map(async (file) => {
      const yaml = /^---\n([\s\S]*?)\n---/.exec(await readFile(join(folder, file), 'utf8'))?.[1] ?? ''
      const name = file.replace(/\.md$/, '')
      return { name, ...frontMatter.catch({ title: name, order: 1000 }).parse(parse(yaml)) }
    }),
  )
  return pages.sort((a, b) => a.order - b.order || a.name.localeCompare(b.name))
}

function notFound(): string {
  return layout('No such page', '<main><h1>No such page</h1><p><a href="/docs">To the docs</a></p></main>')
}

function layout(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} · Steward docs</title><style>${STYLE}</style></head><body>${body}</body></html>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --accent: light-dark(#1f6f5c, #6fd3b8) }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; font: 16px/1.6 system-ui, sans-serif; display: grid; gap: 2rem }
@media (min-width: 60rem) { body { grid-template-columns: 14rem minmax(0, 1fr) } nav { position: sticky; top: 1rem; align-self: start } }
nav ul { list-style: none; padding: 0; margin: 0; columns: 2 } @media (min-width: 60rem) { nav ul { columns: 1 } }
main { max-width: 46rem; min-width: 0 } a { color: var(--accent) } img { max-width: 100% } [aria-current] { font-weight: 600; text-decoration: none }
pre { overflow: auto; padding: .8rem; border: 1px solid var(--line); border-radius: 6px } code { font-size: .9em }
table { border-collapse: collapse; display: block; overflow: auto } td, th { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top }
:target { scroll-margin-top: 1rem; background: #fd08 } h1, h2, h3 { line-height: 1.25 }`
