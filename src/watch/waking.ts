import { compareIds } from '../discord/snowflake.ts'
import type { MessageFacts } from '../moderation/message.ts'
import type { WatchOrder, WatchReport } from './channel-state.ts'
import type { PulseDeps } from './deps.ts'
import { MAX_WOKEN } from './limits.ts'
import { type KnownPlaces, type Move, title } from './moved.ts'
import { afterReport, type Notices } from './notices.ts'

/** Discord takes 50 requests a second of a bot: each of these is at least one, and takes a good part of a second. */
const AT_ONCE = 25
/** A place that takes longer goes on by itself; the pulse does not wait. */
const PATIENCE_MS = 30_000

export interface Woken {
  known: KnownPlaces
  notices: Notices
  fresh: MessageFacts[]
  /** For each place that was woken, how long ago it was woken before; 0 when it had no rereads since. */
  gapsMs: number[]
  errands: number
}

/** Wakes what moved. A place whose call breaks off is as unread as before. */
export async function wakeMoved(
  moves: readonly Move[],
  known: KnownPlaces,
  notices: Notices,
  { watch, log }: Pick<PulseDeps, 'watch' | 'log'>,
  { now, isThrifty, previousAt }: { now: number; isThrifty: boolean; previousAt: number },
): Promise<Woken> {
  const result: Woken = { known: { ...known }, notices, fresh: [], gapsMs: [], errands: 0 }
  const woken = moves.slice(0, MAX_WOKEN)
  for (let from = 0; from < woken.length; from += AT_ONCE) {
    const group = woken.slice(from, from + AT_ONCE)
    const reports = await Promise.allSettled(
      group.map((move) => wakeOne(move, known, watch, { rereads: !isThrifty, unreadSince: previousAt })),
    )
    for (const [index, settled] of reports.entries()) {
      const move = group[index]
      const before = move && known[move.place.id]
      if (!move || !before) continue
      const { place } = move
      result.gapsMs.push(before.wokenAt === null || isThrifty ? 0 : now - before.wokenAt)
      if (settled.status === 'rejected') {
        log('watch_not_woken', { channel: place.id, failures: before.failures + 1 })
        result.known[place.id] = { ...before, wokenAt: now, failures: before.failures + 1 }
        continue
      }
      const { fresh, alarmAt, blindness, errands, isUnread } = settled.value
      result.errands += errands
      const newest = fresh
        .map(({ id }) => id)
        .sort(compareIds)
        .at(-1)
      result.known[place.id] = {
        // Woken again at the next pulse: what the place reads by itself until then must be known here too.
        lastMessageId: isUnread ? before.lastMessageId : place.lastMessageId,
        title: title(place),
        sharedId: newest ?? before.sharedId,
        wokenAt: now,
        alarmAt,
        failures: 0,
      }
      result.fresh.push(...fresh)
      result.notices = afterReport(result.notices, place, { blindness, hasContent: fresh.length > 0 })
    }
  }
  return result
}

function wakeOne(
  { place, startAfter }: Move,
  known: KnownPlaces,
  watch: PulseDeps['watch'],
  circumstances: Pick<WatchOrder, 'rereads' | 'unreadSince'>,
): Promise<WatchReport> {
  const { lastMessageId, exempt, ...rest } = place
  const { sharedId = null, failures = 0 } = known[place.id] ?? {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), PATIENCE_MS)
  })
  const order = { place: rest, exempt, startAfter, lastMessageId, sharedId, failures, ...circumstances }
  return Promise.race([watch(place.id).wake(order), patience]).finally(() => clearTimeout(timer))
}
