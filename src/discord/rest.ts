import * as z from 'zod'
import type { DiscordResult } from './result.ts'

export interface RestOptions {
  /** Such as `https://discord.com/api/v10`. */
  apiUrl: string
  botToken: string
  fetch?: typeof fetch
  sleep?: (ms: number) => Promise<void>
}

export interface UploadedFile {
  name: string
  data: Blob
}

export interface RestRequest<T> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the API's base, such as `/channels/1/messages`. Ids go through `encodeURIComponent` by their callers' types: snowflakes and tokens only. */
  path: string
  body?: object | readonly object[] | undefined
  /** Sent beside the body, as `multipart/form-data`. */
  files?: readonly UploadedFile[] | undefined
  /** What the answer must look like. */
  schema: z.ZodType<T>
  /** Shown in the guild's audit log. */
  reason?: string | undefined
  /** True when doing it twice has one effect: it is then tried again after an unknown outcome. POST only with a nonce. */
  repeatable: boolean
  /** One attempt of at most this long: for what is asked while an interaction waits for its answer. */
  onceWithinMs?: number
  /** Interaction webhooks carry their own token in the path and need no bot token. */
  anonymous?: boolean
}

export type Rest = <T>(request: RestRequest<T>) => Promise<DiscordResult<T>>

/** Discord asks for this form; requests without it are refused. */
const USER_AGENT = 'DiscordBot (https://github.com/steward-bot/steward, 0.1.0)'
const ATTEMPT_TIMEOUT_MS = 10_000
const MAX_ATTEMPTS = 3
/** A longer wait than this is the caller's to plan: an alarm costs nothing, a waiting Worker does. */
const MAX_WAIT_MS = 5_000
const BASE_BACKOFF_MS = 400
/** For a 429 that does not say when to come back, as those of the network in front of Discord. */
const DEFAULT_RETRY_AFTER_SECONDS = 1
/** Discord's limit for the reason header, in URL-encoded characters. */
const MAX_REASON_CHARS = 512

const errorBody = z
  .object({ code: z.number().catch(0), message: z.string().catch('') })
  .catch({ code: 0, message: '' })
const rateLimitBody = z.object({ retry_after: z.number().min(0) }).catch({ retry_after: 0 })

/** A thin client over `fetch`: Discord's limits respected, every outcome a value. Never throws, never logs. */
export function createRest({
  apiUrl,
  botToken,
  fetch: send = (input, init) => fetch(input, init),
  sleep = wait,
}: RestOptions): Rest {
  const base = apiUrl.replace(/\/+$/, '')
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      const result = await once(request)
      if (result.ok || attempt === MAX_ATTEMPTS || request.onceWithinMs !== undefined) return result
      const { failure } = result
      if (failure.kind === 'refused') return result
      if (failure.kind === 'unknown' && !request.repeatable) return result
      const pause = failure.kind === 'rate_limited' ? failure.retryAfterMs : BASE_BACKOFF_MS * 2 ** attempt
      if (pause > MAX_WAIT_MS) return result
      await sleep(pause)
    }
  }

  async function once<T>(request: RestRequest<T>): Promise<DiscordResult<T>> {
    const headers = new Headers({ 'user-agent': USER_AGENT })
    if (!request.anonymous) headers.set('authorization', `Bot ${botToken}`)
    const isForm = (request.files?.length ?? 0) > 0
    // A form's content type has a boundary in it, which fetch adds.
    if (request.body && !isForm) headers.set('content-type', 'application/json')
    if (request.reason) headers.set('x-audit-log-reason', auditReason(request.reason))
    let response: Response
    let text: string
    // Not AbortSignal.timeout: its timer would run on after the answer and keep a Durable Object from being at rest.
    const patience = new AbortController()
    const timer = setTimeout(
      () => patience.abort(new DOMException('no answer in time', 'TimeoutError')),
      request.onceWithinMs ?? ATTEMPT_TIMEOUT_MS,
    )
    try {
      response = await send(base + request.path, {
        method: request.method,
        headers,
        ...(request.body && { body: isForm ? formOf(request) : JSON.stringify(request.body) }),
        signal: patience.signal,
      })
      text = await response.text()
    } catch (error) {
      return unknown(error instanceof Error ? error.name : 'no answer')
    } finally {
      clearTimeout(timer)
    }
    if (response.status === 429) return rateLimited(response.headers, json(text))
    if (response.status >= 500) return unknown(`status ${response.status}`)
    if (!response.ok) {
      const { code, message } = errorBody.parse(json(text))
      return {
        ok: false,
        failure: { kind: 'refused', status: response.status, code, message: message.slice(0, 200) },
      }
    }
    const parsed = request.schema.safeParse(json(text))
    return parsed.success ? { ok: true, value: parsed.data } : unknown('an answer that is not as documented')
  }
}

/** The body as `payload_json`, the files beside it. https://discord.com/developers/docs/reference#uploading-files */
function formOf<T>({ body, files = [] }: RestRequest<T>): FormData {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(body))
  for (const [index, { name, data }] of files.entries()) form.set(`files[${index}]`, data, name)
  return form
}

/** Header and body can disagree by far (1 s against 20 minutes): the longer one is true. */
function rateLimited<T>(headers: Headers, body: unknown): DiscordResult<T> {
  const header = Number(headers.get('retry-after') ?? 0)
  const seconds = Math.max(Number.isFinite(header) ? header : 0, rateLimitBody.parse(body).retry_after)
  const retryAfterMs = Math.ceil((seconds || DEFAULT_RETRY_AFTER_SECONDS) * 1000)
  return { ok: false, failure: { kind: 'rate_limited', retryAfterMs } }
}

function unknown<T>(detail: string): DiscordResult<T> {
  return { ok: false, failure: { kind: 'unknown', detail } }
}

/** URL-encoded and cut at Discord's limit, never inside an escape. */
export function auditReason(reason: string): string {
  let encoded = ''
  for (const character of reason) {
    const next = encodeURIComponent(character.isWellFormed() ? character : '\uFFFD')
    if (encoded.length + next.length > MAX_REASON_CHARS) break
    encoded += next
  }
  return encoded
}

function json(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
