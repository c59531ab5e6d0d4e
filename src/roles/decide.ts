import type { ContributionFacts } from './facts.ts'
import { judgeGrant, type RolesPolicy } from './policy.ts'

/** A role of the guild as Discord lists it. */
export interface GuildRole {
  id: string
  name: string
  position: number
  managed: boolean
}

/** Why a role cannot be given: it is not there, or Discord lets Steward not give it. */
export type RoleProblem = { role: string; problem: 'missing' | 'above' | 'managed' | 'no-permission' }

export interface RoleFacts {
  /** Null: no account is linked. */
  facts: ContributionFacts | null
  /** Roles the member has; null: they are not in the guild. */
  has: ReadonlySet<string> | null
  /** Roles that Steward gave the member, or is giving. */
  granted: ReadonlySet<string>
  roles: readonly GuildRole[]
  /** Position of Steward's own highest role. */
  ownPosition: number
  /** Whether Steward has the permission Manage Roles. */
  mayManage: boolean
}

export interface DecidedRole {
  roleId: string
  /** Its name. */
  role: string
  /** Why it is deserved. */
  words: string
}

export interface RoleDecision {
  add: DecidedRole[]
  /** Given by Steward, and no longer deserved. */
  remove: string[]
  /** Deserved and there: given by Steward or by somebody else. */
  keep: DecidedRole[]
  /** Not deserved yet. */
  next: { role: string; words: string }[]
  problems: RoleProblem[]
}

/** A role that Steward did not grant is never taken; one that is there already does not become Steward's. Pure. */
export function decideRoles(policy: RolesPolicy, known: RoleFacts): RoleDecision {
  const { facts, has, granted } = known
  const decision: RoleDecision = { add: [], remove: [], keep: [], next: [], problems: [] }
  const wanted = new Set<string>()
  for (const grant of facts && has ? policy.grants : []) {
    const standing = facts && judgeGrant(grant, facts, policy.organisation)
    if (!standing || !has) continue
    if (!standing.holds) {
      decision.next.push({ role: grant.role, words: standing.words })
      continue
    }
    const role = findRole(known.roles, grant.role)
    if (role && wanted.has(role.id)) continue
    const problem = problemOf(role, known)
    if (role) wanted.add(role.id)
    const decided = role && { roleId: role.id, role: role.name, words: standing.words }
    if (decided && has.has(decided.roleId)) decision.keep.push(decided)
    else if (problem) decision.problems.push({ role: grant.role, problem })
    else if (decided) decision.add.push(decided)
  }
  decision.remove = [...granted].filter((id) => !wanted.has(id))
  return decision
}

function findRole(roles: readonly GuildRole[], name: string): GuildRole | undefined {
  return (
    roles.find(({ id }) => id === name) ??
    roles.find((role) => role.name === name) ??
    roles.find((role) => role.name.toLowerCase() === name.toLowerCase())
  )
}

/** What keeps roles of the policy from being given to anybody. */
export function roleProblems(
  { grants }: RolesPolicy,
  guild: Pick<RoleFacts, 'roles' | 'ownPosition' | 'mayManage'>,
): RoleProblem[] {
  return [...new Set(grants.map(({ role }) => role))].flatMap((role) => {
    const problem = problemOf(findRole(guild.roles, role), guild)
    return problem ? [{ role, problem }] : []
  })
}

/** Discord: a bot gives roles below its own highest one, none of an integration, and only with Manage Roles. */
function problemOf(
  role: GuildRole | undefined,
  { ownPosition, mayManage }: Pick<RoleFacts, 'ownPosition' | 'mayManage'>,
): RoleProblem['problem'] | null {
  if (!role) return 'missing'
  if (role.managed) return 'managed'
  if (!mayManage) return 'no-permission'
  return role.position >= ownPosition ? 'above' : null
}

/** To the moderators: what is wrong with a role and what puts it right. */
export function remedy({ role, problem }: RoleProblem): string {
  switch (problem) {
    case 'missing':
      return `I cannot give **@${role}**: the server has no such role. Create it under Server Settings → Roles, or name another in \`roles.grants\`.`
    case 'above':
      return `I cannot give **@${role}**: it stands above my own role. Drag my role above it under Server Settings → Roles.`
    case 'managed':
      return `I cannot give **@${role}**: it belongs to an integration, which alone gives it. Name another role in \`roles.grants\`.`
    case 'no-permission':
      return `I cannot give **@${role}**: I lack the permission Manage Roles. Give it to my role under Server Settings → Roles.`
  }
}
