import * as z from 'zod'
import type { Rest } from './rest.ts'
import type { DiscordResult } from './result.ts'

const nothing = z.unknown().transform(() => null)

/** What announcements take of Discord besides posting and editing; each may be tried again after an unknown outcome. */
export function announcingCalls(rest: Rest) {
  const act = (
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    reason?: string,
  ): Promise<DiscordResult<null>> => rest({ method, path, reason, schema: nothing, repeatable: true })
  return {
    /** To the servers that follow the channel. A second time is refused (40033). About ten an hour are allowed. */
    crosspost: (channelId: string, messageId: string) =>
      act('POST', `/channels/${channelId}/messages/${messageId}/crosspost`),
    pin: (channelId: string, messageId: string, reason: string) =>
      act('PUT', `/channels/${channelId}/messages/pins/${messageId}`, reason),
    unpin: (channelId: string, messageId: string, reason: string) =>
      act('DELETE', `/channels/${channelId}/messages/pins/${messageId}`, reason),
  }
}

export type AnnouncingCalls = ReturnType<typeof announcingCalls>
