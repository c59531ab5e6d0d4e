import * as z from 'zod'
import { DAY_MS } from '../budget/day.ts'

/** How long the fate of an issue is told after it last changed. */
export const WATCHED_MS = 365 * DAY_MS

/** `owner/name` as GitHub allows it. https://docs.github.com/en/rest/repos */
const repository = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/,
    'expected a repository such as octo-org/octo-repo',
  )

/** Discord's limit for the choices of a select. */
const MAX_REPOSITORIES = 25

export const bugReportsSchema = z
  .strictObject({
    repositories: z
      .array(repository)
      .max(MAX_REPOSITORIES)
      .default([])
      .describe('Where bugs can be reported, as `owner/name`. None: reporting is off.'),
    labels: z
      .array(z.string().trim().min(1).max(50))
      .max(10)
      .default(['bug'])
      .describe('Labels of the issues that are opened.'),
    quoteThread: z
      .boolean()
      .default(true)
      .describe(
        'Quotes the thread in the issue, members as USER_1 and so on; only of channels everybody can see.',
      ),
    perMemberPerDay: z
      .int()
      .min(1)
      .max(50)
      .default(5)
      .describe('How many reports a member may send in 24 hours.'),
    handOver: z
      .strictObject({
        repository: repository.describe('Whose workflow or bot gets the report.'),
        eventType: z
          .string()
          .min(1)
          .max(100)
          .default('bug_report')
          .describe('The `event_type` of the `repository_dispatch`.'),
      })
      .optional()
      .describe('Hands reports to the community’s own GitHub bot instead of opening issues.'),
  })
  .prefault({})
  .describe('Bug reports from Discord to GitHub; needs the GitHub App.')

export type BugReportPolicy = z.output<typeof bugReportsSchema>
