import { CONTEXT, OPTION, slashCommand } from '../discord/command.ts'
import { type Entry, listing } from '../discord/listing.ts'
import { escapeMarkdown, maskedLink, shorten, titledLink } from '../discord/text.ts'
import { oneSectionPerPage } from '../knowledge/one-per-page.ts'
import type { Passage } from '../knowledge/section.ts'
import { snippet } from '../knowledge/snippet.ts'
import type { CommandDeps } from './deps.ts'
import { headingChoices, SUGGESTIONS } from './headings.ts'
import { placeOf } from './place.ts'
import { ACCENT_COLOR } from './theme.ts'

const RESULTS = 5
/** Enough to have five pages among them. */
const CANDIDATES = 20
const SNIPPET_CHARS = 200
const BREADCRUMB_CHARS = 150
/** Escaped, it is at most twice as long, and an embed's title takes 256 characters. */
const QUERY_CHARS = 100

export const search = slashCommand({
  declaration: {
    name: 'search',
    description: 'Find the five best places in the docs',
    contexts: [CONTEXT.guild, CONTEXT.botDm],
    options: [
      {
        type: OPTION.string,
        name: 'query',
        description: 'What to look for',
        required: true,
        max_length: 200,
        autocomplete: true,
      },
      {
        type: OPTION.string,
        name: 'scope',
        description: 'Only this part of the docs',
        max_length: 100,
        autocomplete: true,
      },
    ],
  },

  async handle({ actor, options: { query, scope } }, deps: CommandDeps) {
    const { retriever, config } = deps
    const [found, { isQuiet }] = await Promise.all([
      retriever.search({ text: query, scope, limit: CANDIDATES }),
      placeOf(actor, deps),
    ])
    const passages = oneSectionPerPage(found).slice(0, RESULTS)
    if (passages.length === 0) {
      return {
        kind: 'message',
        ephemeral: true,
        content: `Nothing in the docs matches “${escapeMarkdown(query)}”. Try other words, or browse ${maskedLink('the docs', config.community.docsUrl)}.`,
      }
    }
    return {
      kind: 'message',
      ephemeral: isQuiet,
      embeds: [
        {
          color: ACCENT_COLOR,
          title: `Docs: “${escapeMarkdown(shorten(query, QUERY_CHARS))}”`,
          description: listing(passages.map((passage) => result(passage, query))),
        },
      ],
    }
  },

  async complete({ option, value }, { docs }) {
    if (option === 'scope') {
      const scopes = await docs.scopes()
      return scopes
        .filter((scope) => scope.toLowerCase().includes(value.toLowerCase()))
        .map((scope) => ({ name: scope, value: scope }))
    }
    return headingChoices(await docs.suggest(value, SUGGESTIONS))
  },
})

/** Breadcrumb as a link, and below it what the section says about the query. */
function result({ section }: Passage, query: string): Entry {
  const breadcrumb = [section.title, ...section.headings].join(' › ')
  return {
    line: `**${titledLink(breadcrumb, section.url, BREADCRUMB_CHARS)}**`,
    text: escapeMarkdown(shorten(snippet(section, query, SNIPPET_CHARS), SNIPPET_CHARS)),
  }
}
