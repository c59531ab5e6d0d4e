/** What the simulated GitHub holds. Nobody here is a real person. */

export interface Person {
  id: number
  login: string
  name: string
}

export interface OrganisationMember {
  personId: number
  /** Whether everybody may see that they belong to the organisation. */
  isPublic: boolean
}

export interface Team {
  slug: string
  memberIds: number[]
}

export interface Sponsorship {
  personId: number
  monthlyDollars: number
  /** ISO 8601. */
  since: string
}

export interface Organisation {
  id: number
  login: string
  members: OrganisationMember[]
  teams: Team[]
  /** Those that run; who stops is taken out. */
  sponsorships: Sponsorship[]
}

export interface Release {
  id: number
  tag: string
  name: string
  body: string
  isPrerelease: boolean
  authorId: number
  publishedAt: string
}

/** An issue or a pull request; both are counted together, as GitHub does. */
export interface Issue {
  number: number
  kind: 'issue' | 'pull'
  title: string
  body: string
  /** Null: the account is deleted, GitHub shows its ghost. */
  authorId: number | null
  labels: string[]
  state: 'open' | 'closed'
  /** Of pull requests. */
  mergedAt: string | null
  createdAt: string
  comments: { id: number; body: string; authorId: number | null }[]
  thumbsUp: number
}

export interface Repository {
  id: number
  name: string
  isPrivate: boolean
  isArchived: boolean
  /** Content by path, on the default branch. */
  files: Record<string, string>
  labels: string[]
  issues: Issue[]
  releases: Release[]
}

export interface GithubState {
  people: Person[]
  organisation: Organisation
  repositories: Repository[]
}

export const personByLogin = ({ people }: GithubState, login: string): Person | undefined =>
  people.find((person) => person.login.toLowerCase() === login.toLowerCase())

export const personById = ({ people }: GithubState, id: number): Person | undefined =>
  people.find((person) => person.id === id)

export const repositoryByName = (
  { repositories, organisation }: GithubState,
  owner: string,
  name: string,
): Repository | undefined =>
  owner.toLowerCase() === organisation.login.toLowerCase()
    ? repositories.find((repository) => repository.name.toLowerCase() === name.toLowerCase())
    : undefined

export const isMember = ({ organisation }: GithubState, personId: number): boolean =>
  organisation.members.some((member) => member.personId === personId)

/** The highest number in use is one less. */
export const nextNumber = ({ issues }: Repository): number =>
  issues.reduce((highest, { number }) => Math.max(highest, number), 0) + 1
