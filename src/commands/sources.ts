import { component, type Press } from '../discord/command.ts'
import { listing } from '../discord/listing.ts'
import { privately } from '../discord/reply.ts'
import { escapeMarkdown, titledLink } from '../discord/text.ts'
import { snippet } from '../knowledge/snippet.ts'
import type { CommandDeps } from './deps.ts'
import { ACCENT_COLOR } from './theme.ts'

const BREADCRUMB_CHARS = 150
const SNIPPET_CHARS = 250

/** The sections an answer rests on, for whoever wants to check it. */
export const sources = component({
  id: 'sources',
  async handle({ fields: { answer } }: Press<{ answer: string }>, { docs }: CommandDeps) {
    const sections = await docs.sourcesOf(answer)
    if (sections.length === 0) {
      return privately(
        'The list of sources of this answer is no longer kept. The links in the answer still work.',
      )
    }
    const entries = sections.map((section, index) => {
      const breadcrumb = [section.title, ...section.headings].join(' › ')
      return {
        line: `**${index + 1}. ${titledLink(breadcrumb, section.url, BREADCRUMB_CHARS)}**`,
        text: escapeMarkdown(snippet(section, section.headings.at(-1) ?? section.title, SNIPPET_CHARS)),
      }
    })
    return {
      kind: 'message',
      ephemeral: true,
      embeds: [{ color: ACCENT_COLOR, title: 'Sources of this answer', description: listing(entries) }],
    }
  },
})
