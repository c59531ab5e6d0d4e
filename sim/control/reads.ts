import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileContent } from '../files.ts'
import { jsonOrText, type Outgoing, readBody, respond } from '../http.ts'
import type { ScenarioInfo, Status } from '../protocol.ts'
import { SCENARIOS } from '../scenarios/registry.ts'
import type { Scenario } from '../scenarios/timeline.ts'
import { channelById, directChannelId, memberById, messageById, personById } from '../world/lookups.ts'
import { messageView } from '../world/message-view.ts'
import type { StoredMember } from '../world/state.ts'
import { canSee, isVisibleTo, newestMessages, snapshot } from '../world/views.ts'
import { act, type Control, isAction } from './actions.ts'
import { streamEvents } from './events.ts'
import { badBody, notFound, type Refusal } from './refusal.ts'

const PAGE_MESSAGES = 50
const REFUSED_STATUSES = [401, 403, 429]
const REFUSED_WINDOW_MS = 10 * 60_000
const DIRECT_MESSAGES = 20
const DIRECT_PATH = /^\/sim\/members\/(\d+)\/direct$/
const FILE_PATH = /^\/sim\/files\/(\d+)\/[^/]+$/
const CHANNEL_PATH = /^\/sim\/channels\/(\d+)\/messages(?:\/(\d+))?$/

/** Serves everything below `/sim/`. */
export async function serveControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method === 'POST' && isAction(url.pathname)) {
    // Only this page's own scripts send JSON; a form of another site cannot.
    if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
      return respond(response, refused(badBody('Send JSON with content-type application/json.')))
    }
    const text = await readBody(request)
    const outcome =
      text === null ? badBody('The body is too large.') : await act(control, url.pathname, jsonOrText(text))
    return respond(response, outcome.ok ? { status: 200, body: outcome.value } : refused(outcome))
  }
  if (request.method !== 'GET') return respond(response, refused(notFound('action')))
  if (url.pathname === '/sim/events') {
    const member = viewerOf(control, url)
    if (!member) return respond(response, refused(notFound('member')))
    return streamEvents(control, member.id, response)
  }
  const fileId = FILE_PATH.exec(url.pathname)?.[1]
  if (fileId !== undefined) return serveFile(control, fileId, response)
  return respond(response, await read(control, url))
}

/** A message's file, gone together with the message. */
async function serveFile({ world }: Control, id: string, response: ServerResponse): Promise<void> {
  const all = Object.values(world.state.messages).flat()
  const file = all.flatMap(({ attachments }) => attachments).find((one) => one.id === id)
  if (!file) return respond(response, refused(notFound('file')))
  const isImage = file.contentType.startsWith('image/')
  // Nothing that a member uploads is shown as a page of the simulator's own.
  response.writeHead(200, {
    'content-type': isImage ? file.contentType : 'application/octet-stream',
    'content-length': file.size,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
  response.end(fileContent(file))
}

async function read(control: Control, url: URL): Promise<Outgoing> {
  const { world, log, faults, player, moderation, github } = control
  const since = Number(url.searchParams.get('since') ?? 0) || 0
  switch (url.pathname) {
    case '/sim/requests':
      return { status: 200, body: { requests: log.requests(since) } }
    case '/sim/interactions':
      return { status: 200, body: { interactions: log.interactions(since) } }
    case '/sim/faults':
      return { status: 200, body: { faults: faults.list() } }
    case '/sim/status':
      return { status: 200, body: statusOf(control) }
    case '/sim/scenarios':
      return { status: 200, body: { scenarios: SCENARIOS.map(infoOf), run: player.run() } }
    case '/sim/scenarios/posts':
      return { status: 200, body: { posts: player.posts() } }
    case '/sim/github':
      return { status: 200, body: { github: github.state, dispatches: github.dispatches } }
    case '/sim/cases':
      return { status: 200, body: { moderation: moderation && (await moderation()) } }
  }
  const person = personById(world, DIRECT_PATH.exec(url.pathname)?.[1] ?? '')
  if (person) {
    const messages = newestMessages(world, person, directChannelId(person), DIRECT_MESSAGES)
    return { status: 200, body: { messages } }
  }
  const viewer = viewerOf(control, url)
  const [, channelId, messageId] = CHANNEL_PATH.exec(url.pathname) ?? []
  if (url.pathname !== '/sim/snapshot' && channelId === undefined) return refused(notFound('page'))
  if (!viewer) return refused(notFound('member'))
  if (channelId === undefined) return { status: 200, body: snapshot(world, viewer) }
  const channel = channelById(world, channelId)
  if (!channel || !canSee(world, viewer, channel)) return refused(notFound('channel'))
  if (messageId === undefined) {
    const before = url.searchParams.get('before') ?? undefined
    if (before !== undefined && !/^\d{1,20}$/.test(before))
      return refused(badBody('"before" must be a message id.'))
    return {
      status: 200,
      body: { messages: newestMessages(world, viewer, channelId, PAGE_MESSAGES, before) },
    }
  }
  const message = messageById(world, channelId, messageId)
  if (!message || !isVisibleTo(message, viewer)) return refused(notFound('message'))
  return { status: 200, body: { message: messageView(world, viewer, message) } }
}

function viewerOf({ world }: Control, url: URL): StoredMember | undefined {
  const member = memberById(world, url.searchParams.get('as') ?? '')
  return member?.bot ? undefined : member
}

function infoOf({ name, label, about, defaults }: Scenario): ScenarioInfo {
  return { name, label, about, defaults }
}

function statusOf({ world, log }: Control): Status {
  const requests = log.requests()
  const recently = world.clock.now() - REFUSED_WINDOW_MS
  return {
    workerUrl: new URL(world.endpoint.url).origin,
    applicationId: world.applicationId,
    publicKey: world.endpoint.publicKey,
    guildId: world.state.guild.id,
    now: world.clock.iso(),
    unknownRoutes: requests.filter(
      ({ route, status, fault }) => route === null && status === 404 && fault === null,
    ).length,
    invalidRequests: requests.filter(
      ({ service, status, at }) =>
        service === 'discord' && REFUSED_STATUSES.includes(status) && Date.parse(at) > recently,
    ).length,
    settings: world.settings,
  }
}

function refused({ status, error }: Refusal): Outgoing {
  return { status, body: { error } }
}
