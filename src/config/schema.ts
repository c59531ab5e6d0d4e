import * as z from 'zod'
import { announcementsSchema } from '../announcements/policy.ts'
import { bugReportsSchema } from '../bug-reports/policy.ts'
import { feedbackSchema } from '../moderation/feedback/policy.ts'
import { moderationSchema } from '../moderation/policy.ts'
import { answersSchema, showcaseSchema, welcomeSchema } from '../purpose/policy.ts'
import { rolesSchema } from '../roles/policy.ts'
import { watchSchema } from '../watch/policy.ts'

/** A Discord id: 64 bits in decimal. 17 digits since 2016, 20 at most. */
export const snowflake = z.string().regex(/^\d{17,20}$/, 'expected a Discord id: 17 to 20 digits, in quotes')

const text = (max: number) => z.string().trim().min(1, 'expected some text').max(max)

const httpsUrl = z
  .string()
  .max(300)
  .refine(
    (value) => URL.canParse(value) && /^https?:\/\//.test(value),
    'expected a URL such as https://docs.example.org',
  )

/** A host name without scheme, port or path; `*.example.org` allows its subdomains. */
const host = z
  .string()
  .max(253)
  .regex(
    /^(\*\.)?([a-z0-9-]+\.)*[a-z0-9-]+$/,
    'expected a host in lower case, such as docs.example.org or *.example.org',
  )

