import * as z from 'zod'
import { authorPayload, issuePayload, pullPayload, releasePayload, repositoryPayload } from '../payloads.ts'
import { type GithubCall, type GithubReply, githubRoute, NOT_FOUND, page } from '../route.ts'
import { searchIssues } from '../search.ts'
import { type Issue, nextNumber, type Repository, repositoryByName } from '../state.ts'

/** GitHub's limit for the text of an issue or comment. */
const MAX_BODY_CHARS = 65_536
/** Search shows the first thousand results, however many there are. */
const MAX_RESULTS = 1000
const text = z.string().max(MAX_BODY_CHARS, `is too long (maximum is ${MAX_BODY_CHARS} characters)`)
const labels = z.array(z.string().min(1).max(50)).max(100)

/** The repository of `{owner}/{repo}`, or 404. */
function within<Body>(
  handle: (call: GithubCall<Body>, repository: Repository, path: string) => GithubReply,
): (call: GithubCall<Body>) => GithubReply {
  return (call) => {
    const { owner = '', repo = '' } = call.params
    const repository = repositoryByName(call.github.state, owner, repo)
    return repository ? handle(call, repository, `/repos/${owner}/${repo}`) : NOT_FOUND
  }
}

/** As `within`, for the issue or pull request of `{number}`. */
function about<Body>(
  handle: (call: GithubCall<Body>, repository: Repository, issue: Issue) => GithubReply,
): (call: GithubCall<Body>) => GithubReply {
  return within((call, repository) => {
    const issue = repository.issues.find(({ number }) => String(number) === call.params.number)
    return issue ? handle(call, repository, issue) : NOT_FOUND
  })
}

const shown = ({ github }: GithubCall<unknown>, repository: Repository, issue: Issue) =>
  issuePayload(github.state, repository, issue, github.addresses())

/** Labels that do not exist are made, as GitHub does for whoever may write. */
function addLabels(repository: Repository, issue: Issue, names: readonly string[]): void {
  repository.labels = [...new Set([...repository.labels, ...names])]
  issue.labels = [...new Set([...issue.labels, ...names])]
}

