import { jsonOrText, type Outgoing } from '../http.ts'
import type { Service, ServiceAnswer, ServiceRequest } from '../services.ts'
import type { Caller, Resource, Verdict } from './access.ts'
import type { Github } from './github.ts'
import { answerGraphql } from './graphql.ts'
import { accessToken, authorize, authorizePage } from './oauth.ts'
import type { GithubReply, GithubRoute } from './route.ts'
import { accountRoutes } from './routes/accounts.ts'
import { repositoryRoutes } from './routes/repositories.ts'

const ROUTES: GithubRoute[] = [...accountRoutes, ...repositoryRoutes]
const WEB = /^\/web\/login\/oauth\/(authorize|access_token)$/

/** GitHub's API below `/github/api`, its sign-in below `/github/web`. */
export function githubService(github: Github): Service {
  return {
    name: 'github',
    base: '/github',
    answer: async (request) => {
      const web = WEB.exec(request.path)?.[1]
      if (web) return logged(`${request.method} /login/oauth/${web}`, signIn(github, web, request))
      if (request.path.startsWith('/api/')) return answerApi(github, request)
      return logged(null, { status: 404, body: { message: 'Not Found' } })
    },
  }
}

function signIn(github: Github, page: string, { method, search, body, headers }: ServiceRequest): Outgoing {
  if (page === 'authorize') {
    return method === 'POST'
      ? authorize(github, search, new URLSearchParams(body))
      : authorizePage(github, search)
  }
  if (method !== 'POST') return { status: 404, body: { message: 'Not Found' } }
  const isJson = headers['content-type']?.startsWith('application/json')
  const sent = isJson ? Object.entries(jsonOrText(body) as Record<string, string>) : body
  return accessToken(github, new URLSearchParams(sent))
}

/** Agent, token, route, permission, limits, body; in this order. */
async function answerApi(github: Github, request: ServiceRequest): Promise<ServiceAnswer> {
  const path = request.path.slice('/api'.length)
  if (!request.headers['user-agent'])
    return logged(null, { status: 403, body: { message: 'Request forbidden by administrative rules.' } })
  const caller = callerOf(github, request)
  if (!caller) return logged(null, { status: 401, body: { message: 'Bad credentials' } })
  if (path === '/graphql') return graphqlAnswer(github, request, caller)
  const found = ROUTES.flatMap((route) => {
    const params = route.method === request.method ? route.match(path) : null
    return params ? [{ route, params }] : []
  })[0]
  if (!found) return logged(null, { status: 404, body: { message: 'Not Found' } })
  const { route, params } = found
  const name = `${route.method} ${route.path}`
  const refusal = refusalFor(github, route, caller)
  if (refusal) return logged(name, refusal)
  const verdict = take(github, caller, route.resource, request.method !== 'GET')
  if (verdict.refusal) return logged(name, limited(verdict))
  const body = jsonOrText(request.body)
  const reply = route.run({ github, caller, params, query: request.search, body })
  return logged(name, { ...reply, headers: { ...verdict.headers, ...reply.headers } })
}

async function graphqlAnswer(
  github: Github,
  request: ServiceRequest,
  caller: Caller,
): Promise<ServiceAnswer> {
  const name = 'POST /graphql'
  if (caller.kind !== 'installation')
    return logged(name, { status: 403, body: { message: 'Resource not accessible' } })
  const verdict = take(github, caller, 'graphql', false)
  if (verdict.refusal) return logged(name, limited(verdict))
  const { query = '', variables = {} } = jsonOrText(request.body) as {
    query?: string
    variables?: Record<string, unknown>
  }
  return logged(name, {
    status: 200,
    headers: verdict.headers,
    body: await answerGraphql(github, { query, variables }),
  })
}

function callerOf({ tokens, credentials }: Github, { headers }: ServiceRequest): Caller | null {
  const { authorization } = headers
  if (!authorization?.toLowerCase().startsWith('basic ')) return tokens.callerOf(authorization)
  const given = Buffer.from(authorization.slice('basic '.length), 'base64').toString()
  return given === `${credentials.clientId}:${credentials.clientSecret}` ? { kind: 'nobody' } : null
}

function refusalFor(github: Github, { by }: GithubRoute, caller: Caller): GithubReply | null {
  const forbidden = { status: 403, body: { message: 'Resource not accessible by integration' } }
  if (by === 'app')
    return caller.kind === 'app'
      ? null
      : { status: 401, body: { message: 'A JSON web token could not be decoded' } }
  if (by === 'client') return null
  if (by === 'person') return caller.kind === 'person' ? null : forbidden
  if (caller.kind === 'person') return by === 'metadata:read' ? null : forbidden
  return caller.kind === 'installation' && github.allows(by) ? null : forbidden
}

function take(github: Github, caller: Caller, resource: Resource, isWrite: boolean): Verdict {
  const name = caller.kind === 'person' ? `person ${caller.personId}` : caller.kind
  return github.limits.take(name, resource, isWrite)
}

function limited({ refusal, headers }: Verdict): GithubReply {
  return { status: refusal?.status ?? 403, headers, body: { message: refusal?.message } }
}

function logged(route: string | null, answer: Outgoing): ServiceAnswer {
  return { ...answer, route, rateLimit: null, logged: answer.text ?? answer.body ?? null }
}
