import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

const MARKDOWN = /\.mdx?$/i
const IGNORED = /^(?:node_modules|\..*)$/

/** Paths of all Markdown and MDX files under a folder, relative to it, with `/` between folders, sorted. */
export async function markdownFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && MARKDOWN.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => IGNORED.test(part)))
    .sort()
}
