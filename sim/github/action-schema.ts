import * as z from 'zod'

const login = z.string().regex(/^[A-Za-z0-9-]{1,39}$/)
const repository = z.string().regex(/^[\w.-]{1,100}$/)
const level = z.enum(['low', 'medium', 'high', 'critical'])

/** One delivery to Steward. */
export interface DeliveryView {
  id: string
  event: string
  /** Steward's answer; 0 when there was none. */
  status: number
  body: string
}

/** `POST /sim/github`: what somebody does on the simulated GitHub; what GitHub would tell of it is delivered, signed. */
export const githubAction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('sign_up'), login, name: z.string().max(80).optional() }),
  z.strictObject({ do: z.literal('rename'), login, to: login }),
  /** Work of a deleted account stays, under GitHub's ghost. */
  z.strictObject({ do: z.literal('delete_account'), login }),
  z.strictObject({ do: z.literal('join'), login, isPublic: z.boolean().optional() }),
  z.strictObject({ do: z.literal('leave'), login }),
  /** Makes the team when there is none of that name. */
  z.strictObject({ do: z.literal('join_team'), team: repository, login }),
  z.strictObject({ do: z.literal('leave_team'), team: repository, login }),
  z.strictObject({ do: z.literal('add_repository'), repository, isPrivate: z.boolean().optional() }),
  /** `count` of them; GitHub tells of each, but of more than 20 at once only of the last here. */
  z.strictObject({
    do: z.literal('merge'),
    login,
    repository,
    title: z.string().max(256).optional(),
    labels: z.array(z.string()).optional(),
    count: z.int().min(1).max(5000).optional(),
  }),
  /** `text` null takes the file away. */
  z.strictObject({
    do: z.literal('push_file'),
    login,
    repository,
    path: z.string().min(1).max(200),
    text: z.string().max(100_000).nullable(),
  }),
  z.strictObject({ do: z.literal('sponsor'), login, monthlyDollars: z.int().min(1).optional() }),
  z.strictObject({ do: z.literal('stop_sponsoring'), login }),
  /** A tag again edits its release. */
  z.strictObject({
    do: z.literal('release'),
    repository,
    tag: z.string().min(1).max(100),
    login: login.optional(),
    name: z.string().max(200).optional(),
    body: z.string().max(100_000).optional(),
    isPrerelease: z.boolean().optional(),
  }),
  z.strictObject({ do: z.literal('delete_release'), repository, tag: z.string() }),
  z.strictObject({
    do: z.literal('advisory'),
    repository,
    /** Of an earlier one: then it is withdrawn or updated. */
    ghsaId: z.string().optional(),
    action: z.enum(['published', 'reported']).optional(),
    summary: z.string().min(1).max(1024),
    description: z.string().max(65_535).optional(),
    severity: level,
    cvssScore: z.number().min(0).max(10).optional(),
    package: z.string().optional(),
    affected: z.string().optional(),
    patched: z.string().optional(),
  }),
  z.strictObject({
    do: z.literal('close_issue'),
    repository,
    number: z.int().min(1),
    login: login.optional(),
  }),
  /** Any payload, signed; the same `id` again is a redelivery. */
  z.strictObject({
    do: z.literal('deliver'),
    event: z.string(),
    payload: z.unknown(),
    id: z.string().optional(),
  }),
  /** A payload of `@octokit/webhooks-examples`. */
  z.strictObject({ do: z.literal('replay'), event: z.string(), index: z.int().min(0).optional() }),
])

export type GithubAction = z.infer<typeof githubAction>
