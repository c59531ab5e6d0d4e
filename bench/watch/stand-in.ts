import { snowflakeAt } from '../../src/discord/snowflake.ts'

const GUILD = '1100000000000000001'
/** Each channel has members of its own, who take turns. */
const AUTHORS_PER_CHANNEL = 4
/** Messages a channel is given at a time. */
const KEPT = 100

interface Message {
  id: string
  author: { id: string; username: string }
  content: string
  type: number
  timestamp: string
}

/** Discord as far as watching reads it, in memory: it counts its requests and the time it takes of itself. */
export function standIn(channelCount: number, now: () => number) {
  const channels = Array.from({ length: channelCount }, (_, index) => ({
    id: String(1_100_000_000_000_100_000n + BigInt(index)),
    name: `help-${index}`,
    type: 0,
    last_message_id: null as string | null,
    messages: [] as Message[],
  }))
  const byId = new Map(channels.map((channel) => [channel.id, channel]))
  const counted = { requests: 0, memberRequests: 0, ownMs: 0 }
  let serial = 0n

  function write(index: number): void {
    const channel = channels[index % channelCount]
    if (!channel) return
    serial += 1n
    const turn = Math.floor(index / channelCount) % AUTHORS_PER_CHANNEL
    const author = BigInt(channel.id) * 10n + BigInt(turn)
    const message = {
      id: String(BigInt(snowflakeAt(now())) + serial),
      author: { id: String(author), username: `member-${author}` },
      content: `Message ${serial}: how do I set up a route for the second worker without changing the first one?`,
      type: 0,
      timestamp: new Date(now()).toISOString(),
    }
    channel.messages = [...channel.messages, message].slice(-KEPT)
    channel.last_message_id = message.id
  }

  function answer(url: URL): unknown {
    const [, kind, id = '', part] = url.pathname.split('/')
    if (kind === 'channels') {
      const after = BigInt(url.searchParams.get('after') ?? 0)
      return byId
        .get(id)
        ?.messages.filter((message) => BigInt(message.id) > after)
        .reverse()
    }
    if (part === 'channels') return channels.map(({ messages: _, ...channel }) => channel)
    if (part === 'threads') return { threads: [] }
    if (part === 'members') return { nick: null, joined_at: '2020-01-01T00:00:00Z', roles: [] }
    return { owner_id: '1', roles: [{ id: GUILD, name: '@everyone', permissions: '0', position: 0 }] }
  }

  return {
    guildId: GUILD,
    counted,
    write,
    fetch: async (input: RequestInfo | URL): Promise<Response> => {
      const started = performance.now()
      const url = new URL(String(input))
      counted.requests++
      if (url.pathname.includes('/members/')) counted.memberRequests++
      const response = Response.json(answer(url))
      counted.ownMs += performance.now() - started
      return response
    },
  }
}
