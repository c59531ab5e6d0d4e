import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import steward from '../steward.config.ts'

/** A request as it is sent: signed with the key pair both Workers know the public half of. */
export interface SignedBody {
  headers: Record<string, string>
  body: Buffer
}

export interface Signer {
  /** As DISCORD_PUBLIC_KEY takes it. */
  publicKey: string
  sign(payload: object): SignedBody
  /** The same with a well formed signature that is of something else. */
  forge(payload: object): SignedBody
}

export function createSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const key: KeyObject = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const signed = (payload: object, what: string): SignedBody => {
    const body = Buffer.from(JSON.stringify(payload))
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = sign(null, Buffer.concat([Buffer.from(timestamp + what), body]), key).toString('hex')
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'content-length': String(body.length),
        'x-signature-ed25519': signature,
        'x-signature-timestamp': timestamp,
      },
    }
  }
  return {
    // The last 32 bytes of the SubjectPublicKeyInfo are the key itself, RFC 8410 section 4.
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex'),
    sign: (payload) => signed(payload, ''),
    forge: (payload) => signed(payload, 'forged'),
  }
}

export const APPLICATION_ID = '1100000000000000900'
/** As a bot token looks; nothing is asked of Discord with it. */
export const BOT_TOKEN = 'bench.bench.bench-bench-bench'
export const CHANNEL_ID = '1100000000000000103'

let lastId = 1_300_000_000_000_000_000n

function nextId(): string {
  lastId += 1n
  return String(lastId)
}

export function ping(): object {
  return {
    type: 1,
    version: 1,
    id: nextId(),
    application_id: APPLICATION_ID,
    token: token(),
    entitlements: [],
  }
}

export interface GivenOption {
  name: string
  type: number
  value: string
  focused?: boolean
}

/** `/name` in a channel, with every field Discord sends; another member each time. */
export function command(name: string, options: GivenOption[]): object {
  return { type: 2, ...acting(), data: { id: '1100000000000000801', name, type: 1, options } }
}

/** What Discord sends while a member types. */
export function autocomplete(name: string, options: GivenOption[]): object {
  return { ...command(name, options), type: 4 }
}

/** Options of string type. */
export function text(name: string, value: string): GivenOption {
  return { name, type: 3, value }
}

function acting(): object {
  const id = nextId()
  const guildId = steward.community.guildId
  return {
    version: 1,
    id,
    application_id: APPLICATION_ID,
    token: token(),
    guild_id: guildId,
    guild: { id: guildId, locale: 'en-US', features: ['COMMUNITY', 'NEWS'] },
    guild_locale: 'en-US',
    locale: 'en-US',
    channel_id: CHANNEL_ID,
    channel: {
      id: CHANNEL_ID,
      type: 0,
      name: 'help',
      guild_id: guildId,
      parent_id: '1100000000000000050',
      position: 3,
      topic: 'Questions and answers',
      nsfw: false,
      flags: 0,
      rate_limit_per_user: 0,
      last_message_id: '1299999999999999999',
      permissions: '2251799813685247',
    },
    member: {
      user: {
        id: nextId(),
        username: 'gwen',
        global_name: 'Gwen',
        discriminator: '0',
        avatar: null,
        avatar_decoration_data: null,
        clan: null,
        public_flags: 0,
      },
      nick: null,
      avatar: null,
      banner: null,
      roles: ['1100000000000000301', '1100000000000000302'],
      joined_at: '2026-01-05T09:30:00.000000+00:00',
      premium_since: null,
      deaf: false,
      mute: false,
      pending: false,
      flags: 0,
      unusual_dm_activity_until: null,
      communication_disabled_until: null,
      permissions: '2248473465835073',
    },
    app_permissions: '2248473465835073',
    authorizing_integration_owners: { 0: guildId },
    attachment_size_limit: 10_485_760,
    context: 0,
    entitlements: [],
  }
}

function token(): string {
  return 'aW50ZXJhY3Rpb246'.repeat(12)
}
