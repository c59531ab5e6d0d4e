import { COMMUNITY } from '../../../../sim/community.ts'
import { createRateLimits } from '../../../../sim/discord/rate-limits.ts'
import { answerDiscord } from '../../../../sim/discord/router.ts'
import { directChannel, seedState } from '../../../../sim/seed.ts'
import { snowflakeAt, snowflakeSource } from '../../../../sim/snowflake.ts'
import { postMessage, removeMessage } from '../../../../sim/world/messages.ts'
import type { State, StoredMember, StoredMessage } from '../../../../sim/world/state.ts'
import { createWorld, type World } from '../../../../sim/world/world.ts'

const DAY_MS = 86_400_000
const TOKEN = 'token'
/** Above Steward's own. */
const LEAD_ROLE = '1100000000000000399'

export const PLACES = COMMUNITY.channels
export type Place = keyof typeof PLACES
const STAFF = { alma: COMMUNITY.members.alma, bruno: COMMUNITY.members.bruno, chidi: COMMUNITY.members.chidi }

/** Members of one kind of trouble each. Ages are of their accounts; all joined long ago or, when new, today. */
const PEOPLE = {
  edda: {},
  farid: {},
  gwen: {},
  dana: {},
  nia: { accountDays: 1, isDmClosed: true },
  shay: { accountDays: 1 },
  olaf: {},
  kai: {},
  lena: { isLead: true },
  lev: {},
  rudi: {},
  tom: {},
  jo: {},
  jan: { isDmClosed: true },
  jill: {},
  juri: {},
  dora: {},
} satisfies Record<string, { accountDays?: number; isDmClosed?: boolean; isLead?: boolean }>
export type Person = keyof typeof PEOPLE

/** The simulator's Discord with a community of its own, in this process. */
export class Community {
  readonly ids: Record<Person | keyof typeof STAFF, string>
  readonly #world: World
  readonly #limits: ReturnType<typeof createRateLimits>
  /** Steward's messages by id: what each is in every run, whatever its id. */
  #names = new Map<string, string>()
  /** Tells ids of one millisecond apart. */
  #written = 100
  #marked = { state: '', names: this.#names, written: 0 }

  constructor(now: () => number) {
    const start = now()
    const state = seedState(start)
    state.messages = {}
    for (const channel of state.channels) channel.lastMessageId = null
    state.roles.push({
      id: LEAD_ROLE,
      name: 'lead',
      color: 0,
      permissions: '0',
      position: state.roles.length,
      hoist: false,
      managed: false,
      mentionable: false,
    })
    const [template] = state.members
    if (!template) throw new Error('nobody is in the community')
    const added = Object.entries(PEOPLE).map(([name, kind], index): StoredMember => {
      const days = 'accountDays' in kind ? kind.accountDays : 900
      return {
        ...template,
        id: snowflakeAt(start - days * DAY_MS, index + 1),
        username: name,
        name,
        roleIds: 'isLead' in kind ? [LEAD_ROLE] : [],
        dmsClosed: 'isDmClosed' in kind,
        joinedAt: new Date(start - days * DAY_MS + 3_600_000).toISOString(),
      }
    })
    const staff = state.members.filter(({ id, bot }) => bot || Object.values<string>(STAFF).includes(id))
    state.members = [...staff, ...added]
    state.channels = [...state.channels.filter(({ type }) => type !== 1), ...added.map(directChannel)]
    this.ids = {
      ...STAFF,
      ...(Object.fromEntries(added.map(({ username, id }) => [username, id])) as Record<Person, string>),
    }
    this.#world = createWorld({
      state,
      clock: { now, iso: () => new Date(now()).toISOString(), advance: () => {}, reset: () => {} },
      applicationId: COMMUNITY.applicationId,
      endpoint: { url: '', publicKey: '', verify: async () => true },
    })
    this.#limits = createRateLimits(now, () => false)
  }

  get state(): State {
    return this.#world.state
  }

  async answer(url: URL, init: RequestInit | undefined): Promise<Response> {
    const { method = 'GET', headers, body } = init ?? {}
    const form = body instanceof FormData ? body : null
    const text = form ? form.get('payload_json') : body
    const path = url.pathname.replace('/api/v10', '')
    const inPlugins = this.state.messages[PLACES.plugins] ?? []
    const reply = await answerDiscord(this.#world, this.#limits, TOKEN, {
      method,
      path,
      search: url.searchParams,
      headers: { ...Object.fromEntries(new Headers(headers)), 'content-type': 'application/json' },
      body: typeof text === 'string' ? text : '',
      files: [...(form?.keys() ?? [])]
        .filter((key) => key.startsWith('files'))
        .map((name) => ({ name, contentType: 'image/png', size: 1 })),
    })
    if (method === 'POST' && reply.route === 'POST /channels/{channel}/messages') this.#name()
    // Discord's bans leave messages behind that they are to remove.
    if (method === 'PUT' && path.includes('/bans/')) this.state.messages[PLACES.plugins] = inPlugins
    return new Response(reply.body === undefined ? null : JSON.stringify(reply.body), {
      status: reply.status,
      headers: reply.headers,
    })
  }

  /** A message of `at`, which may be some seconds ago: several may be written between two looks. */
  write(by: keyof typeof this.ids, place: Place, content: string, at: number, files: string[] = []): string {
    const id = snowflakeAt(at, ++this.#written)
    postMessage(this.#world, {
      id,
      channelId: PLACES[place],
      authorId: this.ids[by],
      content,
      attachments: files.map((filename, index) => ({
        id: `${id}${index}`,
        filename,
        contentType: 'image/png',
        size: 1000 + filename.length,
        url: `https://cdn.discordapp.com/attachments/${filename}`,
      })),
    })
    return id
  }

  edit(id: string, content: string): void {
    const message = this.#find(id)
    if (message) Object.assign(message, { content, editedAt: this.#world.clock.iso() })
  }

  delete(id: string): void {
    const message = this.#find(id)
    if (message) removeMessage(this.#world, message)
  }

  leave(person: Person): void {
    const member = this.state.members.find(({ id }) => id === this.ids[person])
    if (member) Object.assign(member, { inGuild: false, roleIds: [] })
  }

  /** Ids of Steward's own messages differ from run to run: their names do not. */
  named(text: string): string {
    return text.replace(/\d{17,20}/g, (id) => this.#names.get(id) ?? id)
  }

  mark(): void {
    this.#marked = {
      state: JSON.stringify(this.state),
      names: new Map(this.#names),
      written: this.#written,
    }
  }

  backToMark(): void {
    const { state, names, written } = this.#marked
    this.#world.state = JSON.parse(state)
    this.#names = new Map(names)
    this.#written = written
    this.#world.newId = snowflakeSource(this.#world.clock.now)
  }

  #find(id: string): StoredMessage | undefined {
    return Object.values(this.state.messages)
      .flat()
      .find((message) => message.id === id)
  }

  #name(): void {
    for (const { id, nonce, attachments } of Object.values(this.state.messages).flat()) {
      if (nonce === null || this.#names.has(id)) continue
      this.#names.set(id, `<${nonce}>`)
      for (const [index, file] of attachments.entries()) this.#names.set(file.id, `<${nonce} ${index}>`)
    }
  }
}
