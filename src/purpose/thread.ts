import type { DiscordFailure } from '../discord/result.ts'
import { before, compareIds } from '../discord/snowflake.ts'
import { factsOf } from '../watch/facts.ts'
import { NO_MEMBER } from '../watch/members.ts'
import type { SeenMessage } from '../watch/seen-message.ts'
import type { PurposeDeps } from './deps.ts'
import type { View } from './errand.ts'

export type ThreadLook =
  /** The thread from its first message; null where nobody can be told to be its asker. */
  { ok: true; view: View; askerId: string | null } | { ok: false; failure: DiscordFailure }

const NOBODY_EXEMPT = { roleIds: [], memberIds: [] }

/**
 * Whose thread it is, and what was written in it before the window begins: reading may have begun in the middle. The asker
 * is who wrote the message it was started from, or its first post; in a thread under an answer of Steward's, who opened it.
 */
export async function lookAtThread(
  view: View,
  { discord, config }: Pick<PurposeDeps, 'discord' | 'config'>,
): Promise<ThreadLook> {
  const { place, botId, window } = view
  const { parentId, thread, id } = place
  const started = parentId === null ? null : await discord.message(parentId, id)
  const isThere = started?.ok ?? false
  if (started && !started.ok && !(started.failure.kind === 'refused' && started.failure.status === 404)) {
    return { ok: false, failure: started.failure }
  }
  const page = await discord.messagesAfter(id, before(id))
  if (!page.ok) return { ok: false, failure: page.failure }
  const first = page.value.messages.flatMap(
    (message) => factsOf(message, place, config.community.guildId, NO_MEMBER, NOBODY_EXEMPT) ?? [],
  )
  const known = new Map<string, SeenMessage>([...first, ...window].map((message) => [message.id, message]))
  const whole = [...known.values()].sort((a, b) => compareIds(a.id, b.id))
  const opener =
    isThere && started?.ok ? started.value.author.id : (whole.find((one) => one.id === id)?.author.id ?? null)
  const ownerId = thread?.ownerId ?? null
  const askerId = opener === null || opener === botId ? ownerId : opener
  return { ok: true, view: { ...view, window: whole }, askerId: askerId === botId ? null : askerId }
}
