import type { Section } from '../../src/knowledge/section.ts'

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

/** Every Markdown and MDX file under `folder`, as sections in the order of the docs. */
export function readSections(_folder: string, _options: ReadOptions): Promise<SectionsRead> {
  return Promise.resolve({ sections: [], files: 0, skipped: [] })
}
