import { buildSchema, graphql } from 'graphql'
import type { Github } from './github.ts'
import { nodeId } from './payloads.ts'
import { searchIssues } from './search.ts'
import { type Person, personById, personByLogin, type Repository, repositoryByName } from './state.ts'

/** The part of GitHub's schema that Steward asks for; names, arguments and nullability are GitHub's. */
const schema = buildSchema(`
  type Query {
    nodes(ids: [ID!]!): [Node]!
    organization(login: String!): Organization
    repository(owner: String!, name: String!): Repository
    user(login: String!): User
    search(query: String!, type: SearchType!, first: Int, after: String): SearchResultItemConnection!
  }
  enum SearchType { ISSUE REPOSITORY USER DISCUSSION }
  interface Node { id: ID! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type User implements Node { id: ID! databaseId: Int login: String! name: String }
  type Organization implements Node {
    id: ID! databaseId: Int login: String!
    isSponsoredBy(accountLogin: String!): Boolean!
    membersWithRole(first: Int, after: String): OrganizationMemberConnection!
    repositories(first: Int, after: String, isArchived: Boolean): RepositoryConnection!
    team(slug: String!): Team
    sponsorshipsAsMaintainer(first: Int, after: String, activeOnly: Boolean, includePrivate: Boolean): SponsorshipConnection!
  }
  type OrganizationMemberConnection { nodes: [User] totalCount: Int! pageInfo: PageInfo! }
  type Team { slug: String! members(first: Int, after: String): TeamMemberConnection! }
  type TeamMemberConnection { nodes: [User] totalCount: Int! pageInfo: PageInfo! }
  type RepositoryConnection { nodes: [Repository] totalCount: Int! pageInfo: PageInfo! }
  interface GitObject { oid: String! }
  type Blob implements GitObject { oid: String! text: String byteSize: Int! isTruncated: Boolean! }
  type Repository implements Node {
    id: ID! databaseId: Int name: String! nameWithOwner: String! isArchived: Boolean!
    object(expression: String): GitObject
  }
  type SponsorshipConnection { nodes: [Sponsorship] totalCount: Int! pageInfo: PageInfo! }
  union Sponsor = User | Organization
  type Sponsorship { sponsorEntity: Sponsor createdAt: String! isActive: Boolean! }
  type SearchResultItemConnection { issueCount: Int! nodes: [SearchResultItem] pageInfo: PageInfo! }
  union SearchResultItem = Issue | PullRequest
  type Issue { number: Int! title: String! url: String! }
  type PullRequest { number: Int! title: String! url: String! mergedAt: String }
`)

interface PageArguments {
  first?: number
  after?: string
}

/** Relay's connection; GitHub wants `first`, 100 at most. */
function connection<T>(items: readonly T[], { first, after }: PageArguments) {
  if (!first)
    throw new Error('You must provide a `first` or `last` value to properly paginate the connection.')
  if (first > 100)
    throw new Error('Requesting more than 100 records exceeds the `first` limit of 100 records.')
  const start = Number(after ?? 0)
  const end = Math.min(start + first, items.length)
  return {
    nodes: items.slice(start, end),
    totalCount: items.length,
    issueCount: items.length,
    pageInfo: { hasNextPage: end < items.length, endCursor: String(end) },
  }
}

const userNode = (person: Person) => ({
  __typename: 'User',
  id: nodeId(person),
  databaseId: person.id,
  login: person.login,
  name: person.name,
})

/** Answers a query; what is not found is null and an error of the type NOT_FOUND, as with GitHub. */
export async function answerGraphql(
  github: Github,
  { query, variables }: { query: string; variables: Record<string, unknown> },
): Promise<unknown> {
  const { state } = github
  const missing: { type: string; path: (string | number)[]; message: string }[] = []
  const organisationNode = () => ({
    __typename: 'Organization',
    id: `O_${state.organisation.id}`,
    databaseId: state.organisation.id,
    login: state.organisation.login,
    isSponsoredBy: ({ accountLogin }: { accountLogin: string }) => {
      const person = personByLogin(state, accountLogin)
      return state.organisation.sponsorships.some(({ personId }) => personId === person?.id)
    },
    membersWithRole: (page: PageArguments) =>
      connection(
        state.organisation.members.flatMap(({ personId }) => peopleOf([personId])),
        page,
      ),
    repositories: ({ isArchived, ...page }: PageArguments & { isArchived?: boolean }) =>
      connection(
        state.repositories
          .filter((each) => isArchived === undefined || each.isArchived === isArchived)
          .map(repositoryNode),
        page,
      ),
    team: ({ slug }: { slug: string }) => {
      const team = state.organisation.teams.find((each) => each.slug === slug.toLowerCase())
      return team
        ? { slug: team.slug, members: (page: PageArguments) => connection(peopleOf(team.memberIds), page) }
        : null
    },
    sponsorshipsAsMaintainer: (page: PageArguments) =>
      connection(
        state.organisation.sponsorships.map(({ personId, since }) => ({
          sponsorEntity: peopleOf([personId])[0] ?? null,
          createdAt: since,
          isActive: true,
        })),
        page,
      ),
  })
  const peopleOf = (ids: readonly number[]) =>
    ids.flatMap((id) => {
      const person = personById(state, id)
      return person ? [userNode(person)] : []
    })
  const repositoryNode = (repository: Repository) => ({
    __typename: 'Repository',
    id: `R_${repository.id}`,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: `${state.organisation.login}/${repository.name}`,
    isArchived: repository.isArchived,
    object: ({ expression }: { expression?: string }) => {
      const text = repository.files[expression?.replace(/^HEAD:/, '') ?? '']
      if (text === undefined) return null
      return { __typename: 'Blob', oid: '0', text, byteSize: Buffer.byteLength(text), isTruncated: false }
    },
  })
  const notFound = (path: (string | number)[], message: string) => {
    missing.push({ type: 'NOT_FOUND', path, message })
    return null
  }
  const rootValue = {
    nodes: ({ ids }: { ids: string[] }) =>
      ids.map((id, index) => {
        const person = state.people.find((each) => nodeId(each) === id)
        return person
          ? userNode(person)
          : notFound(['nodes', index], `Could not resolve to a node with the global id of '${id}'`)
      }),
    organization: ({ login }: { login: string }) =>
      login.toLowerCase() === state.organisation.login.toLowerCase()
        ? organisationNode()
        : notFound(['organization'], `Could not resolve to an Organization with the login of '${login}'.`),
    user: ({ login }: { login: string }) => {
      const person = personByLogin(state, login)
      return person
        ? userNode(person)
        : notFound(['user'], `Could not resolve to a User with the login of '${login}'.`)
    },
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const found = repositoryByName(state, owner, name)
      return found
        ? repositoryNode(found)
        : notFound(['repository'], `Could not resolve to a Repository with the name '${owner}/${name}'.`)
    },
    search: ({ query: words, ...page }: PageArguments & { query: string }) =>
      connection(
        searchIssues(state, words).map(({ repository, issue }) => ({
          __typename: issue.kind === 'pull' ? 'PullRequest' : 'Issue',
          number: issue.number,
          title: issue.title,
          url: `${github.addresses().web}/${state.organisation.login}/${repository.name}/${issue.kind === 'pull' ? 'pull' : 'issues'}/${issue.number}`,
          mergedAt: issue.mergedAt,
        })),
        page,
      ),
  }
  const { data, errors = [] } = await graphql({ schema, source: query, rootValue, variableValues: variables })
  const told = [...errors.map(({ message, path }) => ({ message, path })), ...missing]
  return { data: data ?? null, ...(told.length > 0 && { errors: told }) }
}
