/** The one module that knows Octokit. */
import { createPrivateKey } from 'node:crypto'
import { App } from '@octokit/app'
import { Octokit } from '@octokit/core'
import * as z from 'zod'
import type { GithubApp, GithubAppOptions, GithubClient, GithubRequest } from './client.ts'
import type { GithubFailure, GithubResult } from './result.ts'

const USER_AGENT = 'steward-bot (https://github.com/steward-bot/steward)'
const TIMEOUT_MS = 10_000
/** GitHub's advice for a secondary limit that does not say when to come back. */
const DEFAULT_RETRY_AFTER_SECONDS = 60

/** Throws for a private key that is none: settings have looked at its form, not at what is in it. */
export function octokitApp({
  appId,
  privateKey,
  apiUrl,
  fetch: send = (input, init) => fetch(input, init),
  now = Date.now,
}: GithubAppOptions): GithubApp {
  const timed: typeof fetch = (input, init) =>
    send(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  const app = new App({
    appId,
    privateKey: pkcs8(privateKey),
    Octokit: Octokit.defaults({
      baseUrl: apiUrl,
      userAgent: USER_AGENT,
      request: { fetch: timed },
      log: SILENT,
    }),
    log: SILENT,
  })
  const installations = new Map<string, number>()

  async function installationOf(account: string): Promise<number> {
    const known = installations.get(account)
    if (known !== undefined) return known
    const { data } = await app.octokit.request('GET /users/{username}/installation', { username: account })
    installations.set(account, data.id)
    return data.id
  }

  return {
    at: (account) =>
      caught(async () => {
        const octokit = await app.getInstallationOctokit(await installationOf(account))
        return clientOf(octokit, now)
      }, now),
  }
}

/** Octokit writes what it retries and warns of to the console, with URLs and their parameters. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

function clientOf(octokit: Octokit, now: () => number): GithubClient {
  return {
    async request<T>({ route, parameters, schema }: GithubRequest<T>) {
      const answer = await caught(() => octokit.request(route, parameters), now)
      return answer.ok ? parsed(schema, answer.value.data) : answer
    },
    async query(query, variables, schema) {
      const answer = await caught(() => octokit.graphql(query, variables), now)
      return answer.ok ? parsed(schema, answer.value) : answer
    },
  }
}

/** GitHub's keys are PKCS#1, which Web Crypto does not read. */
export function pkcs8(pem: string): string {
  return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString()
}

function parsed<T>(schema: z.ZodType<T>, data: unknown): GithubResult<T> {
  const result = schema.safeParse(data)
  if (result.success) return { ok: true, value: result.data }
  const where = result.error.issues[0]?.path.join('.') ?? ''
  return { ok: false, failure: { kind: 'unknown', detail: `an answer that is not as documented: ${where}` } }
}

async function caught<T>(act: () => Promise<T>, now: () => number): Promise<GithubResult<T>> {
  try {
    return { ok: true, value: await act() }
  } catch (error) {
    return { ok: false, failure: failureOf(error, now()) }
  }
}

const requestError = z.object({
  status: z.number(),
  message: z.string().catch(''),
  response: z
    .object({ headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])).catch({}) })
    .catch({ headers: {} }),
})
/** GraphQL answers 200 with errors in it. */
const graphqlError = z.object({
  errors: z.array(z.object({ type: z.string().catch(''), message: z.string().catch('') })).min(1),
})

/** What Octokit throws, as a value. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export function failureOf(error: unknown, now: number): GithubFailure {
  const graphql = graphqlError.safeParse(error)
  if (graphql.success) {
    const [{ type, message } = { type: '', message: '' }] = graphql.data.errors
    return type === 'RATE_LIMITED'
      ? { kind: 'rate_limited', retryAfterMs: DEFAULT_RETRY_AFTER_SECONDS * 1000 }
      : { kind: 'refused', status: type === 'NOT_FOUND' ? 404 : 422, message: message.slice(0, 200) }
  }
  const refused = requestError.safeParse(error)
  if (!refused.success) return { kind: 'unknown', detail: error instanceof Error ? error.name : 'no answer' }
  const { status, message, response } = refused.data
  const { headers } = response
  const isLimited =
    status === 429 ||
    (status === 403 &&
      (headers['x-ratelimit-remaining'] === '0' ||
        headers['retry-after'] !== undefined ||
        /rate limit/i.test(message)))
  if (isLimited) return { kind: 'rate_limited', retryAfterMs: waitOf(headers, now) }
  // Octokit reports a request that got no answer as a 500 of its own.
  if (status >= 500) return { kind: 'unknown', detail: `status ${status}` }
  return { kind: 'refused', status, message: message.slice(0, 200) }
}

function waitOf(headers: Record<string, string | number | undefined>, now: number): number {
  const after = Number(headers['retry-after'])
  if (after > 0) return after * 1000
  const reset = Number(headers['x-ratelimit-reset']) * 1000
  const isSpent = headers['x-ratelimit-remaining'] === '0'
  return isSpent && reset > now ? reset - now : DEFAULT_RETRY_AFTER_SECONDS * 1000
}
