import * as z from 'zod'
import type { LadderStep } from './enforcement/ladder.ts'
import { jobsSchema } from './jobs/policy.ts'
import { crossPostingSchema } from './rules/cross-posting.ts'
import { deceptiveLinkSchema } from './rules/deceptive-link.ts'
import { financialAdviceSchema } from './rules/financial-advice.ts'
import { listedSchema } from './rules/listed.ts'
import { newAccountLinkSchema } from './rules/new-account-link.ts'
import { repeatedMessagesSchema } from './rules/repeated-messages.ts'
import { shillingSchema } from './rules/shilling.ts'

const host = z
  .string()
  .max(253)
  .regex(
    /^(\*\.)?([a-z0-9-]+\.)*[a-z0-9-]+$/,
    'expected a host in lower case, such as example.org or *.example.org',
  )

const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('warn') }),
  z.strictObject({
    do: z.literal('timeout'),
    seconds: z
      .int()
      .min(60)
      .max(28 * 24 * 3600),
  }),
  z.strictObject({ do: z.literal('propose_ban') }),
])

const LADDER: LadderStep[] = [
  { do: 'warn' },
  { do: 'timeout', seconds: 3600 },
  { do: 'timeout', seconds: 24 * 3600 },
  { do: 'propose_ban' },
]

/** `moderation.newcomer`. */
export const newcomerSchema = z.strictObject({
  accountDays: z
    .int()
    .min(0)
    .max(365)
    .default(7)
    .describe('An account younger than this is new; at exactly this age it is not.'),
  memberHours: z
    .int()
    .min(0)
    .max(24 * 90)
    .default(24)
    .describe('So is a member for less than this.'),
})

/** `moderation` in steward.config.ts. */
export const moderationSchema = z
  .strictObject({
    dryRun: z
      .boolean()
      .default(false)
      .describe('Decides and records for every rule, and does nothing that members notice.'),
    exemptRoles: z
      .array(z.string().trim().min(1).max(100))
      .max(50)
      .default([])
      .describe('Roles, by name or id, whose members are not judged. Moderators and bots never are.'),
    allowedHosts: z
      .array(host)
      .max(300)
      .default([])
      .describe(
        'Hosts that anybody may link to, besides the docs’ own and `community.linkHosts`. `*.example.org` allows subdomains.',
      ),
    ownInvites: z
      .array(z.string().regex(/^[\w-]{2,100}$/, 'expected the code at the end of an invite'))
      .max(50)
      .default([])
      .describe('Codes of invites to your own server; other servers’ invites count as links.'),
    disclaimerUrl: z
      .url({ protocol: /^https?$/, error: 'expected a URL such as https://docs.example.org/disclaimer' })
      .max(300)
      .optional()
      .describe('Where those are sent who ask for financial advice; without it, to the docs.'),
    newcomer: newcomerSchema.prefault({}).describe('Who counts as new.'),
    ladder: z
      .array(step)
      .max(10)
      .default(LADDER)
      .describe('What the first, second… strike leads to; the last step holds for all that follow.'),
    strikeDays: z.int().min(1).max(365).default(30).describe('How long a strike counts.'),
    jobs: jobsSchema.prefault({}).describe('Job posts outside the channels for jobs.'),
    rules: z
      .strictObject({
        repeatedMessages: repeatedMessagesSchema.prefault({}).describe('The same message again and again.'),
        crossPosting: crossPostingSchema.prefault({}).describe('The same post in many channels.'),
        newAccountLink: newAccountLinkSchema.prefault({}).describe('A link from somebody new.'),
        deceptiveLink: deceptiveLinkSchema
          .prefault({})
          .describe('A link that leads elsewhere than it seems to.'),
        financialAdvice: financialAdviceSchema.prefault({}).describe('A request for financial advice.'),
        shilling: shillingSchema.prefault({}).describe('Scams, pumps and the like.'),
        listed: listedSchema.prefault({}).describe('The community’s own words and patterns.'),
      })
      .prefault({})
      .describe('The rules.'),
  })
  .prefault({})
  .describe('What is not welcome, and what is done about it.')

/** What the rules need to know of a configuration. */
export type ModerationPolicy = Omit<z.output<typeof moderationSchema>, 'disclaimerUrl'> & {
  disclaimerUrl: string
  /** Entries of `channels.jobs`: job posts belong there. */
  jobsChannels: readonly string[]
}

/** `moderation` with what follows from the community: its docs and link hosts are allowed, its docs hold the disclaimer. */
export function moderationPolicy({
  community,
  channels,
  moderation,
}: {
  community: { docsUrl: string; linkHosts: string[] }
  channels?: { jobs: readonly { name: string }[] }
  moderation: z.output<typeof moderationSchema>
}): ModerationPolicy {
  const docsHost = new URL(community.docsUrl).hostname
  return {
    ...moderation,
    allowedHosts: [docsHost, ...community.linkHosts, ...moderation.allowedHosts],
    disclaimerUrl: moderation.disclaimerUrl ?? community.docsUrl,
    jobsChannels: channels?.jobs.map(({ name }) => name) ?? [],
  }
}
