import type { DecidedRole, RoleDecision, RoleProblem } from './decide.ts'
import { contributionFacts } from './facts.ts'
import { judgeGrant, type RolesPolicy } from './policy.ts'

/** What a link brought. */
export interface LinkOutcome {
  login: string
  /** The account was another member's until now. */
  wasMoved: boolean
  /** Null: GitHub or Discord did not answer; the roles follow. */
  roles: ShownRoles | null
}

export interface ShownRoles {
  organisation: string
  given: DecidedRole[]
  /** Deserved, and Discord has not confirmed it yet. */
  onTheirWay: DecidedRole[]
  had: DecidedRole[]
  next: RoleDecision['next']
  problems: RoleProblem[]
  isDry: boolean
}

export function shownDecision(
  { organisation }: RolesPolicy,
  decision: RoleDecision,
  isDone: (roleId: string) => boolean,
  isDry: boolean,
): ShownRoles {
  const { add, keep, next, problems } = decision
  return {
    organisation,
    given: add.filter(({ roleId }) => isDone(roleId)),
    onTheirWay: add.filter(({ roleId }) => !isDone(roleId)),
    had: keep,
    next,
    problems,
    isDry,
  }
}

const list = (roles: readonly DecidedRole[]) => roles.map(({ roleId, words }) => `• <@&${roleId}>: ${words}`)

/** What the private reply to `/link-github` becomes. */
export function linkedText({ login, wasMoved, roles }: LinkOutcome): string {
  const lines = [`**Your GitHub account @${login} is linked.**`]
  if (wasMoved) lines.push('It was linked to another member until now; that link is gone.')
  if (!roles) {
    lines.push('GitHub does not answer right now. Your roles follow as soon as it does; `/roles` shows them.')
    return lines.join('\n')
  }
  const { given, onTheirWay, had, next, problems, isDry } = roles
  if (given.length > 0) lines.push(isDry ? 'This is a dry run. You would get' : 'You got', ...list(given))
  if (onTheirWay.length > 0) lines.push('On their way, as Discord is slow to answer:', ...list(onTheirWay))
  if (had.length > 0) lines.push('You had already', ...list(had))
  if (given.length + onTheirWay.length + had.length === 0) lines.push('That gives you no role yet.')
  if (problems.length > 0) lines.push(problemText(problems))
  if (next.length > 0)
    lines.push('Still to be had', ...next.map(({ role, words }) => `• **@${role}**: ${words}`))
  return lines.join('\n').slice(0, 2000)
}

export function problemText(problems: readonly RoleProblem[]): string {
  const names = problems.map(({ role }) => `@${role}`).join(', ')
  return `You have earned ${names} too, but I may not give ${problems.length === 1 ? 'it' : 'them'} here. The moderators know why.`
}

/** To the member whose account was linked by somebody else. */
export function movedText(login: string): string {
  return `The GitHub account @${login} was linked to you until now. Somebody who signed in to it on GitHub has just linked it to another Discord account, so the roles that came with it are taken from this one. If that was not you, secure your GitHub account (change its password, end its sessions), then use \`/link-github\` to take it back.`
}

/** `/roles`: what one has, why, what is next and how far. */
export function standingText(
  { organisation, grants }: RolesPolicy,
  link: { login: string; facts: unknown; checkedAt: number | null } | null,
): string {
  if (!link) {
    const lines = grants.map(
      ({ role }, index) => `• **@${role}**: ${whatItTakes({ organisation, grants }, index)}`,
    )
    return ['You have not linked a GitHub account. `/link-github` does; these roles can be had:', ...lines]
      .join('\n')
      .slice(0, 2000)
  }
  const facts = contributionFacts.safeParse(link.facts)
  const head = `**Linked: @${link.login}**`
  if (!facts.success || link.checkedAt === null)
    return `${head}\nYour work on GitHub has not been counted yet. It is within a few minutes; try again then.`
  const standings = grants.map((grant) => ({ grant, standing: judgeGrant(grant, facts.data, organisation) }))
  const earned = standings.filter(({ standing }) => standing.holds)
  const next = standings.filter(({ standing }) => !standing.holds)
  const line = ({ grant, standing }: (typeof standings)[number]) => `• **@${grant.role}**: ${standing.words}`
  return [
    head,
    ...(earned.length > 0 ? ['Yours', ...earned.map(line)] : ['No role yet.']),
    ...(next.length > 0 ? ['Still to be had', ...next.map(line)] : []),
    `-# As of <t:${Math.floor(link.checkedAt / 1000)}:R>. New work counts within a minute or so.`,
  ]
    .join('\n')
    .slice(0, 2000)
}

const NOTHING = { isMember: false, isSponsor: false, mergedPulls: {}, ownedRepositories: [] }

function whatItTakes({ organisation, grants }: RolesPolicy, index: number): string {
  const grant = grants[index]
  return grant ? judgeGrant(grant, NOTHING, organisation).words.replace(/^0 of /, '') : ''
}
