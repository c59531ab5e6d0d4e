import type * as z from 'zod'
import type { Caller, GithubPermission, Resource } from './access.ts'
import type { Github } from './github.ts'

export interface GithubReply {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface GithubCall<Body> {
  github: Github
  caller: Caller
  params: Record<string, string>
  query: URLSearchParams
  body: Body
}

/** One line of GitHub's REST API. */
export interface GithubRoute {
  method: string
  path: string
  /** Who may: the App by its JWT, its installation with a permission, a person's token, or the client's id and secret. */
  by: 'app' | 'person' | 'client' | GithubPermission
  resource: Resource
  match(path: string): Record<string, string> | null
  run(call: GithubCall<unknown>): GithubReply
}

export function githubRoute<Body = undefined>(spec: {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  by: GithubRoute['by']
  resource?: Resource
  body?: z.ZodType<Body>
  handle(call: GithubCall<Body>): GithubReply
}): GithubRoute {
  const names = [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  // A file's path has slashes in it.
  const pattern = new RegExp(
    `^${spec.path.replace(/\{(\w+)\}/g, (_, name) => (name === 'path' ? '(.+)' : '([^/]+)'))}$`,
  )
  return {
    method: spec.method,
    path: spec.path,
    by: spec.by,
    resource: spec.resource ?? 'core',
    match: (path) => {
      const found = pattern.exec(path)
      if (!found) return null
      return Object.fromEntries(
        names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]),
      )
    },
    run: (call) => {
      if (!spec.body) return spec.handle({ ...call, body: undefined as Body })
      const parsed = spec.body.safeParse(call.body ?? {})
      if (parsed.success) return spec.handle({ ...call, body: parsed.data })
      const [issue] = parsed.error.issues
      return {
        status: 422,
        body: {
          message: 'Validation Failed',
          errors: [{ field: issue?.path.join('.'), message: issue?.message }],
        },
      }
    },
  }
}

export const NOT_FOUND: GithubReply = { status: 404, body: { message: 'Not Found' } }

const DEFAULT_PER_PAGE = 30
const MAX_PER_PAGE = 100

/** One page of a list, with GitHub's `Link` header. */
export function page<T>(
  { query, github }: Pick<GithubCall<unknown>, 'query' | 'github'>,
  path: string,
  items: readonly T[],
  body: (shown: T[]) => unknown = (shown) => shown,
): GithubReply {
  const perPage = Math.min(Number(query.get('per_page')) || DEFAULT_PER_PAGE, MAX_PER_PAGE)
  const number = Math.max(1, Number(query.get('page')) || 1)
  const last = Math.max(1, Math.ceil(items.length / perPage))
  const link = (to: number, rel: string) => {
    const next = new URLSearchParams(query)
    next.set('page', String(to))
    return `<${github.addresses().api}${path}?${next}>; rel="${rel}"`
  }
  const links = number < last ? [link(number + 1, 'next'), link(last, 'last')] : []
  return {
    status: 200,
    body: body(items.slice((number - 1) * perPage, number * perPage)),
    ...(links.length > 0 && { headers: { link: links.join(', ') } }),
  }
}
