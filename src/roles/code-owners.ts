/** Names of users and teams in a CODEOWNERS file: `@login`, `@organisation/team`; an e-mail address cannot be resolved. */
export interface Owners {
  logins: string[]
  /** Slugs of this organisation's teams. */
  teams: string[]
}

/**
 * Reads a CODEOWNERS file: a pattern and its owners a line, `#` begins a comment. A line without owners leaves what it matches
 * without any. https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function parseCodeOwners(text: string, organisation: string): Owners {
  const logins = new Set<string>()
  const teams = new Set<string>()
  for (const line of text.split('\n')) {
    const [, ...owners] = (line.replace(/(^|\s)#.*$/, '').match(/(?:\\.|\S)+/g) ?? []) as string[]
    for (const owner of owners) {
      const [, account, team] = /^@([A-Za-z0-9-]+)(?:\/([\w.-]+))?$/.exec(owner.toLowerCase()) ?? []
      if (account === undefined) continue
      if (team === undefined) logins.add(account)
      else if (account === organisation.toLowerCase()) teams.add(team)
    }
  }
  return { logins: [...logins], teams: [...teams] }
}

/** Repositories by the login, in lower case, of each who owns code in them. */
export type OwnedRepositories = Record<string, string[]>

export function ownedRepositories(
  files: readonly { repository: string; owners: Owners }[],
  membersOf: ReadonlyMap<string, readonly string[]>,
): OwnedRepositories {
  const owned = new Map<string, Set<string>>()
  for (const { repository, owners } of files) {
    const people = [...owners.logins, ...owners.teams.flatMap((team) => membersOf.get(team) ?? [])]
    for (const login of people) {
      const key = login.toLowerCase()
      owned.set(key, (owned.get(key) ?? new Set()).add(repository))
    }
  }
  return Object.fromEntries([...owned].map(([login, names]) => [login, [...names].sort()]))
}

/** Logins for which something differs. */
export function changedOwners(before: OwnedRepositories, after: OwnedRepositories): string[] {
  const all = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...all].filter((login) => (before[login] ?? []).join() !== (after[login] ?? []).join())
}
