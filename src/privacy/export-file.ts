import type { InteractionHandle, MessageCalls } from '../discord/messages.ts'
import type { Log } from '../http/log.ts'
import type { DatabaseLike } from '../knowledge/database.ts'
import { exportMember } from './personal-data.ts'

/** A member asked for their data. Kept until the file is sent, and no longer than Discord's token is good for. */
export interface ExportRequest {
  memberId: string
  handle: InteractionHandle
  askedAt: number
}

/** Discord's tokens are good for 15 minutes. */
const TOKEN_MS = 14 * 60_000

/** Sends the file. True when there is nothing more to do: it is sent, or cannot be sent any more. */
export async function sendExport(
  { memberId, handle, askedAt }: ExportRequest,
  {
    db,
    discord,
    log,
    now,
  }: { db: DatabaseLike; discord: Pick<MessageCalls, 'followUp'>; log: Log; now: () => number },
): Promise<boolean> {
  if (now() - askedAt > TOKEN_MS) return true
  const data = await exportMember(db, memberId)
  const text = JSON.stringify({ exportedAt: new Date(now()).toISOString(), memberId, ...data }, null, 2)
  const file = { name: 'what-steward-keeps.json', data: new Blob([text], { type: 'application/json' }) }
  const sent = await discord.followUp(
    handle,
    {
      content: 'Here is everything that is stored under your Discord id. Nobody else gets to see this file.',
    },
    { ephemeral: true, files: [file] },
  )
  if (!sent.ok) log('export_not_sent', { failure: sent.failure.kind })
  return sent.ok || sent.failure.kind === 'refused'
}
