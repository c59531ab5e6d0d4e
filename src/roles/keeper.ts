import { DAY_MS, utcDay } from '../budget/day.ts'
import type { DiscordFailure } from '../discord/result.ts'
import type { GithubFailure } from '../github/result.ts'
import {
  deleteLink,
  linkedMembers,
  linkOf,
  linksAfter,
  membersLinkedTo,
  readCodeOwners,
  saveLink,
} from '../storage/github-links.ts'
import { changedOwners } from './code-owners.ts'
import type { Account } from './contributions.ts'
import type { KeeperDeps } from './deps.ts'
import { effectId, lookAt, readOwners, release, type Turns, takeAll } from './look.ts'
import { perform } from './perform.ts'
import { type LinkOutcome, linkedText, movedText, shownDecision } from './words.ts'

/** Members looked at in one alarm: at most 3n + 7 external requests, of the 50 that the Free plan has. */
const MEMBERS_A_STEP = 10
/** Effects carried out in one alarm; a direct message takes two requests. */
const EFFECTS_A_STEP = 20
/** Between two pages of the sweep: 2,000 links take 50 minutes and 2,400 of GitHub's 5,000 requests an hour. */
const SWEEP_PAUSE_MS = 15_000
const BASE_BACKOFF_MS = 10_000
const MAX_BACKOFF_MS = 3_600_000
/** Pushes come in bursts. */
const OWNERS_DELAY_MS = 1_000
/** How long a look at members may take before they are looked at again. */
const IN_PROGRESS_MS = 120_000

export interface LinkRequest {
  memberId: string
  account: Account
  /** Where the private reply is that the link began with. */
  reply: { applicationId: string; token: string }
}

/** What a webhook says: whose facts changed, and whether code owners did. */
export interface Noticed {
  githubIds: number[]
  ownersChanged: boolean
  /** How long GitHub needs until its own search knows. */
  delayMs: number
}

