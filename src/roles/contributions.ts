import * as z from 'zod'
import type { GithubApp, GithubClient } from '../github/client.ts'
import type { GithubFailure, GithubResult } from '../github/result.ts'
import { type OwnedRepositories, type Owners, ownedRepositories, parseCodeOwners } from './code-owners.ts'
import type { ContributionFacts } from './facts.ts'
import { countsOf, type RolesPolicy } from './policy.ts'

export interface Account {
  githubId: number
  nodeId: string
  login: string
}

/** An account's login now and what is known of its work, or that GitHub has no such account any more. */
export type Gathered = { login: string; facts: ContributionFacts } | 'gone'

export interface Contributions {
  /**
   * By the accounts' ids; all of them or none. `isFresh`: their logins are of this moment. Two queries, and a request for each
   * account.
   */
  gather(
    accounts: readonly Account[],
    options: { owned: OwnedRepositories; isFresh: boolean },
  ): Promise<GithubResult<Map<number, Gathered>>>
  /** Reads every CODEOWNERS file of the organisation and resolves its teams. */
  codeOwners(): Promise<GithubResult<OwnedRepositories>>
}

/** GitHub's largest page. */
const PAGE = 100
/** Teams asked about in one query, so that it stays far from GitHub's limit of 500,000 nodes. */
const TEAMS_A_QUERY = 25

/** What the organisation's App sees of people's work. Stops at the first failure: a part of the truth would take roles. */
export function contributions(app: GithubApp, policy: RolesPolicy): Contributions {
  const { organisation } = policy
  const counts = countsOf(policy)
  const client = () => app.at(organisation)

  return {
    async gather(accounts, { owned, isFresh }) {
      const github = await client()
      if (!github.ok) return github
      const current = isFresh ? ok(accounts) : await currentAccounts(github.value, accounts)
      if (!current.ok) return current
      const found = current.value
      const [figures, ...memberships] = await Promise.all([
        figuresOf(github.value, organisation, counts, found),
        ...found.map((account) => isMemberOf(github.value, organisation, account.login)),
      ])
      if (!figures.ok) return figures
      const gathered = new Map<number, Gathered>(accounts.map(({ githubId }) => [githubId, 'gone']))
      for (const [index, account] of found.entries()) {
        const membership = memberships[index]
        if (!membership?.ok) return membership ?? figuresMissing
        const figure = figures.value[index]
        if (!figure) return figuresMissing
        const ownedRepositories = owned[account.login.toLowerCase()] ?? []
        const facts = { ...figure, isMember: membership.value, ownedRepositories }
        gathered.set(account.githubId, { login: account.login, facts })
      }
      return ok(gathered)
    },

    async codeOwners() {
      const github = await client()
      if (!github.ok) return github
      const files = await codeOwnersFiles(github.value, organisation)
      if (!files.ok) return files
      const slugs = [...new Set(files.value.flatMap(({ owners }) => owners.teams))]
      const teams = await teamMembers(github.value, organisation, slugs)
      return teams.ok ? ok(ownedRepositories(files.value, teams.value)) : teams
    },
  }
}

const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
const figuresMissing: { ok: false; failure: GithubFailure } = {
  ok: false,
  failure: { kind: 'unknown', detail: 'an answer without some of the accounts' },
}

const isRefused = (failure: GithubFailure, status: number) =>
  failure.kind === 'refused' && failure.status === status

const userNode = z.object({ databaseId: z.int(), login: z.string() })

/** Accounts as they are called now; those that are gone are left out. */
async function currentAccounts(
  github: GithubClient,
  accounts: readonly Account[],
): Promise<GithubResult<Account[]>> {
  const answer = await github.query(
    'query($ids: [ID!]!) { nodes(ids: $ids) { ... on User { databaseId login } } }',
    { ids: accounts.map(({ nodeId }) => nodeId) },
    z.object({ nodes: z.array(userNode) }),
  )
  if (answer.ok) {
    const byId = new Map(answer.value.nodes.map(({ databaseId, login }) => [databaseId, login]))
    return ok(accounts.flatMap((each) => ({ ...each, login: byId.get(each.githubId) ?? each.login })))
  }
  if (!isRefused(answer.failure, 404)) return answer
  // One that is gone spoils the query: each is asked about by itself.
  const each = await Promise.all(accounts.map((account) => currentAccount(github, account)))
  const current: Account[] = []
  for (const result of each) {
    if (!result.ok) return result
    if (result.value) current.push(result.value)
  }
  return ok(current)
}

async function currentAccount(github: GithubClient, account: Account): Promise<GithubResult<Account | null>> {
  const answer = await github.request({
    route: 'GET /user/{account_id}',
    parameters: { account_id: account.githubId },
    schema: z.object({ login: z.string() }),
  })
  if (answer.ok) return ok({ ...account, login: answer.value.login })
  return isRefused(answer.failure, 404) ? ok(null) : answer
}

/** GitHub answers 204 for members, private ones too, and 404 for everybody else. */
async function isMemberOf(
  github: GithubClient,
  org: string,
  username: string,
): Promise<GithubResult<boolean>> {
  const answer = await github.request({
    route: 'GET /orgs/{org}/members/{username}',
    parameters: { org, username },
    schema: z.unknown(),
  })
  if (answer.ok) return ok(true)
  return isRefused(answer.failure, 404) ? ok(false) : answer
}

