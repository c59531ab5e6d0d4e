import * as z from 'zod'
import { INSTALLATION_ID } from '../access.ts'
import { organisationPayload, repositoryPayload, userPayload } from '../payloads.ts'
import { type GithubCall, githubRoute, NOT_FOUND, page } from '../route.ts'
import { type GithubState, isMember, type Person, personById, personByLogin } from '../state.ts'

const isOrganisation = (state: GithubState, login: string | undefined) =>
  login?.toLowerCase() === state.organisation.login.toLowerCase()

function installation({ github, params }: GithubCall<undefined>) {
  const account = params.account ?? params.owner
  if (!isOrganisation(github.state, account)) return NOT_FOUND
  return {
    status: 200,
    body: {
      id: INSTALLATION_ID,
      app_id: Number(github.credentials.appId),
      account: organisationPayload(github.state.organisation, github.addresses()),
      permissions: github.permissions(),
    },
  }
}

const members = (state: GithubState, onlyPublic: boolean): Person[] =>
  state.organisation.members
    .filter(({ isPublic }) => isPublic || !onlyPublic)
    .flatMap(({ personId }) => personById(state, personId) ?? [])

export const accountRoutes = [
  githubRoute({ method: 'GET', path: '/users/{account}/installation', by: 'app', handle: installation }),
  githubRoute({ method: 'GET', path: '/orgs/{account}/installation', by: 'app', handle: installation }),
  githubRoute({ method: 'GET', path: '/repos/{owner}/{repo}/installation', by: 'app', handle: installation }),
  githubRoute({
    method: 'POST',
    path: '/app/installations/{id}/access_tokens',
    by: 'app',
    body: z.object({}),
    handle: ({ github, params }) => {
      if (params.id !== String(INSTALLATION_ID)) return NOT_FOUND
      const { token, expiresAt } = github.tokens.installation()
      const body = {
        token,
        expires_at: expiresAt,
        permissions: github.permissions(),
        repository_selection: 'all',
      }
      return { status: 201, body }
    },
  }),
  githubRoute({
    method: 'GET',
    path: '/user',
    by: 'person',
    handle: ({ github, caller }) => {
      const person = caller.kind === 'person' ? personById(github.state, caller.personId) : undefined
      return person
        ? { status: 200, body: { ...userPayload(person, github.addresses()), name: person.name } }
        : NOT_FOUND
    },
  }),
  githubRoute({
    method: 'DELETE',
    path: '/applications/{client}/token',
    by: 'client',
    body: z.strictObject({ access_token: z.string() }),
    handle: ({ github, params, body }) =>
      params.client === github.credentials.clientId && github.tokens.revoke(body.access_token)
        ? { status: 204 }
        : NOT_FOUND,
  }),
  githubRoute({
    method: 'GET',
    path: '/user/{id}',
    by: 'metadata:read',
    handle: ({ github, params }) => {
      const person = personById(github.state, Number(params.id))
      return person ? { status: 200, body: userPayload(person, github.addresses()) } : NOT_FOUND
    },
  }),
  githubRoute({
    method: 'GET',
    path: '/users/{login}',
    by: 'metadata:read',
    handle: ({ github, params }) => {
      const person = personByLogin(github.state, params.login ?? '')
      return person
        ? { status: 200, body: { ...userPayload(person, github.addresses()), name: person.name } }
        : NOT_FOUND
    },
  }),
  githubRoute({
    method: 'GET',
    path: '/orgs/{org}/members',
    by: 'members:read',
    handle: (call) => {
      const { github, params } = call
      if (!isOrganisation(github.state, params.org)) return NOT_FOUND
      const people = members(github.state, false).map((person) => userPayload(person, github.addresses()))
      return page(call, `/orgs/${params.org}/members`, people)
    },
  }),
  githubRoute({
    method: 'GET',
    path: '/orgs/{org}/members/{login}',
    by: 'members:read',
    handle: ({ github, params }) => {
      const person = personByLogin(github.state, params.login ?? '')
      const belongs = isOrganisation(github.state, params.org) && person && isMember(github.state, person.id)
      return belongs ? { status: 204 } : NOT_FOUND
    },
  }),
  githubRoute({
    method: 'GET',
    path: '/orgs/{org}/public_members/{login}',
    by: 'metadata:read',
    handle: ({ github, params }) =>
      members(github.state, true).some(({ login }) => login === params.login) ? { status: 204 } : NOT_FOUND,
  }),
  githubRoute({
    method: 'GET',
    path: '/orgs/{org}/teams',
    by: 'members:read',
    handle: (call) => {
      const { organisation } = call.github.state
      const teams = organisation.teams.map(({ slug }) => ({ slug, name: slug }))
      return page(call, `/orgs/${organisation.login}/teams`, teams)
    },
  }),
  githubRoute({
    method: 'GET',
    path: '/orgs/{org}/teams/{team}/members',
    by: 'members:read',
    handle: (call) => {
      const { github, params } = call
      const team = github.state.organisation.teams.find(({ slug }) => slug === params.team)
      if (!team) return NOT_FOUND
      const people = team.memberIds.flatMap((id) => personById(github.state, id) ?? [])
      return page(
        call,
        `/orgs/${params.org}/teams/${params.team}/members`,
        people.map((person) => userPayload(person, github.addresses())),
      )
    },
  }),
  githubRoute({
    method: 'GET',
    path: '/orgs/{org}/repos',
    by: 'metadata:read',
    handle: (call) => {
      const { github, params } = call
      if (!isOrganisation(github.state, params.org)) return NOT_FOUND
      return page(call, `/orgs/${params.org}/repos`, repositories(call))
    },
  }),
  githubRoute({
    method: 'GET',
    path: '/installation/repositories',
    by: 'metadata:read',
    handle: (call) =>
      page(call, '/installation/repositories', repositories(call), (shown) => ({
        total_count: call.github.state.repositories.length,
        repositories: shown,
      })),
  }),
]

function repositories({ github }: GithubCall<unknown>) {
  return github.state.repositories.map((each) => repositoryPayload(github.state, each, github.addresses()))
}
