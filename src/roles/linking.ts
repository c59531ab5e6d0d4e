import type { LinkAttempt } from '../storage/github-links.ts'
import type { LinkRequest } from './keeper.ts'
import { authorizeUrl, type OauthSettings, whoSignedIn } from './sign-in.ts'
import { codeVerifier, digest, randomText, sign, TICKET_MS, verified } from './ticket.ts'
import type { LinkOutcome } from './words.ts'

export interface LinkingDeps {
  secret: string
  oauth: OauthSettings
  /** Steward's own address, without a slash at the end. */
  publicUrl: string
  guildName: string
  /** How the member is called at Discord, to show whom a link is for; null when Discord does not say. */
  memberName(memberId: string): Promise<string | null>
  attempts: {
    claim(id: string): Promise<Omit<LinkAttempt, 'id'> | null>
  }
  link(request: LinkRequest): Promise<LinkOutcome>
  fetch: typeof fetch
  now: () => number
}

export type LinkPage =
  | { kind: 'confirm'; ticket: string; guildName: string; memberName: string }
  | { kind: 'linked'; outcome: LinkOutcome; guildName: string }
  | { kind: 'refused'; why: LinkRefusal }

/** Why no account is linked; each has its sentence on the page. */
export type LinkRefusal =
  | 'forged'
  | 'expired'
  | 'used'
  | 'other_browser'
  | 'cancelled'
  | 'no_member'
  | 'github_refused'
  | 'github_silent'

export type LinkAnswer = { kind: 'page'; page: LinkPage; cookie?: string } | { kind: 'redirect'; url: string }

const callbackUrl = (publicUrl: string): string => `${publicUrl}/link/github/callback`

const refused = (why: LinkRefusal): LinkAnswer => ({ kind: 'page', page: { kind: 'refused', why } })

/** The address that a member's private button leads to. */
export async function ticketUrl(
  { secret, publicUrl, now }: Pick<LinkingDeps, 'secret' | 'publicUrl' | 'now'>,
  { id, memberId }: Pick<LinkAttempt, 'id' | 'memberId'>,
): Promise<string> {
  const ticket = await sign(secret, 'ticket', { id, member: memberId, until: now() + TICKET_MS })
  return `${publicUrl}/link/github?ticket=${ticket}`
}

/**
 * The page before GitHub's: it says which member an account will be linked to, and binds what follows to this browser by a
 * cookie. A button sent to somebody else therefore shows them a stranger's name, and links nothing by itself.
 */
export async function confirmLink(deps: LinkingDeps, ticket: string): Promise<LinkAnswer> {
  const content = await verified(deps.secret, 'ticket', ticket, deps.now())
  if (content === null) return refused('forged')
  if (content === 'expired') return refused('expired')
  const memberName = await deps.memberName(content.member)
  if (memberName === null) return refused('no_member')
  const page: LinkPage = { kind: 'confirm', ticket, guildName: deps.guildName, memberName }
  return { kind: 'page', page, cookie: randomText() }
}

/** The page's button was pressed, in the browser that has the cookie: on to GitHub. */
export async function goToGithub(
  deps: LinkingDeps,
  { ticket, cookie }: { ticket: string; cookie: string | undefined },
): Promise<LinkAnswer> {
  const { secret, oauth, publicUrl, now } = deps
  const content = await verified(secret, 'ticket', ticket, now())
  if (content === null) return refused('forged')
  if (content === 'expired') return refused('expired')
  if (!cookie) return refused('other_browser')
  const state = await sign(secret, 'state', { ...content, browser: await digest(cookie) })
  const challenge = await digest(await codeVerifier(secret, content.id, cookie))
  return {
    kind: 'redirect',
    url: authorizeUrl(oauth, { redirectUri: callbackUrl(publicUrl), state, challenge }),
  }
}

/**
 * Back from GitHub: state, browser, then the attempt, which is used up before the code is. The member is the state's, whoever
 * brings it; without the cookie of the browser that began it, it is worth nothing.
 */
export async function finishLink(
  deps: LinkingDeps,
  { state, code, error, cookie }: { state: string; code: string; error: string; cookie: string | undefined },
  later: (work: Promise<unknown>) => void,
): Promise<LinkAnswer> {
  const { secret, oauth, publicUrl, now } = deps
  const content = await verified(secret, 'state', state, now())
  if (content === null) return refused('forged')
  if (content === 'expired') return refused('expired')
  if (!cookie || content.browser !== (await digest(cookie))) return refused('other_browser')
  if (error !== '' || code === '') return refused('cancelled')
  const attempt = await deps.attempts.claim(content.id)
  if (!attempt || attempt.memberId !== content.member) return refused('used')
  const verifier = await codeVerifier(secret, content.id, cookie)
  const redirectUri = callbackUrl(publicUrl)
  const signedIn = await whoSignedIn(oauth, { code, verifier, redirectUri }, deps.fetch, later)
  if (!signedIn.ok) return refused(signedIn.problem === 'refused' ? 'github_refused' : 'github_silent')
  const outcome = await deps.link({
    memberId: attempt.memberId,
    account: signedIn.account,
    reply: { applicationId: attempt.applicationId, token: attempt.interactionToken },
  })
  return { kind: 'page', page: { kind: 'linked', outcome, guildName: deps.guildName } }
}
