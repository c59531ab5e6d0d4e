import * as z from 'zod'
import { switches } from '../rules/switches.ts'

/** `moderation.jobs` in steward.config.ts. */
export const jobsSchema = z.strictObject({
  ...switches,
  policy: z
    .string()
    .trim()
    .max(2000)
    .default('')
    .describe('The community’s own words on what counts as a job post and what does not, for the model.'),
  askModel: z
    .boolean()
    .default(true)
    .describe(
      'Whether a model is asked about posts that words leave open. Without one, moderators are shown them and nothing is moved.',
    ),
  sweepMinutes: z
    .number()
    .min(0)
    .max(60)
    .default(5)
    .describe(
      'How long what may be a job post waits to be judged, together with its copies. 0 judges it at once.',
    ),
})

export type JobsPolicy = z.output<typeof jobsSchema>
