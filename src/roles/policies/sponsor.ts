import * as z from 'zod'
import type { ContributionFacts, Standing } from '../facts.ts'

export const sponsor = {
  schema: z.strictObject({ when: z.literal('sponsor') }),
  judge({ isSponsor }: ContributionFacts, organisation: string): Standing {
    return isSponsor
      ? { holds: true, words: `you sponsor ${organisation}` }
      : { holds: false, words: `for sponsors of ${organisation} on GitHub` }
  },
}
