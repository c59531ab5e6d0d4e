import { PERMISSION } from '../discord/permissions.ts'
import { DISCORD_CODE, type DiscordFailure } from '../discord/result.ts'
import type { GithubFailure } from '../github/result.ts'
import {
  deleteLink,
  type GithubLink,
  linkOf,
  readCodeOwners,
  saveCodeOwners,
  saveFacts,
} from '../storage/github-links.ts'
import type { Gathered } from './contributions.ts'
import { decideRoles, type RoleDecision, type RoleFacts, remedy, roleProblems } from './decide.ts'
import type { KeeperDeps } from './deps.ts'
import type { turns } from './turns.ts'

export type Turns = ReturnType<typeof turns>

/** What was decided for each member; a member whose link changed meanwhile is left out and looked at again. */
export type Looked =
  | { ok: true; decisions: Map<string, RoleDecision> }
  | { ok: false; failure: GithubFailure | DiscordFailure }

type Guild = Pick<RoleFacts, 'roles' | 'ownPosition' | 'mayManage'>

/**
 * Reads what GitHub and Discord say of linked members, decides, and stores what is to be done. With n members: n + 2 requests
 * to Discord, n + 2 to GitHub, of which n more when an account is gone, and 3 for a new token or the code owners.
 */
export async function lookAt(
  deps: KeeperDeps,
  inTurn: Turns,
  links: readonly GithubLink[],
  { isFresh }: { isFresh: boolean },
): Promise<Looked> {
  const [guild, owned] = await Promise.all([readGuild(deps), ownedNow(deps)])
  if (!guild.ok) return guild
  if (!owned.ok) return owned
  const gathered = await deps.contributions.gather(links, { owned: owned.value, isFresh })
  if (!gathered.ok) return gathered
  reportProblems(deps, guild.value)
  const decisions = new Map<string, RoleDecision>()
  const failures = await Promise.all(
    links.map((link) =>
      inTurn(link.memberId, async () => {
        const found = gathered.value.get(link.githubId) ?? 'gone'
        const decided = await lookAtOne(deps, guild.value, link, found)
        if (decided && 'kind' in decided) return decided
        if (decided) decisions.set(link.memberId, decided)
        return null
      }),
    ),
  )
  const failure = failures.find((each) => each !== null)
  return failure ? { ok: false, failure } : { ok: true, decisions }
}

/** Takes the roles of a member without a link, unless they have linked an account again. */
export function release({ db, store, now }: KeeperDeps, inTurn: Turns, memberId: string): Promise<void> {
  return inTurn(memberId, async () => {
    if (await linkOf(db, memberId)) store.await(memberId, now())
    else takeAll(store, memberId, now())
  })
}

/** Every role that Steward gave the member is to be taken. Gives their ids. */
export function takeAll(store: KeeperDeps['store'], memberId: string, now: number): string[] {
  const granted = store.grantsOf(memberId)
  for (const roleId of granted)
    store.plan(effectId(memberId, roleId), { kind: 'remove', memberId, roleId }, now)
  return granted
}

export const effectId = (memberId: string, roleId: string): string => `role:${memberId}:${roleId}`

async function lookAtOne(
  deps: KeeperDeps,
  guild: Guild,
  seen: GithubLink,
  found: Gathered,
): Promise<RoleDecision | DiscordFailure | null> {
  const { db, store, discord, guildId, policy, now } = deps
  const { memberId } = seen
  const [link, member] = await Promise.all([linkOf(db, memberId), discord.member(guildId, memberId)])
  if (link?.githubId !== seen.githubId) {
    store.await(memberId, now())
    return null
  }
  const isAway = !member.ok && isUnknown(member.failure)
  if (!member.ok && !isAway) return member.failure
  if (found === 'gone' || !member.ok) await forget(deps, link, isAway ? 'member_left' : 'account_deleted')
  else {
    const { login, facts } = found
    await saveFacts(db, { memberId, githubId: link.githubId, login, facts, checkedAt: now() })
  }
  const decision = decideRoles(policy, {
    ...guild,
    facts: found === 'gone' ? null : found.facts,
    has: member.ok ? new Set(member.value.roles) : null,
    granted: new Set(store.grantsOf(memberId)),
  })
  if (!deps.dryRun) plan(deps, memberId, decision)
  return decision
}

const isUnknown = (failure: DiscordFailure) =>
  failure.kind === 'refused' &&
  (failure.code === DISCORD_CODE.unknownMember || failure.code === DISCORD_CODE.unknownUser)

/** Whoever left the server, or deleted their account, is linked no more. */
async function forget({ db, audit, now }: KeeperDeps, link: GithubLink, why: string): Promise<void> {
  await deleteLink(db, link.memberId)
  await audit.record(
    [],
    [
      {
        id: `roles:unlinked:${link.memberId}:${link.linkedAt}`,
        at: now(),
        what: 'roles.unlinked',
        subject: `github:${link.githubId}`,
        caseNumber: null,
        authorId: link.memberId,
        moderatorId: null,
        data: { why },
      },
    ],
  )
}

function plan({ store, now }: KeeperDeps, memberId: string, { add, remove, keep }: RoleDecision): void {
  // Planned before and not done yet: what is there already needs no act.
  for (const { roleId } of keep) store.cancel(effectId(memberId, roleId))
  for (const { roleId, words } of add)
    store.plan(effectId(memberId, roleId), { kind: 'add', memberId, roleId, words }, now())
  for (const roleId of remove)
    store.plan(effectId(memberId, roleId), { kind: 'remove', memberId, roleId }, now())
}

async function readGuild({ discord, guildId, botId }: KeeperDeps) {
  const [guild, self] = await Promise.all([discord.guild(guildId), discord.member(guildId, botId)])
  if (!guild.ok) return guild
  if (!self.ok) return self
  const own = guild.value.roles.filter(({ id }) => id === guildId || self.value.roles.includes(id))
  const permissions = own.reduce((bits, each) => bits | each.permissions, 0n)
  const value: Guild = {
    roles: guild.value.roles,
    ownPosition: Math.max(0, ...own.map(({ position }) => position)),
    mayManage: (permissions & (PERMISSION.MANAGE_ROLES | PERMISSION.ADMINISTRATOR)) !== 0n,
  }
  return { ok: true as const, value }
}

/** From the database; from GitHub the first time. */
async function ownedNow(deps: KeeperDeps) {
  const known = await readCodeOwners(deps.db, deps.policy.organisation)
  return known ? { ok: true as const, value: known.owned } : readOwners(deps)
}

/** Reads CODEOWNERS files and keeps what they say. */
export async function readOwners({ db, contributions, policy, now }: KeeperDeps) {
  const owned = await contributions.codeOwners()
  if (owned.ok) await saveCodeOwners(db, policy.organisation, owned.value, now())
  return owned
}

function reportProblems({ store, policy, now }: KeeperDeps, guild: Guild): void {
  const problems = roleProblems(policy, guild)
  for (const { role } of policy.grants) if (!problems.some((each) => each.role === role)) store.isWell(role)
  for (const each of problems) {
    if (!store.isNews(each.role, each.problem)) continue
    store.plan(
      `report:${each.role}`,
      { kind: 'report', memberId: '', role: each.role, text: remedy(each) },
      now(),
    )
  }
}
