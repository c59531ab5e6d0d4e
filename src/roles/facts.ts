import * as z from 'zod'

/** What is known of a GitHub account's work for the organisation. */
export const contributionFacts = z.object({
  isMember: z.boolean(),
  isSponsor: z.boolean(),
  /** Merged pull requests by what was counted: a key of `countKey`. */
  mergedPulls: z.record(z.string(), z.int()),
  /** Names of repositories whose CODEOWNERS names the account or a team of it. */
  ownedRepositories: z.array(z.string()),
})

export type ContributionFacts = z.output<typeof contributionFacts>

/** What a policy makes of the facts. */
export interface Standing {
  holds: boolean
  /** In words, to the member: why they have the role, or what they have of what it takes. */
  words: string
}
