import type { GithubLink, LinkAttempt } from '../storage/github-links.ts'
import type { RolesPolicy } from './policy.ts'

/** What commands do with links and roles. */
export interface RolesDesk {
  policy: RolesPolicy
  /** Begins a link; the address its button leads to, good for ten minutes. */
  begin(attempt: LinkAttempt): Promise<string>
  linkOf(memberId: string): Promise<GithubLink | null>
  /** Null: no account was linked. Else the roles that are being taken, by id. */
  unlink(memberId: string): Promise<string[] | null>
}
