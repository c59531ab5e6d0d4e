/** A Discord that keeps messages, members and direct channels, and answers as the real one does to what enforcement sends. */
export interface FakeMessage {
  id: string
  channel_id: string
  content: string
  author: { id: string; username: string }
  timestamp: string
  attachments: { filename: string; url: string; size: number }[]
  embeds: object[]
  components: object[]
  reactions: string[]
  replyTo: string | null
}

interface FakeMember {
  roles: string[]
  until: string | null
  isDmClosed: boolean
}

export const GUILD = '1100000000000000001'
const BOT = '1100000000000000002'
const OWNER = '1100000000000000003'
export const MOD_CARDS = '1100000000000000031'
export const JOBS = '1100000000000000032'
const NONCE_MS = 180_000
const ALL = (1n << 2n) | (1n << 13n) | (1n << 40n)
const ROLES = [
  { id: GUILD, position: 0, permissions: '1024' },
  { id: 'role-bot', position: 5, permissions: String(ALL) },
  { id: 'role-boss', position: 9, permissions: '0' },
]

export type FakeDiscord = ReturnType<typeof fakeDiscord>

export function fakeDiscord(now: () => number) {
  const channels = new Map<string, Map<string, FakeMessage>>()
  const members = new Map<string, FakeMember>([
    [BOT, { roles: ['role-bot'], until: null, isDmClosed: false }],
  ])
  const bans = new Set<string>()
  const nonces = new Map<string, { id: string; at: number }>()
  let searches = 0

  const inChannel = (id: string) => {
    const messages = channels.get(id) ?? new Map<string, FakeMessage>()
    channels.set(id, messages)
    return messages
  }
  const ok = (body: unknown, status = 200) => Response.json(body, { status })
  const nothing = () => new Response(null, { status: 204 })
  const refuse = (status: number, code: number) => ok({ code, message: 'refused' }, status)

  function post(messages: Map<string, FakeMessage>, channel: string, body: Posted): Response {
    const dm = /^dm-(.*)$/.exec(channel)?.[1]
    if (dm && (members.get(dm)?.isDmClosed || bans.has(dm))) return refuse(403, 50007)
    const known = nonces.get(`${channel} ${body.nonce}`)
    if (known && now() - known.at < NONCE_MS) return ok(messages.get(known.id))
    if (body.nonce.length > 25 || !body.enforce_nonce) return refuse(400, 50035)
    if ((body.content ?? '').length > 2000 || body.allowed_mentions.parse.length > 0)
      return refuse(400, 50035)
    if (JSON.stringify(body.embeds ?? []).length > 8000) return refuse(400, 50035)
    const stem = body.nonce.replaceAll('/', '_')
    const twin = [...messages.values()].filter(({ id }) => id.startsWith(stem)).length
    const message: FakeMessage = {
      id: twin === 0 ? stem : `${stem}#twin-${twin}`,
      channel_id: channel,
      content: (body.content ?? '').trim(),
      author: { id: BOT, username: 'steward' },
      timestamp: new Date(now()).toISOString(),
      attachments: (body.files ?? []).map((filename) => ({ filename, url: '', size: 1 })),
      embeds: body.embeds ?? [],
      components: body.components ?? [],
      reactions: [],
      replyTo: body.message_reference?.message_id ?? null,
    }
    messages.set(message.id, message)
    nonces.set(`${channel} ${body.nonce}`, { id: message.id, at: now() })
    return ok(message)
  }

  function onMessages(
    method: string,
    channel: string,
    rest: string[],
    query: URLSearchParams,
    body: Posted,
  ): Response {
    const messages = inChannel(channel)
    const [id, reactions, emoji] = rest
    if (method === 'POST' && id === undefined) return post(messages, channel, body)
    if (method === 'POST' && id === 'bulk-delete') {
      if (body.messages.length < 2 || body.messages.length > 100) return refuse(400, 50016)
      for (const each of body.messages) messages.delete(each)
      return nothing()
    }
    if (method === 'GET' && id === undefined) {
      return query.has('after') ? ok([...messages.values()]) : refuse(400, 50035)
    }
    const message = messages.get(id ?? '')
    if (!message) return refuse(404, 10008)
    if (method === 'GET') return ok(message)
    if (method === 'DELETE') messages.delete(message.id)
    if (method === 'PATCH') Object.assign(message, { embeds: body.embeds, components: body.components })
    if (method === 'PUT' && reactions === 'reactions') {
      const mark = decodeURIComponent(emoji ?? '')
      if (!message.reactions.includes(mark)) message.reactions.push(mark)
    }
    return method === 'PATCH' ? ok(message) : nothing()
  }

  function onMember(method: string, id: string, body: Posted): Response {
    const member = members.get(id)
    if (!member) return refuse(404, 10007)
    if (method === 'PATCH') {
      if (member.roles.includes('role-boss')) return refuse(403, 50013)
      member.until = body.communication_disabled_until
    }
    return ok({ user: { id, username: id }, roles: member.roles, communication_disabled_until: member.until })
  }

  function onBan(method: string, id: string): Response {
    if (method === 'DELETE') return bans.delete(id) ? nothing() : refuse(404, 10026)
    bans.add(id)
    // Bans leave messages behind: here all of them.
    members.delete(id)
    return nothing()
  }

  function search(query: URLSearchParams): Response {
    if (++searches === 1) return ok({ code: 110000, retry_after: 2, message: 'not yet' }, 202)
    const found = [...channels.values()]
      .flatMap((messages) => [...messages.values()])
      .filter(({ author }) => author.id === query.get('author_id'))
    return ok({ total_results: found.length, messages: found.slice(0, 25).map((message) => [message]) })
  }

  return {
    channels,
    members,
    bans,
    join(id: string, change: Partial<FakeMember> = {}) {
      if (!members.has(id)) members.set(id, { roles: [], until: null, isDmClosed: false, ...change })
    },
    write(channel: string, id: string, author: string, content: string, files: string[] = []) {
      inChannel(channel).set(id, {
        id,
        channel_id: channel,
        content,
        author: { id: author, username: `name-of-${author}` },
        timestamp: new Date(now() - 60_000).toISOString(),
        attachments: files.map((filename) => ({ filename, url: `https://cdn.test/${filename}`, size: 9 })),
        embeds: [],
        components: [],
        reactions: [],
        replyTo: null,
      })
    },
    /** Does what a request asks for, and answers it. */
    answer(method: string, url: URL, body: Posted): Response {
      const [, , , area, id = '', sub, ...rest] = url.pathname.split('/')
      if (area === 'channels' && sub === 'messages')
        return onMessages(method, id, rest, url.searchParams, body)
      if (area === 'users' && sub === 'channels') return ok({ id: `dm-${body.recipient_id}` })
      if (area === 'users') return ok({ id: BOT })
      if (area === 'guilds' && sub === undefined) return ok({ id: GUILD, owner_id: OWNER, roles: ROLES })
      if (area === 'guilds' && sub === 'members') return onMember(method, rest[0] ?? '', body)
      if (area === 'guilds' && sub === 'bans') return onBan(method, rest[0] ?? '')
      if (area === 'guilds' && sub === 'messages') return search(url.searchParams)
      return refuse(404, 0)
    },
  }
}

export interface Posted {
  nonce: string
  enforce_nonce: boolean
  content?: string
  embeds?: object[]
  components?: object[]
  allowed_mentions: { parse: string[] }
  message_reference?: { message_id: string }
  messages: string[]
  communication_disabled_until: string | null
  recipient_id: string
  /** Names of a form's files. */
  files?: string[]
}
