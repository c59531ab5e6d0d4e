import * as z from 'zod'
import { webhookHandler } from '../github/webhooks/handler.ts'
import type { Noticed } from './keeper.ts'

/** What roles' handlers use; null: roles are off. */
export interface RoleEventDeps {
  roles: { notice(noticed: Noticed): Promise<unknown> } | null
}

const account = z.object({ id: z.int() })
/** GitHub's search knows of a merge some seconds after it. */
const SEARCH_DELAY_MS = 20_000
const CODE_OWNERS = /^(\.github\/|docs\/)?CODEOWNERS$/

const about = (githubIds: number[], over: Partial<Noticed> = {}): Noticed => ({
  githubIds,
  ownersChanged: false,
  delayMs: 1_000,
  ...over,
})

/** Events of GitHub that change what members have earned. Each says only who is to be looked at again. */
export const roleEvents = [
  webhookHandler({
    id: 'roles.pull_request',
    events: ['pull_request'],
    schema: z
      .object({
        action: z.literal('closed'),
        pull_request: z.object({ merged: z.literal(true), user: account }),
      })
      .transform(({ pull_request }) => ({ id: pull_request.user.id })),
    handle: async ({ id }, _, { roles }: RoleEventDeps) => {
      await roles?.notice(about([id], { delayMs: SEARCH_DELAY_MS }))
    },
  }),
  webhookHandler({
    id: 'roles.organization',
    events: ['organization'],
    schema: z
      .object({
        action: z.enum(['member_added', 'member_removed']),
        membership: z.object({ user: account }),
      })
      .transform(({ membership }) => ({ id: membership.user.id })),
    handle: async ({ id }, _, { roles }: RoleEventDeps) => {
      await roles?.notice(about([id]))
    },
  }),
  webhookHandler({
    id: 'roles.membership',
    events: ['membership'],
    schema: z
      .object({ action: z.enum(['added', 'removed']), member: account })
      .transform(({ member }) => ({ id: member.id })),
    handle: async ({ id }, _, { roles }: RoleEventDeps) => {
      await roles?.notice(about([id], { ownersChanged: true, delayMs: SEARCH_DELAY_MS }))
    },
  }),
  webhookHandler({
    id: 'roles.sponsorship',
    events: ['sponsorship'],
    schema: z
      .object({
        action: z.enum(['created', 'cancelled', 'edited', 'tier_changed']),
        sponsorship: z.object({ sponsor: account }),
      })
      .transform(({ sponsorship }) => ({ id: sponsorship.sponsor.id })),
    handle: async ({ id }, _, { roles }: RoleEventDeps) => {
      await roles?.notice(about([id]))
    },
  }),
  webhookHandler({
    id: 'roles.push',
    events: ['push'],
    schema: z
      .object({
        ref: z.string(),
        repository: z.object({ default_branch: z.string() }),
        commits: z.array(
          z.object({
            added: z.array(z.string()),
            modified: z.array(z.string()),
            removed: z.array(z.string()),
          }),
        ),
      })
      .refine(({ ref, repository }) => ref === `refs/heads/${repository.default_branch}`)
      .refine(({ commits }) =>
        commits.some(({ added, modified, removed }) =>
          [...added, ...modified, ...removed].some((path) => CODE_OWNERS.test(path)),
        ),
      )
      .transform(() => ({})),
    handle: async (_, __, { roles }: RoleEventDeps) => {
      await roles?.notice(about([], { ownersChanged: true }))
    },
  }),
]
