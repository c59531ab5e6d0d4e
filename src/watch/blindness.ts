import type { MessageJson } from '../discord/message-json.ts'
import type { RoleJson } from '../discord/reading.ts'
import { isShown, isWithheld } from './facts.ts'

/** Why Steward does not see what it should. */
export type Blindness = 'content' | 'history' | 'access'

/** What the reads of a place have shown of Steward's own sight: each a count in a row. */
export interface Sight {
  withheld: number
  empty: number
  refused: number
  /** When one of them last grew; 0 when all are. */
  at: number
}

export const CLEAR_SIGHT: Sight = { withheld: 0, empty: 0, refused: 0, at: 0 }

/** So many members' messages without any content, and none with: nobody can write an empty message. */
const WITHHELD_MESSAGES = 3
/** So many times a channel had moved and was empty: once, the message may have been deleted. */
const EMPTY_READS = 3
const REFUSED_READS = 2

/** `isExpected`: Discord said that there are messages after the id that was read from. */
export function afterRead(
  sight: Sight,
  messages: readonly MessageJson[],
  { isExpected, botId, now }: { isExpected: boolean; botId: string; now: number },
): Sight {
  if (messages.length === 0) {
    return isExpected ? { ...sight, refused: 0, empty: sight.empty + 1, at: now } : { ...sight, refused: 0 }
  }
  const withheld = messages.filter((message) => isWithheld(message, botId)).length
  if (messages.some((message) => isShown(message, botId) && !message.author.bot)) return CLEAR_SIGHT
  return withheld === 0
    ? { ...sight, empty: 0, refused: 0 }
    : { ...CLEAR_SIGHT, withheld: sight.withheld + withheld, at: now }
}

export function afterRefusal(sight: Sight, now: number): Sight {
  return { ...sight, refused: sight.refused + 1, at: now }
}

export function blindnessOf({ withheld, empty, refused }: Sight): Blindness | null {
  if (refused >= REFUSED_READS) return 'access'
  if (empty >= EMPTY_READS) return 'history'
  return withheld >= WITHHELD_MESSAGES ? 'content' : null
}

/**
 * Roles of members (no moderator's, no integration's) that stand above Steward's highest: nothing can be done about who
 * has one. Sorted from the top.
 */
export function rolesAbove(
  roles: readonly RoleJson[],
  botRoleIds: readonly string[],
  exemptRoleIds: readonly string[],
): string[] {
  const own = Math.max(
    0,
    ...roles.filter(({ id }) => botRoleIds.includes(id)).map(({ position }) => position),
  )
  return roles
    .filter(({ id, managed, position }) => position > own && !managed && !exemptRoleIds.includes(id))
    .sort((a, b) => b.position - a.position)
    .map(({ name }) => name)
}
