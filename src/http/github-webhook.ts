import type { Delivery, WebhookHandler } from '../github/webhooks/handler.ts'
import type { Task } from '../github/webhooks/inbox.ts'
import { readBounded } from './body.ts'
import { isSigned } from './hmac.ts'
import { parseJson } from './json.ts'
import type { Log } from './log.ts'

/**
 * GitHub sends up to 25 MB, for pushes of thousands of commits; checking and reading that takes more than the Free plan's
 * 10 ms of CPU. What is refused here is found by the daily sweep.
 */
export const MAX_WEBHOOK_BYTES = 2 * 1024 * 1024
const EVENT = /^[a-z0-9_]{1,50}$/
const DELIVERY = /^[\w-]{1,100}$/

export interface GithubWebhookRoute {
  key: CryptoKey
  handlers: readonly Pick<WebhookHandler<never>, 'id' | 'events' | 'read'>[]
  /** Stores what is to be done; false when the delivery is known. */
  take(delivery: Delivery, tasks: Task[]): Promise<boolean>
  now: () => number
  log: Log
}

/** `POST /webhooks/github`, checked in this order: type, size, headers, signature, JSON; then stored, and done later. */
export async function handleGithubWebhook(request: Request, route: GithubWebhookRoute): Promise<Response> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\b/i.test(type))
    return answer(415, 'choose the content type application/json in the webhook’s settings')
  const body = await readBounded(request, MAX_WEBHOOK_BYTES)
  if (!body) return answer(413, `a body is at most ${MAX_WEBHOOK_BYTES} bytes`)
  const event = request.headers.get('x-github-event') ?? ''
  const id = request.headers.get('x-github-delivery') ?? ''
  const signature = request.headers.get('x-hub-signature-256') ?? ''
  if (!(await isSigned(body, signature, route.key))) return answer(401, 'invalid signature')
  if (!EVENT.test(event) || !DELIVERY.test(id))
    return answer(400, 'X-GitHub-Event or X-GitHub-Delivery is missing')
  const payload = parseJson(body)
  if (payload === undefined) return answer(400, 'not JSON')
  const tasks = route.handlers
    .filter(({ events }) => events.includes(event))
    .flatMap(({ id: handler, read }): Task[] => {
      const wanted = read(payload)
      return wanted ? [{ handler, facts: wanted.facts }] : []
    })
  if (tasks.length === 0) return answer(202, 'nothing to do about it')
  const isNew = await route.take({ id, event, receivedAt: route.now() }, tasks)
  route.log('webhook_taken', { event, tasks: tasks.length, isNew })
  return answer(202, isNew ? 'taken' : 'taken before')
}

function answer(status: number, result: string): Response {
  return Response.json(status < 400 ? { result } : { error: result }, { status })
}