/** A channel's name as Discord writes it, its id, or a pattern in which `{repo}` stands for one repository's name. */
const channelName = z
  .string()
  .max(100)
  .regex(/^[^\s#@:`]+$/, 'expected a channel name without # or spaces, or its id')
  .refine((name) => name.split('{').length <= 2, 'expected at most one {placeholder}')

const channel = z.union([
  channelName.transform((name) => ({ name, scope: undefined })),
  z.strictObject({
    name: channelName,
    scope: text(100)
      .optional()
      .describe('The part of the docs that answers come from; may use the pattern’s placeholder.'),
  }),
])

const channelList = (purpose: string) => z.array(channel).max(100).default([]).describe(purpose)

export const PURPOSES = [
  'answers',
  'mentions',
  'announcements',
  'showcase',
  'jobs',
  'moderators',
  'inactive',
] as const
export type Purpose = (typeof PURPOSES)[number]

const dollars = z.number().min(0).max(10_000)

/** Descriptions become docs/configuration-reference.md (`npm run docs:generate`). */
export const configSchema = z.strictObject({
  community: z.strictObject({
    name: text(100).describe('The community’s name.'),
    guildId: snowflake.describe(
      'The server’s id: in Discord, developer mode on, right click on the server, Copy Server ID.',
    ),
    docsUrl: httpsUrl.describe('Where members read the docs. Answers may link to its host.'),
    linkHosts: z
      .array(host)
      .max(100)
      .default([])
      .describe('Hosts that answers may link to, besides the docs’ own. `*.example.org` allows subdomains.'),
  }),
  channels: z
    .strictObject({
      answers: channelList(
        'Questions are answered from the docs, of the channel’s own `scope` first; those nobody answered, unasked when the channels are watched.',
      ),
      mentions: channelList(
        'Steward answers when it is mentioned or replied to, when the channels are watched.',
      ),
      announcements: channelList(
        'For releases and advisories; here Steward answers commands to the person who asked only.',
      ),
      showcase: channelList('For what members show: posts get a reaction, when the channels are watched.'),
      jobs: channelList(
        'For job posts: they are welcome here, and those written elsewhere are moved to the first of them.',
      ),
      moderators: channelList('For the moderators’ cards and notices.'),
      inactive: channelList('Steward stays quiet: it answers commands to the person who asked only.'),
    })
    .prefault({})
    .describe('Channels by purpose: a name without #, an id, or a pattern such as `dev-{repo}`.'),
  persona: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9_-]{1,50}$/, 'expected lower case letters, digits, _ and -')
        .default('steward')
        .describe('A name for the persona, for your own reference.'),
      instructions: text(4000)
        .default(
          'You are a friendly, patient helper in a community chat. Answer in a few short sentences or steps, in the language of the question.',
        )
        .describe(
          'How Steward sounds and what it cares about. The rules on citing the docs are added to it.',
        ),
    })
    .prefault({})
    .describe('How answers are written.'),
  model: z
    .strictObject({
      provider: z
        .enum(['anthropic', 'openai-compatible'])
        .default('anthropic')
        .describe('Anthropic, or any host that speaks OpenAI’s chat completions.'),
      name: text(100).default('claude-haiku-5-5').describe('The model, as its provider names it.'),
      maxOutputTokens: z
        .int()
        .min(100)
        .max(4000)
        .default(900)
        .describe('Longest answer, in tokens. 900 tokens are about 3,500 characters: two messages.'),
      timeoutSeconds: z.int().min(5).max(120).default(30).describe('For one attempt.'),
      attempts: z.int().min(1).max(3).default(2).describe('How often a failing model is asked.'),
      price: z
        .strictObject({
          input: dollars.describe('Dollars per million input tokens.'),
          output: dollars.describe('Dollars per million output tokens.'),
          cacheRead: dollars.describe('Dollars per million input tokens read from the provider’s cache.'),
        })
        .optional()
        .describe('Prices of a model that Steward has no price for. Without a price a model is not used.'),
    })
    .prefault({})
    .describe('Who writes answers.'),
  budget: z
    .strictObject({
      dailyUsd: dollars.default(3).describe('Most that model calls may cost in a day (UTC).'),
      perChannelDailyUsd: dollars.default(1).describe('Most that one channel’s questions may cost in a day.'),
      cooldownSeconds: z
        .int()
        .min(0)
        .max(86_400)
        .default(30)
        .describe('How long a member waits between two questions.'),
    })
    .prefault({})
    .describe('What answers may cost.'),
  answers: answersSchema,
  showcase: showcaseSchema,
  welcome: welcomeSchema,
  moderation: moderationSchema,
  feedback: feedbackSchema,
  announcements: announcementsSchema,
  watch: watchSchema,
  roles: rolesSchema,
  bugReports: bugReportsSchema,
  retrieval: z
    .strictObject({
      passages: z.int().min(1).max(10).default(5).describe('Sections of the docs given to the model.'),
      minScore: z
        .number()
        .min(0)
        .max(1)
        .default(0.15)
        .describe('Below this confidence Steward says that the docs do not answer the question.'),
      algolia: z
        .strictObject({
          indexName: text(200).describe('The DocSearch index.'),
          scopeFacet: text(100)
            .optional()
            .describe('The facet that holds a record’s scope; without it scopes are not applied in Algolia.'),
        })
        .optional()
        .describe('Search with Algolia DocSearch first, and with the embedded index when it fails.'),
    })
    .prefault({})
    .describe('How sections of the docs are found.'),
  retention: z
    .strictObject({
      conversationMinutes: z
        .int()
        .min(5)
        .max(24 * 60)
        .default(30)
        .describe('How long a conversation may rest before it is deleted.'),
      usageDays: z.int().min(1).max(730).default(90).describe('How long anonymous usage figures are kept.'),
      feedbackDays: z.int().min(1).max(730).default(180).describe('How long votes on answers are kept.'),
      checkedMessageDays: z
        .int()
        .min(1)
        .max(90)
        .default(14)
        .describe('How long the words of messages that `feedback` checked are kept.'),
      reviewDays: z
        .int()
        .min(30)
        .max(1_095)
        .default(365)
        .describe('How long candidates, votes on them and what was learned about members are kept.'),
      keepQuestionText: z
        .boolean()
        .default(false)
        .describe(
          'Keeps the words of questions beside the anonymous usage figures. Tell your members when you turn it on.',
        ),
    })
    .prefault({})
    .describe('What is kept, and for how long.'),
})

/** The configuration as written in steward.config.ts: what has a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>
/** The configuration with every default filled in. */
export type Config = z.output<typeof configSchema>
