import { isThreadType } from '../discord/channel.ts'
import type { Actor, TargetMessage } from '../discord/interaction.ts'
import { shorten } from '../discord/text.ts'
import { isPublicPlace, openingMessage } from './compose.ts'
import type { BugReportDeps } from './deps.ts'

/** Discord waits 3 s for the form, and the draft has to be stored in them. */
const WITHIN_MS = 1_200
const TITLE_CHARS = 100

export interface Prefill {
  title: string
  happened: string
}

const NOTHING: Prefill = { title: '', happened: '' }

interface PrefillDeps {
  guildId: string
  discord: Pick<BugReportDeps['discord'], 'channel' | 'guild' | 'message'>
}

/**
 * What the form begins with: the message the command was used on, or that the thread began with. Another member's words are
 * filled in only where everybody can read them; nothing is when Discord does not answer at once.
 */
export async function prefillOf(
  actor: Pick<Actor, 'memberId' | 'channel'>,
  target: TargetMessage | null,
  deps: PrefillDeps,
): Promise<Prefill> {
  const waited = new Promise<Prefill>((resolve) => setTimeout(() => resolve(NOTHING), WITHIN_MS))
  return Promise.race([waited, read(actor, target, deps)])
}

async function read(
  { memberId, channel }: Pick<Actor, 'memberId' | 'channel'>,
  target: TargetMessage | null,
  deps: PrefillDeps,
): Promise<Prefill> {
  if (!target && !isThreadType(channel.type)) return NOTHING
  const place = { channelId: channel.id, type: channel.type, parentId: channel.parentId }
  if (target?.author.id === memberId) return beginWith(target.content)
  const [isPublic, opening] = await Promise.all([
    isPublicPlace(place, deps),
    target ? null : openingMessage(place, deps),
  ])
  const message = target ?? opening
  const isReadable = isPublic || message?.author.id === memberId
  return message && isReadable && !message.author.bot ? beginWith(message.content) : NOTHING
}

function beginWith(content: string): Prefill {
  const [line = ''] = content
    .split('\n')
    .filter((each) => each.trim() !== '' && !each.trim().startsWith('```'))
  return { title: shorten(line.trim(), TITLE_CHARS), happened: content }
}