/** Gives and takes roles. Everything is stored before it is tried, so that a restart goes on where it was. */
export function roleKeeper(deps: KeeperDeps, inTurn: Turns) {
  const { db, store, policy, now } = deps
  const audit = (what: string, memberId: string, subject: string, data: Record<string, unknown>) =>
    deps.audit.record(
      [],
      [
        {
          id: `${what}:${memberId}:${now()}`,
          at: now(),
          what,
          subject,
          caseNumber: null,
          authorId: memberId,
          moderatorId: null,
          data,
        },
      ],
    )

  async function link({ memberId, account, reply }: LinkRequest): Promise<LinkOutcome> {
    const at = now()
    const saved = { memberId, ...account, linkedAt: at }
    const { movedFrom } = await inTurn(memberId, () => saveLink(db, saved))
    const subject = `github:${account.githubId}`
    await audit('roles.linked', memberId, subject, { moved: movedFrom !== null })
    if (movedFrom !== null) {
      store.plan(
        `tell:${movedFrom}:${at}`,
        { kind: 'tell', memberId: movedFrom, text: movedText(account.login) },
        at,
      )
      store.await(movedFrom, at)
      await audit('roles.moved_away', movedFrom, subject, {})
    }
    const looked = await lookAt(deps, inTurn, [{ ...saved, facts: null, checkedAt: null }], { isFresh: true })
    const decision = looked.ok ? looked.decisions.get(memberId) : undefined
    if (!looked.ok) store.await(memberId, at + waitFor(looked.failure, 1))
    const planned = store.effectsOf(memberId).filter(({ id }) => id.startsWith(effectId(memberId, '')))
    await Promise.all(planned.map(({ id }) => perform(deps, inTurn, id)))
    const pending = new Set(store.effectsOf(memberId).map(({ id }) => id))
    const outcome: LinkOutcome = {
      login: account.login,
      wasMoved: movedFrom !== null,
      roles: decision
        ? shownDecision(policy, decision, (roleId) => !pending.has(effectId(memberId, roleId)), deps.dryRun)
        : null,
    }
    const edit = `edit:${memberId}`
    store.plan(edit, { kind: 'edit', memberId, ...reply, text: linkedText(outcome) }, now())
    await perform(deps, inTurn, edit)
    return outcome
  }

  /** Null: no account was linked. Else the roles that are being taken, by id. */
  async function unlink(memberId: string): Promise<string[] | null> {
    return inTurn(memberId, async () => {
      const known = await linkOf(db, memberId)
      if (!known) return null
      await deleteLink(db, memberId)
      await audit('roles.unlinked', memberId, `github:${known.githubId}`, { why: 'member' })
      return takeAll(store, memberId, now())
    })
  }

  async function notice({ githubIds, ownersChanged, delayMs }: Noticed): Promise<void> {
    if (ownersChanged) store.setDuty('owners', '', now() + OWNERS_DELAY_MS)
    const members = await membersLinkedTo(db, { githubIds, logins: [] })
    for (const memberId of members) store.await(memberId, now() + delayMs)
  }

  /** Begins the day's sweep, once a day. */
  function beginDay(): void {
    const today = utcDay(now())
    if (store.duty('day').cursor === today) return
    store.setDuty('day', today, null)
    store.setDuty('owners', '', now())
    store.setDuty('sweep', '', now())
  }

  /** One step of what is due; small enough for the Free plan's requests of one invocation. */
  async function work(): Promise<void> {
    const effects = store.dueEffects(now(), EFFECTS_A_STEP)
    if (effects.length > 0) {
      await Promise.all(effects.map(({ id }) => perform(deps, inTurn, id)))
      return
    }
    const isDue = (duty: 'owners' | 'sweep') => (store.duty(duty).dueAt ?? Number.POSITIVE_INFINITY) <= now()
    if (isDue('owners')) return refreshOwners()
    const waiting = store.dueMembers(now(), MEMBERS_A_STEP)
    if (waiting.length > 0) return lookAtWaiting(waiting)
    if (isDue('sweep')) return sweepPage()
  }

  async function refreshOwners(): Promise<void> {
    const before = (await readCodeOwners(db, policy.organisation))?.owned ?? {}
    const after = await readOwners(deps)
    store.setDuty('owners', '', after.ok ? null : now() + waitFor(after.failure, 3))
    if (!after.ok) return
    const logins = changedOwners(before, after.value)
    for (const memberId of await membersLinkedTo(db, { githubIds: [], logins })) store.await(memberId, now())
  }

  async function lookAtWaiting(waiting: readonly { memberId: string; attempts: number }[]): Promise<void> {
    // Put off, not taken off: after a crash they are looked at again.
    const again = now() + IN_PROGRESS_MS
    for (const { memberId, attempts } of waiting) store.await(memberId, again, attempts + 1)
    const found = await Promise.all(waiting.map(({ memberId }) => linkOf(db, memberId)))
    const links = found.filter((each) => each !== null)
    const linked = new Set(links.map(({ memberId }) => memberId))
    const unlinked = waiting.filter(({ memberId }) => !linked.has(memberId))
    await Promise.all(unlinked.map(({ memberId }) => release(deps, inTurn, memberId)))
    for (const { memberId } of unlinked) store.looked(memberId, again)
    if (links.length === 0) return
    const looked = await lookAt(deps, inTurn, links, { isFresh: false })
    for (const { memberId, attempts } of waiting.filter((each) => linked.has(each.memberId))) {
      if (looked.ok) store.looked(memberId, again)
      else store.await(memberId, now() + waitFor(looked.failure, attempts + 1), attempts + 1)
    }
  }

  async function sweepPage(): Promise<void> {
    const { cursor } = store.duty('sweep')
    const links = await linksAfter(db, cursor, MEMBERS_A_STEP)
    const last = links.at(-1)
    if (!last) {
      // Erased at the member's wish, or a crash came between: roles without a link are taken.
      const linked = new Set(await linkedMembers(db))
      for (const memberId of store.grantedMembers()) if (!linked.has(memberId)) store.await(memberId, now())
      store.setDuty('sweep', '', null)
      return
    }
    const looked = await lookAt(deps, inTurn, links, { isFresh: false })
    if (looked.ok) store.setDuty('sweep', last.memberId, now() + SWEEP_PAUSE_MS)
    else store.setDuty('sweep', cursor, now() + waitFor(looked.failure, 3))
  }

  function waitFor(failure: GithubFailure | DiscordFailure, attempts: number): number {
    deps.log('roles_waiting', { failure: failure.kind, attempts })
    const backoff = Math.min(BASE_BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS)
    return failure.kind === 'rate_limited'
      ? Math.min(Math.max(failure.retryAfterMs, backoff), DAY_MS)
      : backoff
  }

  return { link, unlink, notice, beginDay, work, nextAt: store.nextAt }
}
