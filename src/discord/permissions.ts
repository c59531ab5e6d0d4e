/** Discord's permission bits that Steward asks about or for. */
export const PERMISSION = {
  BAN_MEMBERS: 1n << 2n,
  ADMINISTRATOR: 1n << 3n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MANAGE_ROLES: 1n << 28n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  MODERATE_MEMBERS: 1n << 40n,
  PIN_MESSAGES: 1n << 51n,
} as const

export type PermissionName = keyof typeof PERMISSION

/** What the bot's invitation asks for, each with the reason; docs/commands.md lists them. */
export const BOT_PERMISSIONS: Record<string, PermissionName> = {
  'see the channels it answers in': 'VIEW_CHANNEL',
  'post answers': 'SEND_MESSAGES',
  'post answers in threads': 'SEND_MESSAGES_IN_THREADS',
  'open a thread under the message it answers': 'CREATE_PUBLIC_THREADS',
  'show search results': 'EMBED_LINKS',
  'reply to a message it answers, and read what it watches': 'READ_MESSAGE_HISTORY',
  'react to posts and thanks, and mark a message for the moderators': 'ADD_REACTIONS',
  'carry over the files of a job post that it moves': 'ATTACH_FILES',
  'remove spam and scams': 'MANAGE_MESSAGES',
  'time out who floods': 'MODERATE_MEMBERS',
  'ban who only came to defraud': 'BAN_MEMBERS',
  'give roles for work on GitHub, and take those it gave': 'MANAGE_ROLES',
  'pin security advisories': 'PIN_MESSAGES',
}

/** Whether a member's permissions, as the signed interaction states them, include one. Administrators have all. */
export function isAllowed(permissions: bigint | null, name: PermissionName): boolean {
  if (permissions === null) return false
  return (permissions & PERMISSION.ADMINISTRATOR) !== 0n || (permissions & PERMISSION[name]) !== 0n
}

/** The permissions of the invitation link, as Discord's `permissions=` parameter takes them. */
export function invitePermissions(): bigint {
  return Object.values(BOT_PERMISSIONS).reduce((bits, name) => bits | PERMISSION[name], 0n)
}
