import * as z from 'zod'
import type { ContributionFacts, Standing } from '../facts.ts'

const NAMED = 3

export const codeOwner = {
  schema: z.strictObject({ when: z.literal('code-owner') }),
  judge({ ownedRepositories }: ContributionFacts, organisation: string): Standing {
    if (ownedRepositories.length === 0)
      return { holds: false, words: `for those in a CODEOWNERS file of ${organisation}` }
    const named = ownedRepositories.slice(0, NAMED).join(', ')
    const more = ownedRepositories.length - NAMED
    return { holds: true, words: `you own code in ${named}${more > 0 ? ` and ${more} more` : ''}` }
  },
}
