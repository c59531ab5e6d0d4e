import * as z from 'zod'
import type { ContributionFacts, Standing } from './facts.ts'
import { codeOwner } from './policies/code-owner.ts'
import { countKey, mergedPulls } from './policies/merged-pulls.ts'
import { organisationMember } from './policies/organisation-member.ts'
import { sponsor } from './policies/sponsor.ts'

const roleName = {
  role: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .transform((name) => name.replace(/^@/, ''))
    .describe('A role of the server, by its name or id.'),
}

const grant = z.discriminatedUnion('when', [
  organisationMember.schema.extend(roleName),
  mergedPulls.schema.extend(roleName),
  codeOwner.schema.extend(roleName),
  sponsor.schema.extend(roleName),
])

export type Grant = z.output<typeof grant>

export const rolesSchema = z
  .strictObject({
    organisation: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,39}$/, 'expected the name of a GitHub organisation, as in its address')
      .optional()
      .describe('The GitHub organisation whose work is rewarded. Without it no roles are given.'),
    grants: z
      .array(grant)
      .min(1)
      .max(20)
      .default([
        { when: 'organisation-member', role: 'member' },
        { when: 'merged-pulls', role: 'contributor', count: 1, repositories: [], labels: [] },
        { when: 'merged-pulls', role: 'core-contributor', count: 10, repositories: [], labels: [] },
        { when: 'code-owner', role: 'maintainer' },
        { when: 'sponsor', role: 'sponsor' },
      ])
      .describe(
        'Which role is given to whom. `when` is `organisation-member`, `merged-pulls` (with `count`, and if you like `repositories` and `labels`), `code-owner` or `sponsor`.',
      ),
  })
  .prefault({})
  .describe('Roles for work on GitHub, for members who link their account.')

export interface RolesPolicy {
  organisation: string
  grants: readonly Grant[]
}

/** What the facts say of one grant. */
export function judgeGrant(grant: Grant, facts: ContributionFacts, organisation: string): Standing {
  switch (grant.when) {
    case 'organisation-member':
      return organisationMember.judge(facts, organisation)
    case 'merged-pulls':
      return mergedPulls.judge(facts, organisation, grant)
    case 'code-owner':
      return codeOwner.judge(facts, organisation)
    case 'sponsor':
      return sponsor.judge(facts, organisation)
  }
}

/** Everything that has to be counted for the grants, each once. */
export function countsOf({ organisation, grants }: RolesPolicy): string[] {
  return [
    ...new Set(
      grants.flatMap((each) => (each.when === 'merged-pulls' ? [countKey(organisation, each)] : [])),
    ),
  ]
}
