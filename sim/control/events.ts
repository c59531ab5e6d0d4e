import type { ServerResponse } from 'node:http'
import { sse } from '../http.ts'
import type { SimEvent } from '../protocol.ts'
import { channelById, memberById, messageById } from '../world/lookups.ts'
import { messageView } from '../world/message-view.ts'
import type { StoredMember } from '../world/state.ts'
import { canSee, commandsFor, isVisibleTo, snapshot, threadView } from '../world/views.ts'
import type { Change, World } from '../world/world.ts'
import type { Control } from './actions.ts'

/** Earlier requests and interactions a new stream begins with, of each kind. */
const EARLIER_ENTRIES = 50
/** Keeps proxies and browsers from giving up on a quiet stream. */
const HEARTBEAT_MS = 15_000

/** Server-sent events of what one member sees, until the browser goes away. */
export function streamEvents(
  { world, log, player }: Pick<Control, 'world' | 'log' | 'player'>,
  memberId: string,
  response: ServerResponse,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const write = (event: SimEvent) => response.write(sse(event))
  const viewer = () => memberById(world, memberId)

  const first = viewer()
  if (first) write({ type: 'snapshot', snapshot: snapshot(world, first) })
  for (const request of log.requests().slice(-EARLIER_ENTRIES)) write({ type: 'request', request })
  for (const interaction of log.interactions().slice(-EARLIER_ENTRIES))
    write({ type: 'interaction', interaction })

  const run = player.run()
  if (run) write({ type: 'scenario', run })

  const stop = world.listen((change) => {
    const member = viewer()
    const event = member && eventFor(world, member, change)
    if (event) write(event)
  })
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS)
  response.on('close', () => {
    stop()
    clearInterval(heartbeat)
  })
}

/** What a change looks like to a member; null when they cannot see it. */
function eventFor(world: World, viewer: StoredMember, change: Change): SimEvent | null {
  const sees = (channelId: string) => {
    const channel = channelById(world, channelId)
    return channel !== undefined && canSee(world, viewer, channel)
  }
  switch (change.kind) {
    case 'community':
      return { type: 'snapshot', snapshot: snapshot(world, viewer) }
    case 'message': {
      const message = messageById(world, change.channelId, change.messageId)
      if (!message || !sees(change.channelId) || !isVisibleTo(message, viewer)) return null
      return { type: 'message', message: messageView(world, viewer, message) }
    }
    case 'message_removed': {
      const seen = change.ephemeralTo === null || change.ephemeralTo === viewer.id
      if (!seen || !sees(change.channelId)) return null
      return { type: 'message_removed', channelId: change.channelId, messageId: change.messageId }
    }
    case 'thread': {
      const channel = channelById(world, change.threadId)
      return channel && sees(channel.id)
        ? { type: 'thread', thread: threadView(world, viewer, channel) }
        : null
    }
    case 'thread_removed':
      return sees(change.parentId) ? { type: 'thread_removed', threadId: change.threadId } : null
    case 'typing':
      return sees(change.channelId)
        ? { type: 'typing', channelId: change.channelId, memberId: change.memberId }
        : null
    case 'commands':
      return { type: 'commands', commands: commandsFor(world, viewer) }
    case 'request':
      return { type: 'request', request: change.entry }
    case 'interaction':
      return { type: 'interaction', interaction: change.entry }
    case 'faults':
      return { type: 'faults', faults: change.faults }
    case 'scenario':
      return { type: 'scenario', run: change.run }
  }
}
