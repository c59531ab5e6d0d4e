import type { UploadedFile } from '../files.ts'
import type { RequestEntry } from '../protocol.ts'
import { botMember, channelById, DM_CHANNEL } from '../world/lookups.ts'
import { channelPermissions, guildPermissions, PERMISSIONS } from '../world/permissions.ts'
import type { StoredChannel } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { type RateLimits, tooManyRequests } from './rate-limits.ts'
import { invalidForm, type Reply, refuse } from './reply.ts'
import type { Route } from './route.ts'
import { ROUTES } from './routes.ts'

export interface DiscordRequest {
  method: string
  /** Below `/api/v10`, without the query. */
  path: string
  search: URLSearchParams
  headers: Record<string, string | undefined>
  /** As received. */
  body: string
  files: UploadedFile[]
}

export interface DiscordAnswer extends Reply {
  headers: Record<string, string>
  /** `POST /channels/{channel}/messages`, null when nothing fits. */
  route: string | null
  rateLimit: RequestEntry['rateLimit']
}

/** Discord's limit for the audit log reason, URL-encoded. */
const MAX_REASON_CHARS = 512
const USER_AGENT = /^DiscordBot \(\S+, \S+\)/

/** Answers as Discord would: agent, token, route, rate limits, JSON, access, schema, effect; in this order. */
export async function answerDiscord(
  world: World,
  limits: RateLimits,
  botToken: string,
  request: DiscordRequest,
): Promise<DiscordAnswer> {
  const bare = { headers: {}, route: null, rateLimit: null }
  const found = findRoute(request)
  if (!USER_AGENT.test(request.headers['user-agent'] ?? '')) {
    return { ...bare, status: 403, body: { message: 'internal network error', code: 40333 } }
  }
  if (!found.route?.anonymous && request.headers.authorization !== `Bot ${botToken}`) {
    return { ...bare, status: 401, body: { message: '401: Unauthorized', code: 0 } }
  }
  if (!found.route) {
    const [status, message] = found.pathKnown ? [405, '405: Method Not Allowed'] : [404, '404: Not Found']
    return { ...bare, status, body: { message, code: 0 } }
  }
  const { route, params } = found
  const name = `${route.method} ${route.path}`
  const verdict = limits.take({
    bucket: `${name} ${params.channel ?? params.guild ?? params.token ?? ''}`,
    name: bucketName(name),
    rule: route.limit,
    exempt: route.anonymous,
  })
  const reply = verdict.allowed
    ? await perform(world, route, params, request)
    : tooManyRequests(verdict.retryAfterSeconds ?? 0, verdict.global)
  return {
    ...reply,
    headers: verdict.headers,
    route: name,
    rateLimit: {
      bucket: bucketName(name),
      limit: verdict.limit,
      remaining: verdict.remaining,
      resetAfterSeconds: verdict.resetAfterSeconds,
      retryAfterSeconds: verdict.retryAfterSeconds,
    },
  }
}

function findRoute(request: DiscordRequest): {
  route: Route | null
  params: Record<string, string>
  pathKnown: boolean
} {
  let pathKnown = false
  for (const route of ROUTES) {
    const params = route.match(request.path)
    if (!params) continue
    if (route.method === request.method) return { route, params, pathKnown: true }
    pathKnown = true
  }
  return { route: null, params: {}, pathKnown }
}

async function perform(
  world: World,
  route: Route,
  params: Record<string, string>,
  request: DiscordRequest,
): Promise<Reply> {
  const reason = request.headers['x-audit-log-reason']
  if (reason && reason.length > MAX_REASON_CHARS) {
    return invalidForm([
      {
        path: ['reason'],
        code: 'BASE_TYPE_MAX_LENGTH',
        message: `Must be ${MAX_REASON_CHARS} or fewer in length.`,
      },
    ])
  }
  const body = readBody(route, request)
  if (!body.ok) return body.reply
  const place = access(world, route, params)
  if ('status' in place) return place
  const ready = route.run({
    world,
    bot: botMember(world),
    params,
    channel: place.channel,
    body: body.value,
    files: request.files,
    query: queryOf(request.search),
  })
  return ready.ok ? ready.value() : ready.reply
}

function readBody(
  route: Route,
  request: DiscordRequest,
): { ok: true; value: unknown } | { ok: false; reply: Reply } {
  if (!route.takesBody || request.body === '') return { ok: true, value: route.takesBody ? {} : undefined }
  const contentType = request.headers['content-type'] ?? ''
  const isForm = route.takesFiles && contentType.startsWith('multipart/form-data')
  if (!isForm && !contentType.startsWith('application/json')) {
    const message = 'Expected "Content-Type" header to be one of {\'application/json\'}.'
    return { ok: false, reply: invalidForm([{ path: [], code: 'CONTENT_TYPE_INVALID', message }]) }
  }
  try {
    return { ok: true, value: JSON.parse(request.body) }
  } catch {
    return { ok: false, reply: refuse(50109) }
  }
}

const NOWHERE: StoredChannel = {
  id: '0',
  type: 0,
  name: '',
  topic: null,
  purpose: null,
  parentId: null,
  position: 0,
  overwrites: [],
  slowmodeSeconds: 0,
  recipientId: null,
  thread: null,
  lastMessageId: null,
}

/** Unknown before unseen, unseen before not allowed. */
function access(
  world: World,
  route: Route,
  params: Record<string, string>,
): { channel: StoredChannel } | Reply {
  const bot = botMember(world)
  if (params.guild !== undefined && params.guild !== world.state.guild.id) return refuse(10004)
  if (params.application !== undefined && params.application !== world.applicationId) {
    return refuse(route.anonymous ? 10015 : 20012)
  }
  if (params.channel === undefined) {
    const own = guildPermissions(world, bot)
    return route.needs.every((name) => own & PERMISSIONS[name]) ? { channel: NOWHERE } : refuse(50013)
  }
  const channel = channelById(world, params.channel)
  if (!channel) return refuse(10003)
  const own = channelPermissions(world, bot, channel)
  if (!(own & PERMISSIONS.VIEW_CHANNEL)) return refuse(50001)
  if (channel.type !== DM_CHANNEL && !route.needs.every((name) => own & PERMISSIONS[name]))
    return refuse(50013)
  if (route.wakeful && channel.thread?.archived) return refuse(50083)
  return { channel }
}

/** A name that stands more than once has a list. */
function queryOf(search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name)
    query[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return query
}

/** Discord's bucket names are opaque; ours are too, but the same in every run. */
function bucketName(route: string): string {
  let hash = 0x811c9dc5
  for (const character of route) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}
