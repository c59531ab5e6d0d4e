import { component, type Press } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import { escapeMarkdown, maskedLink, shorten } from '../discord/text.ts'
import { snippet } from '../knowledge/snippet.ts'
import type { CommandDeps } from './deps.ts'
import { ACCENT_COLOR } from './theme.ts'

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
    const lines = sections.map((section, index) => {
      const breadcrumb = shorten([section.title, ...section.headings].join(' › '), 150)
      const text = escapeMarkdown(snippet(section, section.headings.at(-1) ?? section.title, SNIPPET_CHARS))
      return `**${index + 1}. ${maskedLink(breadcrumb, section.url)}**\n${text}`
    })
    return {
      kind: 'message',
      ephemeral: true,
      embeds: [{ color: ACCENT_COLOR, title: 'Sources of this answer', description: lines.join('\n\n') }],
    }
  },
})
