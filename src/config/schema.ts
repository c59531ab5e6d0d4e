import * as z from 'zod'

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
    /** The part of the docs that answers come from; may use the pattern's placeholder. */
    scope: text(100).optional(),
  }),
])

const channelList = z.array(channel).max(100).default([])

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

export const configSchema = z.strictObject({
  community: z.strictObject({
    name: text(100),
    guildId: snowflake,
    /** Where members read the docs. */
    docsUrl: httpsUrl,
    /** Hosts that answers may link to, besides the docs' own. */
    linkHosts: z.array(host).max(100).default([]),
  }),
  /** Channels by purpose. A channel without a purpose is never read and Steward only speaks there when asked. */
  channels: z
    .strictObject({
      answers: channelList,
      mentions: channelList,
      announcements: channelList,
      showcase: channelList,
      jobs: channelList,
      moderators: channelList,
      inactive: channelList,
    })
    .prefault({}),
  persona: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9_-]{1,50}$/, 'expected lower case letters, digits, _ and -')
        .default('steward'),
      /** How Steward should sound and what it should care about; the rules on citing come on top. */
      instructions: text(4000).default(
        'You are a friendly, patient helper in a community chat. Answer in a few short sentences or steps, in the language of the question.',
      ),
    })
    .prefault({}),
  model: z
    .strictObject({
      provider: z.enum(['anthropic', 'openai-compatible']).default('anthropic'),
      name: text(100).default('claude-haiku-5-5'),
      /** Longest answer, in tokens. 900 tokens are about 3,500 characters: two messages. */
      maxOutputTokens: z.int().min(100).max(4000).default(900),
      /** For one attempt. */
      timeoutSeconds: z.int().min(5).max(120).default(30),
      attempts: z.int().min(1).max(3).default(2),
      /** Dollars per million tokens, for a model that Steward has no price for. */
      price: z.strictObject({ input: dollars, output: dollars, cacheRead: dollars }).optional(),
    })
    .prefault({}),
  budget: z
    .strictObject({
      dailyUsd: dollars.default(3),
      perChannelDailyUsd: dollars.default(1),
      cooldownSeconds: z.int().min(0).max(86_400).default(30),
    })
    .prefault({}),
  retrieval: z
    .strictObject({
      /** Sections given to the model. */
      passages: z.int().min(1).max(10).default(5),
      /** Below this confidence (0 to 1) Steward says that the docs do not answer the question. */
      minScore: z.number().min(0).max(1).default(0.3),
      algolia: z
        .strictObject({
          indexName: text(200),
          /** The facet that holds a record's scope; without it scopes are not applied in Algolia. */
          scopeFacet: text(100).optional(),
        })
        .optional(),
    })
    .prefault({}),
  retention: z
    .strictObject({
      /** How long a conversation may rest before its window is deleted. */
      conversationMinutes: z
        .int()
        .min(5)
        .max(24 * 60)
        .default(30),
      usageDays: z.int().min(1).max(730).default(90),
      feedbackDays: z.int().min(1).max(730).default(180),
      /** Keeps the words of questions beside the anonymous usage figures. Off unless you turn it on. */
      keepQuestionText: z.boolean().default(false),
    })
    .prefault({}),
})

/** The configuration as written in steward.config.ts: what has a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>
/** The configuration with every default filled in. */
export type Config = z.output<typeof configSchema>