export const repositoryRoutes = [
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    by: 'metadata:read',
    handle: within(({ github }, repository) => ({
      status: 200,
      body: repositoryPayload(github.state, repository, github.addresses()),
    })),
  }),
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}/contents/{path}',
    by: 'contents:read',
    handle: within(({ params }, repository) => {
      const path = params.path ?? ''
      const content = repository.files[path]
      if (content === undefined) return NOT_FOUND
      const size = Buffer.byteLength(content)
      const encoded = Buffer.from(content).toString('base64')
      return { status: 200, body: { type: 'file', path, size, encoding: 'base64', content: encoded } }
    }),
  }),
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels',
    by: 'issues:read',
    handle: within((call, repository, path) =>
      page(
        call,
        `${path}/labels`,
        repository.labels.map((name) => ({ name, color: 'ededed', description: null })),
      ),
    ),
  }),
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}/releases',
    by: 'contents:read',
    handle: within((call, repository, path) => {
      const { github } = call
      const all = repository.releases.map((each) =>
        releasePayload(github.state, repository, each, github.addresses()),
      )
      return page(call, `${path}/releases`, all.toReversed())
    }),
  }),
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}/releases/tags/{tag}',
    by: 'contents:read',
    handle: within(({ github, params }, repository) => {
      const release = repository.releases.find(({ tag }) => tag === params.tag)
      if (!release) return NOT_FOUND
      return { status: 200, body: releasePayload(github.state, repository, release, github.addresses()) }
    }),
  }),
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues',
    by: 'issues:read',
    handle: within((call, repository, path) => {
      const state = call.query.get('state') ?? 'open'
      const found = repository.issues.filter((issue) => state === 'all' || issue.state === state)
      return page(
        call,
        `${path}/issues`,
        found.toReversed().map((issue) => shown(call, repository, issue)),
      )
    }),
  }),
  githubRoute({
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues',
    by: 'issues:write',
    body: z.strictObject({
      title: z.string().min(1).max(256),
      body: text.optional(),
      labels: labels.optional(),
    }),
    handle: within((call, repository) => {
      const { github, body } = call
      const issue: Issue = {
        number: nextNumber(repository),
        kind: 'issue',
        title: body.title,
        body: body.body ?? '',
        authorId: null,
        labels: [],
        state: 'open',
        mergedAt: null,
        createdAt: github.iso(),
        comments: [],
        thumbsUp: 0,
      }
      addLabels(repository, issue, body.labels ?? [])
      repository.issues.push(issue)
      return { status: 201, body: shown(call, repository, issue) }
    }),
  }),
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{number}',
    by: 'issues:read',
    handle: about((call, repository, issue) => ({ status: 200, body: shown(call, repository, issue) })),
  }),
  githubRoute({
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/issues/{number}',
    by: 'issues:write',
    body: z.strictObject({
      title: z.string().min(1).max(256).optional(),
      body: text.optional(),
      state: z.enum(['open', 'closed']).optional(),
      state_reason: z.string().nullable().optional(),
      labels: labels.optional(),
    }),
    handle: about((call, repository, issue) => {
      const { title, body, state, labels: names } = call.body
      issue.title = title ?? issue.title
      issue.body = body ?? issue.body
      issue.state = state ?? issue.state
      if (names) issue.labels = []
      addLabels(repository, issue, names ?? [])
      return { status: 200, body: shown(call, repository, issue) }
    }),
  }),
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{number}/comments',
    by: 'issues:read',
    handle: about((call, repository, issue) => {
      const { github } = call
      const all = issue.comments.map(({ id, body, authorId }) => ({
        id,
        body,
        user: authorPayload(github.state, authorId, github.addresses()),
      }))
      return page(call, `/repos/${call.params.owner}/${repository.name}/issues/${issue.number}/comments`, all)
    }),
  }),
  githubRoute({
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{number}/comments',
    by: 'issues:write',
    body: z.strictObject({ body: text.min(1) }),
    handle: about((call, repository, issue) => {
      const id = repository.id * 1_000_000 + issue.number * 1000 + issue.comments.length + 1
      issue.comments.push({ id, body: call.body.body, authorId: null })
      const html_url = `${shown(call, repository, issue).html_url}#issuecomment-${id}`
      return { status: 201, body: { id, body: call.body.body, html_url } }
    }),
  }),
  githubRoute({
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{number}/reactions',
    by: 'issues:write',
    body: z.strictObject({ content: z.literal('+1') }),
    handle: about(({ body }, _, issue) => {
      // Steward is one account: its second thumbs-up is the first.
      const isNew = issue.thumbsUp === 0
      issue.thumbsUp = Math.max(1, issue.thumbsUp)
      return { status: isNew ? 201 : 200, body: { id: issue.number, content: body.content } }
    }),
  }),
  githubRoute({
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{number}/labels',
    by: 'issues:write',
    body: z.strictObject({ labels }),
    handle: about(({ body }, repository, issue) => {
      addLabels(repository, issue, body.labels)
      return { status: 200, body: issue.labels.map((name) => ({ name })) }
    }),
  }),
  githubRoute({
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{number}',
    by: 'contents:read',
    handle: about(({ github }, repository, pull) =>
      pull.kind === 'pull'
        ? { status: 200, body: pullPayload(github.state, repository, pull, github.addresses()) }
        : NOT_FOUND,
    ),
  }),
  githubRoute({
    method: 'POST',
    path: '/repos/{owner}/{repo}/dispatches',
    by: 'contents:write',
    body: z.strictObject({
      event_type: z.string().min(1).max(100),
      client_payload: z.record(z.string(), z.unknown()).optional(),
    }),
    handle: within(({ github, body }, repository) => {
      if (Object.keys(body.client_payload ?? {}).length > 10) {
        return {
          status: 422,
          body: { message: 'No more than 10 properties are allowed; the client_payload has more.' },
        }
      }
      github.dispatches.push({ repository: repository.name, ...body })
      return { status: 204 }
    }),
  }),
  githubRoute({
    method: 'GET',
    path: '/search/issues',
    by: 'metadata:read',
    resource: 'search',
    handle: (call) => {
      const { github, query } = call
      const found = searchIssues(github.state, query.get('q') ?? '')
      return page(call, '/search/issues', found.slice(0, MAX_RESULTS), (items) => ({
        total_count: found.length,
        incomplete_results: false,
        items: items.map(({ repository, issue }) => ({ ...shown(call, repository, issue), score: 1 })),
      }))
    },
  }),
]
