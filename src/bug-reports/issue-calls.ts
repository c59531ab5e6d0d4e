import * as z from 'zod'
import type { GithubApp, GithubClient, GithubRequest } from '../github/client.ts'
import type { GithubResult } from '../github/result.ts'
import type { FoundIssue } from './duplicates.ts'
import type { KnownIssue } from './report.ts'

const PAGE = 100
/** So many pages of a repository's newest issues are looked through for a report. */
const MAX_PAGES = 3
/** GitHub's clock and ours may differ. */
const CLOCK_MARGIN_MS = 60_000

const issue = z.object({
  number: z.int(),
  title: z.string(),
  html_url: z.string(),
  body: z.string().nullish(),
})
const foundIssue = z.object({
  number: z.int(),
  title: z.string(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
})
const searched = z.object({ items: z.array(foundIssue) })
const comment = z.object({ body: z.string().nullish() })

/** The few things that are done at GitHub about a report. `repository` is `owner/name`. */
export function issueCalls(app: GithubApp) {
  async function at<T>(
    repository: string,
    act: (client: GithubClient, path: { owner: string; repo: string }) => Promise<GithubResult<T>>,
  ): Promise<GithubResult<T>> {
    const [owner = '', repo = ''] = repository.split('/')
    const client = await app.at(owner)
    return client.ok ? act(client.value, { owner, repo }) : client
  }

  const ask = <T>(repository: string, request: GithubRequest<T>): Promise<GithubResult<T>> =>
    at(repository, (client, path) =>
      client.request({ ...request, parameters: { ...path, ...request.parameters } }),
    )

  return {
    search: async (repository: string, query: string): Promise<GithubResult<FoundIssue[]>> => {
      // Not through `ask`: a search is of no repository, and GitHub would take its names for a part of the query.
      const [owner = ''] = repository.split('/')
      const client = await app.at(owner)
      if (!client.ok) return client
      const found = await client.value.request({
        route: 'GET /search/issues',
        parameters: { q: query, per_page: 30 },
        schema: searched,
      })
      if (!found.ok) return found
      const issues = found.value.items.map(({ number, title, html_url, state, state_reason }) => ({
        number,
        title,
        url: html_url,
        state,
        reason: state_reason ?? null,
      }))
      return { ok: true, value: issues }
    },

    create: async (
      repository: string,
      text: { title: string; body: string },
      labels: readonly string[],
    ): Promise<GithubResult<KnownIssue>> => {
      const created = await ask(repository, {
        route: 'POST /repos/{owner}/{repo}/issues',
        parameters: { ...text, labels },
        schema: issue,
      })
      return created.ok ? { ok: true, value: knownIssue(created.value) } : created
    },

    /** The issue with this text in its body, among those made since. Not through search, whose index lags behind. */
    findCreated: async (
      repository: string,
      marker: string,
      since: number,
    ): Promise<GithubResult<KnownIssue | null>> => {
      for (let page = 1; page <= MAX_PAGES; page++) {
        const listed = await ask(repository, {
          route: 'GET /repos/{owner}/{repo}/issues',
          parameters: { state: 'all', since: isoSince(since), per_page: PAGE, page, sort: 'created' },
          schema: z.array(issue),
        })
        if (!listed.ok) return listed
        const found = listed.value.find(({ body }) => body?.includes(marker))
        if (found) return { ok: true, value: knownIssue(found) }
        if (listed.value.length < PAGE) break
      }
      return { ok: true, value: null }
    },

    comment: (repository: string, number: number, body: string) =>
      ask(repository, {
        route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
        parameters: { issue_number: number, body },
        schema: comment,
      }),

    hasComment: async (
      repository: string,
      number: number,
      marker: string,
      since: number,
    ): Promise<GithubResult<boolean>> => {
      for (let page = 1; page <= MAX_PAGES; page++) {
        const listed = await ask(repository, {
          route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
          parameters: { issue_number: number, since: isoSince(since), per_page: PAGE, page },
          schema: z.array(comment),
        })
        if (!listed.ok) return listed
        if (listed.value.some(({ body }) => body?.includes(marker))) return { ok: true, value: true }
        if (listed.value.length < PAGE) break
      }
      return { ok: true, value: false }
    },

    /** Twice is once: GitHub keeps one reaction of a kind from each account. */
    thumbsUp: (repository: string, number: number) =>
      ask(repository, {
        route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/reactions',
        parameters: { issue_number: number, content: '+1' },
        schema: z.object({ id: z.int() }),
      }),

    dispatch: (repository: string, eventType: string, payload: Record<string, unknown>) =>
      ask(repository, {
        route: 'POST /repos/{owner}/{repo}/dispatches',
        parameters: { event_type: eventType, client_payload: payload },
        // 204, without a body.
        schema: z.unknown(),
      }),
  }
}

export type IssueCalls = ReturnType<typeof issueCalls>

function knownIssue({ number, title, html_url }: z.infer<typeof issue>): KnownIssue {
  return { number, title, url: html_url }
}

function isoSince(since: number): string {
  return new Date(since - CLOCK_MARGIN_MS).toISOString()
}
