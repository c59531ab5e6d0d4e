import { DAY_MS } from '../budget/day.ts'
import type { MessageParts } from '../discord/messages.ts'
import { postOnce } from '../discord/post-once.ts'
import type { DiscordResult } from '../discord/result.ts'
import type { Announcement, Draft, Step } from './announcement.ts'
import type { AnnouncerDeps } from './deps.ts'
import { partsOf } from './posts/post.ts'

/** What trying a step came to; `change` is what is true of the announcement now. */
export type Performed =
  | { kind: 'done'; change: Partial<Announcement> }
  | { kind: 'failed'; failure: Extract<DiscordResult<never>, { ok: false }>['failure'] }
  /** There is no channel for it. */
  | { kind: 'nowhere' }

type Deps = Omit<AnnouncerDeps, 'store' | 'log'>

/** A message that is about to be posted, as it will be in every attempt; null: nobody knows where yet, or there is no place. */
export async function draftOf(
  announcement: Announcement,
  deps: Deps,
): Promise<Draft | Exclude<Performed, { kind: 'done' }>> {
  const places = await deps.places()
  if (places === 'unknown')
    return { kind: 'failed', failure: { kind: 'unknown', detail: 'the list of channels' } }
  const place =
    announcement.kind === 'trouble'
      ? places.moderators && { id: places.moderators, isCrossposted: false }
      : places.announcements
  if (!place) return { kind: 'nowhere' }
  return {
    channelId: place.id,
    isCrossposted: place.isCrossposted,
    parts: shownBy(announcement, deps),
    mentionRoles: [],
    revision: announcement.revision,
  }
}

/** Tries one step of an announcement whose draft is stored. */
export async function performStep(
  step: Step,
  announcement: Announcement & { draft: Draft },
  deps: Deps,
): Promise<Performed> {
  const { posted, done, revision } = announcement
  if (step === 'post') return post(announcement, deps)
  if (!posted) throw new Error(`${step} before there is a post`)
  const { channelId, id } = posted
  switch (step) {
    case 'edit': {
      const edited = await deps.discord.editMessage(channelId, id, shownBy(announcement, deps))
      return after(edited, { posted: { ...posted, shown: revision } })
    }
    case 'crosspost':
      return after(await deps.discord.crosspost(channelId, id), { done: { ...done, crosspost: true } })
    case 'pin':
      return after(await deps.discord.pin(channelId, id, 'Steward: a security advisory'), {
        done: { ...done, pin: true },
      })
    case 'unpin':
      return after(await deps.discord.unpin(channelId, id, 'Steward: the advisory was pinned long enough'), {
        done: { ...done, unpin: true },
      })
  }
}

async function post(announcement: Announcement & { draft: Draft }, deps: Deps): Promise<Performed> {
  const { id, draft, tries, kind } = announcement
  const { channelId, parts, mentionRoles, revision } = draft
  const posting = { id: `announcement/${id}`, startedAt: tries.post?.startedAt ?? null }
  const result = await postOnce(posting, channelId, parts, deps, { mentionRoles })
  if (!result.ok) return { kind: 'failed', failure: result.failure }
  const at = deps.now()
  const { pinDays } = deps.policy
  return {
    kind: 'done',
    change: {
      posted: { id: result.value.id, channelId, at, shown: revision },
      pinnedUntil: kind === 'advisory' && pinDays > 0 ? at + pinDays * DAY_MS : null,
    },
  }
}

function shownBy(announcement: Announcement, { policy, webUrl }: Deps): MessageParts {
  const { excerptChars, drift } = policy
  return partsOf(announcement, {
    webUrl,
    excerptChars,
    threshold: drift.threshold,
    dashboardUrl: drift.dashboardUrl,
  })
}

function after(result: DiscordResult<unknown>, change: Partial<Announcement>): Performed {
  return result.ok ? { kind: 'done', change } : { kind: 'failed', failure: result.failure }
}
