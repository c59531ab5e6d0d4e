import * as z from 'zod'

/** What every rule has. */
export const switches = {
  enabled: z.boolean().default(true).describe('Whether the rule is in force.'),
  dryRun: z.boolean().default(false).describe('Decides and records, and does nothing that members notice.'),
}
