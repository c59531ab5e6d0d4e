import * as z from 'zod'
import type { ContributionFacts, Standing } from '../facts.ts'

export const organisationMember = {
  schema: z.strictObject({ when: z.literal('organisation-member') }),
  judge({ isMember }: ContributionFacts, organisation: string): Standing {
    return isMember
      ? { holds: true, words: `you are a member of ${organisation} on GitHub` }
      : { holds: false, words: `for members of ${organisation} on GitHub` }
  },
}
