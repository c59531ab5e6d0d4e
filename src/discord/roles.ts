import * as z from 'zod'
import type { Rest } from './rest.ts'
import type { DiscordResult } from './result.ts'

const nothing = z.unknown().transform(() => null)

/** Giving and taking roles; both are idempotent. `reason` goes to the guild's audit log. */
export function roleCalls(rest: Rest, guildId: string) {
  const change = (method: 'PUT' | 'DELETE', member: string, role: string, reason: string) =>
    rest({
      method,
      path: `/guilds/${guildId}/members/${member}/roles/${role}`,
      reason,
      schema: nothing,
      repeatable: true,
    })
  return {
    addRole: (member: string, role: string, reason: string): Promise<DiscordResult<null>> =>
      change('PUT', member, role, reason),
    removeRole: (member: string, role: string, reason: string): Promise<DiscordResult<null>> =>
      change('DELETE', member, role, reason),
  }
}

export type RoleCalls = ReturnType<typeof roleCalls>
