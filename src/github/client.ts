import type * as z from 'zod'
import type { GithubResult } from './result.ts'

export interface GithubRequest<T> {
  /** Octokit's form: `GET /repos/{owner}/{repo}/releases`; what stands in braces is taken from `parameters`, encoded. */
  route: string
  /** For the path, the query or the body, as GitHub's own documentation of the route has it. */
  parameters?: Record<string, unknown>
  /** What the answer must look like. */
  schema: z.ZodType<T>
}

/** GitHub as one installation of the App sees it: what it may do is what the App's owner allowed. */
export interface GithubClient {
  /** One request. Never throws, never logs; whether an unknown outcome is tried again is the caller's to decide. */
  request<T>(request: GithubRequest<T>): Promise<GithubResult<T>>
  /** A query whose answer's `data` has the form of `schema`. Any error in it is a failure: a part of the truth is none. */
  query<T>(query: string, variables: Record<string, unknown>, schema: z.ZodType<T>): Promise<GithubResult<T>>
}

export interface GithubApp {
  /** The App as installed at an organisation's or a person's account. Refused with 404 where it is not installed. */
  at(account: string): Promise<GithubResult<GithubClient>>
}

export interface GithubAppOptions {
  appId: string
  /** PEM, PKCS#1 or PKCS#8. */
  privateKey: string
  apiUrl: string
  fetch?: typeof fetch
  now?: () => number
}

/** GitHub through its App. Octokit is heavy and seldom needed: it is evaluated when it first is. */
export function githubApp(options: GithubAppOptions): GithubApp {
  let app: Promise<GithubApp> | undefined
  return {
    at: async (account) => {
      app ??= import('./octokit.ts').then(({ octokitApp }) => octokitApp(options))
      return (await app).at(account)
    },
  }
}
