import { CONTEXT, OPTION, slashCommand } from '../discord/command.ts'
import { listing } from '../discord/listing.ts'
import { escapeMarkdown, maskedLink, shorten, titledLink } from '../discord/text.ts'
import type { CommandDeps } from './deps.ts'
import { headingChoices, SUGGESTIONS } from './headings.ts'
import { placeOf } from './place.ts'
import { ACCENT_COLOR } from './theme.ts'

const TITLE_CHARS = 100
const WHY_CHARS = 250
/** Escaped, it is at most twice as long, and an embed's title takes 256 characters. */
const TOPIC_CHARS = 100

export const learn = slashCommand({
  declaration: {
    name: 'learn',
    description: 'A reading path through the docs on a topic, from basic to advanced',
    contexts: [CONTEXT.guild, CONTEXT.botDm],
    options: [
      {
        type: OPTION.string,
        name: 'topic',
        description: 'What you want to learn',
        required: true,
        max_length: 200,
        autocomplete: true,
      },
    ],
  },

  async handle({ actor, options: { topic } }, deps: CommandDeps) {
    const { docs, config } = deps
    const [steps, { isQuiet }] = await Promise.all([
      docs.learningPath(topic, undefined),
      placeOf(actor, deps),
    ])
    if (steps.length === 0) {
      return {
        kind: 'message',
        ephemeral: true,
        content: `The docs have no pages on “${escapeMarkdown(topic)}” yet. \`/search\` finds single sections, and ${maskedLink('the docs', config.community.docsUrl)} show everything there is.`,
      }
    }
    const entries = steps.map(({ title, url, why }, index) => ({
      line: `${index + 1}. **${titledLink(title, url, TITLE_CHARS)}**`,
      text: escapeMarkdown(shorten(why, WHY_CHARS)),
    }))
    return {
      kind: 'message',
      ephemeral: isQuiet,
      embeds: [
        {
          color: ACCENT_COLOR,
          title: `Learning path: ${escapeMarkdown(shorten(topic, TOPIC_CHARS))}`,
          description: listing(entries, '\n'),
          footer: { text: `${steps.length === 1 ? 'One page' : `${steps.length} pages, in reading order`}` },
        },
      ],
    }
  },

  async complete({ value }, { docs }) {
    return headingChoices(await docs.suggest(value, SUGGESTIONS))
  },
})
