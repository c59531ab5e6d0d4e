import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Section } from '../../src/knowledge/section.ts'
import { markdownFiles } from './files.ts'
import { type ParsedPage, parsePage } from './parse.ts'
import { toParts } from './parts.ts'
import { pageUrl, resolveLink } from './urls.ts'

export interface ReadOptions {
  baseUrl: string
  /** Scope of every section; by default the first folder of its path. */
  scope?: string | undefined
  /** Keep `.md` in URLs, as GitHub's file pages have it. */
  keepExtension?: boolean
}

export interface SectionsRead {
  sections: Section[]
  files: number
  /** Files that could not be read as Markdown, and why. */
  skipped: { file: string; reason: string }[]
}

interface ReadPage extends ParsedPage {
  path: string
}

const isLanding = (path: string): boolean => /(?:^|\/)(?:index|readme)\.mdx?$/i.test(path)

const titleFromPath = (path: string): string => {
  const name = isLanding(path) ? basename(dirname(path)) : basename(path).replace(/\.mdx?$/i, '')
  const words = name
    .replace(/^\d+[-_.]/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim()
  return words === '' || words === '.' ? 'Introduction' : words.charAt(0).toUpperCase() + words.slice(1)
}

/** Folder by folder: a folder's own landing page first, then by front matter order, then by name. */
function inDocsOrder(pages: ReadPage[]): ReadPage[] {
  const orderOf = new Map<string, number>()
  for (const page of pages) {
    if (isLanding(page.path) && page.order !== null) orderOf.set(dirname(page.path), page.order)
    else if (page.order !== null) orderOf.set(page.path, page.order)
  }
  const key = (page: ReadPage): [number, string][] => {
    const parts = page.path.split('/')
    return parts.map((name, i) => {
      if (i === parts.length - 1 && isLanding(name)) return [Number.NEGATIVE_INFINITY, '']
      return [orderOf.get(parts.slice(0, i + 1).join('/')) ?? Number.MAX_SAFE_INTEGER, name]
    })
  }
  const keyed = pages.map((page) => ({ page, key: key(page) }))
  keyed.sort((a, b) => {
    for (let i = 0; i < Math.min(a.key.length, b.key.length); i++) {
      const [orderA, nameA] = a.key[i] ?? [0, '']
      const [orderB, nameB] = b.key[i] ?? [0, '']
      if (orderA !== orderB) return orderA < orderB ? -1 : 1
      if (nameA !== nameB) return nameA.localeCompare(nameB, 'en', { numeric: true })
    }
    return a.key.length - b.key.length
  })
  return keyed.map((each) => each.page)
}

function sectionsOf(page: ReadPage, options: ReadOptions, from: number): Section[] {
  const scheme = { baseUrl: options.baseUrl, keepExtension: options.keepExtension ?? false }
  const url = pageUrl(page.path, scheme)
  const folder = page.path.includes('/') ? (page.path.split('/')[0] ?? '') : ''
  const scope = page.scope ?? options.scope ?? folder
  const idPrefix = options.scope === undefined ? '' : `${options.scope}/`
  const found: Section[] = []
  for (const { anchor, headings, blocks } of page.sections) {
    // A heading without text of its own still names a place; an empty page start does not.
    if (anchor === '' && blocks.length === 0 && page.sections.length > 1) continue
    toParts(blocks).forEach((body, part) => {
      const name = page.path.replace(/\.mdx?$/i, '')
      const place = `${name}#${anchor}`
      found.push({
        id: idPrefix + place + (part === 0 ? '' : `~${part + 1}`),
        url: anchor === '' ? url : `${url}#${anchor}`,
        page: url,
        title: page.title ?? titleFromPath(page.path),
        headings,
        body,
        scope,
        position: from + found.length,
      })
    })
  }
  return found
}

/**
 * Every Markdown and MDX file under `folder`, as sections in the order of the docs. A section's id is
 * `<path>#<anchor>` (the path without extension), with an empty anchor
 * for the text before a page's first heading, and ends with `~2`, `~3`… for the
 * further parts of a long one; with a `scope` given, `<scope>/` stands before it. Drafts are left out.
 */
export async function readSections(
  folder: string,
  options: ReadOptions,
  onProgress?: (done: number, total: number) => void,
): Promise<SectionsRead> {
  const paths = await markdownFiles(folder)
  const scheme = { baseUrl: options.baseUrl, keepExtension: options.keepExtension ?? false }
  const pages: ReadPage[] = []
  const skipped: SectionsRead['skipped'] = []
  for (const [i, path] of paths.entries()) {
    try {
      const source = await readFile(join(folder, path), 'utf8')
      const page = parsePage(source, {
        mdx: /\.mdx$/i.test(path),
        resolveLink: (href) => resolveLink(href, path, scheme),
      })
      if (!page.draft) pages.push({ ...page, path })
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      skipped.push({ file: path, reason })
    }
    onProgress?.(i + 1, paths.length)
  }
  const sections: Section[] = []
  for (const page of inDocsOrder(pages)) sections.push(...sectionsOf(page, options, sections.length))
  return { sections, files: paths.length, skipped }
}
