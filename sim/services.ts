import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RateLimits } from './discord/rate-limits.ts'
import { tooManyRequests } from './discord/rate-limits.ts'
import { answerDiscord } from './discord/router.ts'
import type { Faults, Trouble } from './faults.ts'
import { type MultipartBody, readMultipart, type UploadedFile } from './files.ts'
import { jsonOrText, type Outgoing, plainHeaders, readBytes, respond, wait } from './http.ts'
import type { Log } from './log.ts'
import type { ModelEffect } from './model/effects.ts'
import type { FaultKind, RequestEntry } from './protocol.ts'
import type { World } from './world/world.ts'

/** What one of the simulated services makes of a request. */
export interface ServiceAnswer extends Outgoing {
  route: string | null
  rateLimit: RequestEntry['rateLimit']
  /** What the log shows; the body of a stream as a whole. */
  logged: unknown
}

export interface ServiceRequest {
  method: string
  path: string
  search: URLSearchParams
  headers: Record<string, string | undefined>
  body: string
  /** Sent beside the body, as multipart. */
  files: UploadedFile[]
  /** How the scripted model is to misbehave. */
  effect: ModelEffect | null
}

export interface Service {
  name: RequestEntry['service']
  /** Path below which it lives, such as `/api/v10`. */
  base: string
  answer(request: ServiceRequest): ServiceAnswer | Promise<ServiceAnswer>
}

export function discordService(world: World, limits: RateLimits, botToken: string): Service {
  return {
    name: 'discord',
    base: '/api/v10',
    answer: async (request) => {
      const answer = await answerDiscord(world, limits, botToken, request)
      return { ...answer, logged: answer.body ?? null }
    },
  }
}

/** Runs a request through faults, service and log. */
export async function serve(
  service: Service,
  shared: { world: World; faults: Faults; log: Log; onTrouble: (line: string) => void },
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { world, faults, log } = shared
  const started = performance.now()
  const at = world.clock.iso()
  const method = request.method ?? 'GET'
  const path = url.pathname.slice(service.base.length) || '/'
  const sent = await readSent(request)
  const trouble = faults.take(service.name, method, path)
  if (trouble.delayMs > 0) await wait(trouble.delayMs)

  const answer =
    instead(trouble) ??
    (sent === null
      ? unlogged(413, { message: 'Request entity too large', code: 40005 })
      : await service.answer({
          method,
          path,
          search: url.searchParams,
          headers: plainHeaders(request),
          body: sent.payload,
          files: sent.files,
          effect: trouble.fault?.kind === 'model' ? trouble.fault.effect : null,
        }))
  const shown = afterwards(trouble) ?? answer
  const dropped = trouble.fault?.kind === 'drop'
  if (answer.route === null && trouble.fault === null && answer.status === 404) {
    shared.onTrouble(`simulator: ${service.name} has no route ${method} ${path}`)
  }
  log.request({
    at,
    service: service.name,
    method,
    path: path + url.search,
    route: answer.route,
    status: dropped ? 0 : shown.status,
    durationMs: Math.round(performance.now() - started),
    requestBody: loggedBody(sent),
    responseBody: dropped ? null : shown.logged,
    rateLimit: answer.rateLimit,
    fault: trouble.note,
  })
  if (dropped) response.destroy()
  else await respond(response, shown)
}

/** A malformed form stays text, which no route takes. */
async function readSent(request: IncomingMessage): Promise<MultipartBody | null> {
  const bytes = await readBytes(request)
  if (bytes === null) return null
  const contentType = request.headers['content-type'] ?? ''
  const form = contentType.startsWith('multipart/form-data') ? await readMultipart(bytes, contentType) : null
  return form ?? { payload: bytes.toString('utf8'), files: [] }
}

function loggedBody(sent: MultipartBody | null): unknown {
  const payload = jsonOrText(sent?.payload ?? '')
  return sent && sent.files.length > 0 ? { payload_json: payload, files: sent.files } : payload
}

/** The answer of a fault that keeps the request from having any effect. */
function instead(trouble: Trouble): ServiceAnswer | null {
  const { fault } = trouble
  if (fault?.kind === 'rate_limit') return rateLimited(fault)
  if (fault?.kind === 'error' && fault.when !== 'after') return broken(fault)
  if (fault?.kind === 'drop' && fault.when !== 'after') return unlogged(0, null)
  return null
}

/** The answer of a fault that loses what was done. */
function afterwards({ fault }: Trouble): ServiceAnswer | null {
  return fault?.kind === 'error' && fault.when === 'after' ? broken(fault) : null
}

function broken(fault: Extract<FaultKind, { kind: 'error' }>): ServiceAnswer {
  return unlogged(fault.status, fault.body ?? { message: `${fault.status}: Simulated Error`, code: 0 })
}

/** Header and body can be made to disagree. */
function rateLimited(fault: Extract<FaultKind, { kind: 'rate_limit' }>): ServiceAnswer {
  const { status, body } = tooManyRequests(fault.retryAfterSeconds, fault.global ?? false)
  const header = fault.headerRetryAfterSeconds ?? fault.retryAfterSeconds
  return {
    ...unlogged(status, body),
    headers: {
      'retry-after': String(Math.ceil(header)),
      'x-ratelimit-scope': fault.global ? 'global' : 'user',
      ...(fault.global && { 'x-ratelimit-global': 'true' }),
    },
  }
}

function unlogged(status: number, body: unknown): ServiceAnswer {
  return { status, body, route: null, rateLimit: null, logged: body }
}