/** Merged pull requests, counted by GitHub's search without reading one, and sponsors: one query for all accounts. */
async function figuresOf(
  github: GithubClient,
  organisation: string,
  counts: readonly string[],
  accounts: readonly Account[],
): Promise<GithubResult<Pick<ContributionFacts, 'mergedPulls' | 'isSponsor'>[]>> {
  if (accounts.length === 0) return ok([])
  const variables: Record<string, string> = { organisation }
  const searches: string[] = []
  const sponsors: string[] = []
  for (const [a, { login }] of accounts.entries()) {
    variables[`l${a}`] = login
    sponsors.push(`s${a}: isSponsoredBy(accountLogin: $l${a})`)
    for (const [c, terms] of counts.entries()) {
      variables[`q${a}_${c}`] = `${terms} is:pr is:merged author:${login}`
      searches.push(`c${a}_${c}: search(query: $q${a}_${c}, type: ISSUE, first: 1) { issueCount }`)
    }
  }
  const declared = Object.keys(variables).map((name) => `$${name}: String!`)
  const answer = await github.query(
    `query(${declared.join(', ')}) { organization(login: $organisation) { ${sponsors.join(' ')} } ${searches.join(' ')} }`,
    variables,
    z.object({ organization: z.record(z.string(), z.boolean()) }).catchall(z.object({ issueCount: z.int() })),
  )
  if (!answer.ok) return answer
  const { organization, ...found } = answer.value
  return ok(
    accounts.map((_, a) => ({
      isSponsor: organization[`s${a}`] ?? false,
      mergedPulls: Object.fromEntries(
        counts.map((terms, c) => [terms, found[`c${a}_${c}`]?.issueCount ?? 0]),
      ),
    })),
  )
}

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const blob = z.object({ text: z.string().nullable().optional() }).nullable()
const repositoriesPage = z.object({
  organization: z.object({
    repositories: z.object({
      nodes: z.array(z.object({ name: z.string(), github: blob, root: blob, docs: blob })),
      pageInfo,
    }),
  }),
})

type RepositoriesPage = z.output<typeof repositoriesPage>['organization']['repositories']

/** The file that counts in each repository: GitHub looks in `.github/`, at the root and in `docs/`, in this order. */
async function codeOwnersFiles(
  github: GithubClient,
  organisation: string,
): Promise<GithubResult<{ repository: string; owners: Owners }[]>> {
  const files: { repository: string; owners: Owners }[] = []
  for (let after: string | null = null; ; ) {
    const answer: GithubResult<z.output<typeof repositoriesPage>> = await github.query(
      `query($organisation: String!, $after: String) { organization(login: $organisation) {
        repositories(first: ${PAGE}, after: $after, isArchived: false) {
          nodes { name
            github: object(expression: "HEAD:.github/CODEOWNERS") { ... on Blob { text } }
            root: object(expression: "HEAD:CODEOWNERS") { ... on Blob { text } }
            docs: object(expression: "HEAD:docs/CODEOWNERS") { ... on Blob { text } } }
          pageInfo { hasNextPage endCursor } } } }`,
      { organisation, after },
      repositoriesPage,
    )
    if (!answer.ok) return answer
    const { nodes, pageInfo: place }: RepositoriesPage = answer.value.organization.repositories
    for (const { name, github: first, root, docs } of nodes) {
      const text = (first ?? root ?? docs)?.text
      if (text) files.push({ repository: name, owners: parseCodeOwners(text, organisation) })
    }
    if (!place.hasNextPage) return ok(files)
    after = place.endCursor
  }
}

const teamPage = z
  .object({
    members: z.object({ nodes: z.array(z.object({ login: z.string() })), pageInfo }),
  })
  .nullable()

/** Logins by the slug of each team, child teams' members among them; a team that is not there has none. */
async function teamMembers(
  github: GithubClient,
  organisation: string,
  slugs: readonly string[],
): Promise<GithubResult<Map<string, string[]>>> {
  const members = new Map<string, string[]>()
  let open: { slug: string; after: string | null }[] = slugs.map((slug) => ({ slug, after: null }))
  while (open.length > 0) {
    const asked = open.slice(0, TEAMS_A_QUERY)
    const variables: Record<string, string | null> = { organisation }
    for (const [index, { slug, after }] of asked.entries()) {
      variables[`t${index}`] = slug
      variables[`a${index}`] = after
    }
    const declared = asked.map((_, index) => `$t${index}: String!, $a${index}: String`)
    const teams = asked.map(
      (_, index) =>
        `t${index}: team(slug: $t${index}) { members(first: ${PAGE}, after: $a${index}) { nodes { login } pageInfo { hasNextPage endCursor } } }`,
    )
    const answer = await github.query(
      `query($organisation: String!, ${declared.join(', ')}) { organization(login: $organisation) { ${teams.join(' ')} } }`,
      variables,
      z.object({ organization: z.record(z.string(), teamPage) }),
    )
    if (!answer.ok) return answer
    const further: typeof open = []
    for (const [index, { slug }] of asked.entries()) {
      const page = answer.value.organization[`t${index}`]?.members
      if (!page) continue
      members.set(slug, [...(members.get(slug) ?? []), ...page.nodes.map(({ login }) => login)])
      if (page.pageInfo.hasNextPage) further.push({ slug, after: page.pageInfo.endCursor })
    }
    open = [...further, ...open.slice(TEAMS_A_QUERY)]
  }
  return ok(members)
}
