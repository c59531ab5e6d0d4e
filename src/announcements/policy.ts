import * as z from 'zod'

const EVENTS = ['releases', 'prereleases', 'advisories'] as const
export type AnnouncedEvent = (typeof EVENTS)[number]

const repositoryPattern = z
  .string()
  .max(140)
  .regex(
    /^(\*|[\w.-]+\/(\*|[\w.-]+))$/,
    'expected a repository such as acme/tool, acme/* for all of an account, or *',
  )

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 22:00')

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
  } catch {
    return false
  }
}, 'expected a time zone such as Europe/Berlin or UTC')

const repository = z.strictObject({
  name: repositoryPattern.describe(
    '`acme/tool`, `acme/*` or `*`. A private repository is announced only where its whole name stands.',
  ),
  events: z
    .array(z.enum(EVENTS))
    .min(1)
    .default([...EVENTS])
    .describe('What of it is announced.'),
})

const quietHours = z.strictObject({
  from: clock.describe('When they begin, in the time zone.'),
  to: clock.describe('When they end.'),
  advisoriesPass: z.boolean().default(true).describe('Security advisories are posted at once all the same.'),
})

const drift = z.strictObject({
  threshold: z
    .number()
    .min(-20)
    .max(0)
    .default(-1.5)
    .describe('A series whose `drift_zscore` is below this is warned about.'),
  recoveredAbove: z
    .number()
    .min(-20)
    .max(20)
    .default(-1)
    .describe('It has recovered at this or above; until then it is not warned about again.'),
  dashboardUrl: z
    .url({
      protocol: /^https?$/,
      error: 'expected a URL such as https://research.example.org/drift/{series}',
    })
    .max(300)
    .optional()
    .describe('Where a warning links to; `{series}` stands for the name of the series.'),
  warningsADay: z
    .int()
    .min(0)
    .max(50)
    .default(5)
    .describe('Single warnings a day; what drifts beyond that is told in the daily digest.'),
  digestAt: clock.default('09:00').describe('When the digest is posted, in the time zone.'),
})

/** `announcements` in steward.config.ts. */
export const announcementsSchema = z
  .strictObject({
    repositories: z
      .array(repository)
      .max(200)
      .default([{ name: '*', events: [...EVENTS] }])
      .describe(
        'Whose releases and advisories are announced; the first entry that fits a repository counts.',
      ),
    packages: z
      .array(
        z
          .string()
          .max(220)
          .regex(/^[a-z]+:\S+$/, 'expected a package such as npm:@acme/tool or pip:acme-tool'),
      )
      .max(200)
      .default([])
      .describe(
        'Packages whose advisories in GitHub’s database are announced, as `ecosystem:name`; GitHub reports those of all the world.',
      ),
    batchMinutes: z
      .number()
      .min(0)
      .max(60)
      .default(3)
      .describe('How long a release waits for others of the same repository, to be one post with them.'),
    excerptChars: z
      .int()
      .min(200)
      .max(3000)
      .default(1200)
      .describe('Longest excerpt of a changelog, in characters.'),
    pinDays: z.int().min(0).max(30).default(7).describe('How long an advisory stays pinned; 0: not at all.'),
    timeZone: timeZone.default('UTC').describe('In which times of day are meant.'),
    quietHours: quietHours.optional().describe('When nothing is posted; it is posted afterwards.'),
    drift: drift.prefault({}).describe('Drift of research series, reported to /webhooks/drift.'),
  })
  .prefault({})
  .describe('Releases, security advisories and research drift, in the channel for announcements.')
  .superRefine(({ drift: { threshold, recoveredAbove }, quietHours: quiet }, context) => {
    if (recoveredAbove < threshold)
      context.addIssue({
        code: 'custom',
        path: ['drift', 'recoveredAbove'],
        message: 'expected at least drift.threshold',
      })
    if (quiet && quiet.from === quiet.to)
      context.addIssue({
        code: 'custom',
        path: ['quietHours', 'to'],
        message: 'expected another time than quietHours.from',
      })
  })

export type AnnouncementsPolicy = z.output<typeof announcementsSchema>
export type RepositoryPolicy = AnnouncementsPolicy['repositories'][number]

/** What is announced of a repository; null: nothing. A pattern never reaches a private repository. */
export function policyOfRepository(
  { repositories }: Pick<AnnouncementsPolicy, 'repositories'>,
  { fullName, isPrivate }: { fullName: string; isPrivate: boolean },
): RepositoryPolicy | null {
  const name = fullName.toLowerCase()
  const fits = (pattern: string) =>
    pattern === name ||
    (!isPrivate && (pattern === '*' || (pattern.endsWith('/*') && name.startsWith(pattern.slice(0, -1)))))
  return repositories.find((each) => fits(each.name.toLowerCase())) ?? null
}
