import {
  type GithubState,
  type Issue,
  isMember,
  type Organisation,
  type Person,
  personById,
  type Release,
  type Repository,
} from './state.ts'

/** Where GitHub's own pages are. */
export interface Addresses {
  api: string
  web: string
}

/** The account that deleted accounts' work is shown under. */
const GHOST: Person = { id: 10137, login: 'ghost', name: 'Deleted user' }

export const nodeId = (person: Person): string => `U_${person.id}`

export function userPayload(person: Person, { api, web }: Addresses) {
  return {
    login: person.login,
    id: person.id,
    node_id: nodeId(person),
    avatar_url: `${web}/avatars/${person.id}.png`,
    url: `${api}/users/${person.login}`,
    html_url: `${web}/${person.login}`,
    type: 'User',
    site_admin: false,
  }
}

export function organisationPayload({ id, login }: Organisation, { api, web }: Addresses) {
  return {
    login,
    id,
    node_id: `O_${id}`,
    url: `${api}/orgs/${login}`,
    html_url: `${web}/${login}`,
    type: 'Organization',
  }
}

export function repositoryPayload(state: GithubState, repository: Repository, addresses: Addresses) {
  const owner = organisationPayload(state.organisation, addresses)
  const fullName = `${state.organisation.login}/${repository.name}`
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: fullName,
    private: repository.isPrivate,
    archived: repository.isArchived,
    fork: false,
    description: null,
    default_branch: 'main',
    owner,
    html_url: `${addresses.web}/${fullName}`,
    url: `${addresses.api}/repos/${fullName}`,
    has_issues: true,
  }
}

export function authorPayload(state: GithubState, id: number | null, addresses: Addresses) {
  return userPayload((id !== null && personById(state, id)) || GHOST, addresses)
}

export function issuePayload(state: GithubState, repository: Repository, issue: Issue, addresses: Addresses) {
  const path = `${state.organisation.login}/${repository.name}`
  const isPull = issue.kind === 'pull'
  return {
    id: repository.id * 100_000 + issue.number,
    node_id: `${isPull ? 'PR' : 'I'}_${repository.id}_${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: authorPayload(state, issue.authorId, addresses),
    author_association: association(state, issue.authorId),
    labels: issue.labels.map((name) => ({ name, color: 'ededed' })),
    state: issue.state,
    state_reason: issue.state === 'closed' ? 'completed' : null,
    comments: issue.comments.length,
    reactions: { '+1': issue.thumbsUp, total_count: issue.thumbsUp },
    created_at: issue.createdAt,
    updated_at: issue.createdAt,
    closed_at: issue.state === 'closed' ? (issue.mergedAt ?? issue.createdAt) : null,
    html_url: `${addresses.web}/${path}/${isPull ? 'pull' : 'issues'}/${issue.number}`,
    url: `${addresses.api}/repos/${path}/issues/${issue.number}`,
    repository_url: `${addresses.api}/repos/${path}`,
    ...(isPull && { pull_request: { merged_at: issue.mergedAt } }),
  }
}

function association(state: GithubState, id: number | null): string {
  return id !== null && isMember(state, id) ? 'MEMBER' : 'NONE'
}

export function pullPayload(state: GithubState, repository: Repository, pull: Issue, addresses: Addresses) {
  return {
    ...issuePayload(state, repository, pull, addresses),
    merged: pull.mergedAt !== null,
    merged_at: pull.mergedAt,
    base: { ref: 'main', repo: repositoryPayload(state, repository, addresses) },
  }
}

export function releasePayload(
  state: GithubState,
  repository: Repository,
  release: Release,
  addresses: Addresses,
) {
  const path = `${state.organisation.login}/${repository.name}`
  return {
    id: release.id,
    node_id: `RE_${release.id}`,
    tag_name: release.tag,
    target_commitish: 'main',
    name: release.name,
    body: release.body,
    draft: false,
    prerelease: release.isPrerelease,
    author: authorPayload(state, release.authorId, addresses),
    created_at: release.publishedAt,
    published_at: release.publishedAt,
    html_url: `${addresses.web}/${path}/releases/tag/${release.tag}`,
    url: `${addresses.api}/repos/${path}/releases/${release.id}`,
    assets: [],
  }
}
