import type { Blindness } from './blindness.ts'
import type { Place } from './place.ts'

/** Something that moderators have to put right, told once for as long as it lasts. */
export interface Notice {
  /** At most 24 characters: it is the nonce that keeps Discord from showing it twice. */
  key: string
  text: string
  /** The place that showed it; null when it is the guild's. */
  placeId: string | null
}

const SHOWN_ROLES = 5

/** A thread's sight is its channel's: many threads of one channel are one notice. */
function blindnessKey(blindness: Blindness, channelId: string): string {
  if (blindness === 'content') return 'no-content'
  return blindness === 'history' ? `h-${channelId}` : `a-${channelId}`
}

function blindnessNotice(blindness: Blindness, { id, parentId }: Pick<Place, 'id' | 'parentId'>): Notice {
  const channelId = parentId ?? id
  return { key: blindnessKey(blindness, channelId), text: REMEDY[blindness](`<#${channelId}>`), placeId: id }
}

const REMEDY: Record<Blindness, (channel: string) => string> = {
  content: (channel) =>
    `I can see that members write in ${channel}, but not what: every message comes to me empty. Please turn on **Message Content Intent** for me in Discord’s Developer Portal, under Bot. Until then I cannot moderate.`,
  history: (channel) =>
    `New messages appear in ${channel}, but I cannot read them. Please give me the permission **Read Message History** there. I will then read what I missed.`,
  access: (channel) =>
    `Discord refuses to show me ${channel}. Please give me the permissions **View Channel** and **Read Message History** there, or take the channel out of my configuration.`,
}

const ROLE_KEY = 'low-role'

export function roleNotice(rolesAbove: readonly string[]): Notice {
  const names = rolesAbove.slice(0, SHOWN_ROLES).map((name) => `**${plain(name)}**`)
  const more = rolesAbove.length - names.length
  const list = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
  return {
    key: ROLE_KEY,
    text: `I cannot act on members with a role above mine: ${list}. Please move my role above theirs in Server Settings, Roles. Moderators’ roles may stay above.`,
    placeId: null,
  }
}

/** What was found, and whether the moderators know. */
export type Notices = Record<string, Notice & { isTold: boolean }>

/** Adds what is new, as not told yet. */
function found(notices: Notices, notice: Notice): Notices {
  return notices[notice.key] ? notices : { ...notices, [notice.key]: { ...notice, isTold: false } }
}

/** What a read says about earlier findings: a place that sees again is told anew when it goes blind again. */
export function afterReport(
  notices: Notices,
  place: Pick<Place, 'id' | 'parentId'>,
  { blindness, hasContent }: { blindness: Blindness | null; hasContent: boolean },
): Notices {
  if (blindness) return found(notices, blindnessNotice(blindness, place))
  const stays = ({ key, placeId }: Notice) => (key === 'no-content' ? !hasContent : placeId !== place.id)
  const left = Object.entries(notices).filter(([, notice]) => stays(notice))
  return left.length === Object.keys(notices).length ? notices : Object.fromEntries(left)
}

/** Whether members' roles stand above Steward's, as seen now. */
export function afterRoles(notices: Notices, rolesAbove: readonly string[]): Notices {
  if (rolesAbove.length > 0) return found(notices, roleNotice(rolesAbove))
  const { [ROLE_KEY]: _, ...left } = notices
  return left
}

const WELCOME_KEY = 'no-joins'

/** Whether joins that are to be welcomed can be seen, as of now. */
export function afterWelcome(notices: Notices, unseen: { channelId: string | null } | null): Notices {
  if (unseen)
    return found(notices, { key: WELCOME_KEY, text: welcomeNotice(unseen.channelId), placeId: null })
  if (!notices[WELCOME_KEY]) return notices
  const { [WELCOME_KEY]: _, ...left } = notices
  return left
}

function welcomeNotice(channelId: string | null): string {
  return channelId === null
    ? 'I am to welcome new members, but Discord does not tell when somebody joins. Please turn on the welcome message in Server Settings, Engagement, and choose a channel for it that I watch.'
    : `I am to welcome new members, but I do not watch <#${channelId}>, where Discord tells who joined. Please choose another channel in Server Settings, Engagement, System Messages Channel, or give this one a purpose in my configuration, such as \`mentions\`.`
}

/** A role's name cannot open Markdown or a mention of its own. */
function plain(name: string): string {
  return name.replace(/[\\*_~`|<>@[\]()#]/g, '').slice(0, 100)
}
