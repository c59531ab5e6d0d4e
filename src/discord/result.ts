/** Why Discord did not do what it was asked. */
export type DiscordFailure =
  /** Discord answered and refused: nothing happened. `code` is Discord's JSON error code, 0 when it gave none. */
  | { kind: 'refused'; status: number; code: number; message: string }
  /** Too many requests; nothing happened, and nothing will before `retryAfterMs`. */
  | { kind: 'rate_limited'; retryAfterMs: number }
  /** No answer, or a server error: it may have happened or not. */
  | { kind: 'unknown'; detail: string }

export type DiscordResult<T> = { ok: true; value: T } | { ok: false; failure: DiscordFailure }

/** Discord's JSON error codes that Steward decides by. */
export const DISCORD_CODE = {
  unknownChannel: 10003,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownRole: 10011,
  unknownUser: 10013,
  unknownEmoji: 10014,
  unknownWebhook: 10015,
  unknownBan: 10026,
  unknownInteraction: 10062,
  tooManyPins: 30003,
  alreadyCrossposted: 40033,
  missingAccess: 50001,
  cannotMessage: 50007,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  threadAlreadyExists: 160004,
} as const
