import { html } from 'hono/html'
import type { LinkPage, LinkRefusal } from '../roles/linking.ts'
import { type LinkOutcome, problemText, type ShownRoles } from '../roles/words.ts'

type Html = ReturnType<typeof html>

const STYLE = `
:root { color-scheme: light dark; --text: #1c2124; --quiet: #545d64; --back: #f4f5f3; --card: #fff; --line: #d9ddda; --accent: #0b6b63; --on-accent: #fff }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8ebe9; --quiet: #a3adab; --back: #14181a; --card: #1d2325; --line: #343c3f; --accent: #5fd0c3; --on-accent: #06211e }
}
* { box-sizing: border-box }
body { margin: 0; padding: 1.25rem; background: var(--back); color: var(--text); font: 1rem/1.55 system-ui, sans-serif }
main { max-width: 32rem; margin: 4vh auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25 }
h2 { margin: 1.5rem 0 .25rem; font-size: 1rem }
p { margin: .5rem 0 } .quiet { color: var(--quiet) }
ul { margin: .25rem 0; padding: 0; list-style: none } li { padding: .5rem 0; border-top: 1px solid var(--line) } li:first-child { border: 0 }
li span { display: block; color: var(--quiet) }
button { width: 100%; margin-top: 1rem; padding: .8rem 1rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer }
button:focus-visible { outline: 3px solid var(--text); outline-offset: 2px }
`

/** A page without scripts. `nonce` is what the policy lets its style in by. */
export function linkPage(page: LinkPage, nonce: string): { status: 200 | 400; text: Html } {
  const { title, content } = contentOf(page)
  return {
    status: page.kind === 'refused' ? 400 : 200,
    text: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>`,
  }
}

function contentOf(page: LinkPage): { title: string; content: Html } {
  switch (page.kind) {
    case 'confirm':
      return {
        title: 'Link your GitHub account',
        content: html`<p>It will be linked to the Discord member <strong>${page.memberName}</strong> of ${page.guildName}.</p>
<p>If that is not you, close this page: somebody else sent you their link, and would get your roles.</p>
<form method="post" action="/link/github"><input type="hidden" name="ticket" value="${page.ticket}">
<button>That is me: go on to GitHub</button></form>
<p class="quiet">GitHub will ask you which account. Steward learns its name and number, nothing else, and keeps no access to it.</p>`,
      }
    case 'linked':
      return linkedContent(page.outcome, page.guildName)
    case 'refused':
      return {
        title: 'Nothing was linked',
        content: html`<p>${REFUSALS[page.why]}</p>`,
      }
  }
}

const AGAIN = 'Use /link-github in Discord again and press the new button.'
const REFUSALS: Record<LinkRefusal, string> = {
  forged: `This address is not complete, or was changed. ${AGAIN}`,
  expired: `This link is older than ten minutes. ${AGAIN}`,
  used: `This link was used already. If that was you, /roles in Discord shows what it brought; if not, use /link-github again.`,
  other_browser: `This link was begun in another browser, or yours keeps no cookies. ${AGAIN} Do everything in one browser.`,
  cancelled: `You cancelled on GitHub. If you change your mind: ${AGAIN}`,
  no_member: `Discord does not know the member this link is for, or does not answer. If you are still in the server, try again in a minute. ${AGAIN}`,
  github_refused: `GitHub no longer accepts this sign-in. ${AGAIN}`,
  github_silent: `GitHub does not answer right now. Wait a minute. ${AGAIN}`,
}

function linkedContent(
  { login, wasMoved, roles }: LinkOutcome,
  guildName: string,
): { title: string; content: Html } {
  return {
    title: 'Your GitHub account is linked',
    content: html`<p><strong>@${login}</strong> is now linked to you in ${guildName}.</p>
${wasMoved ? html`<p>It was linked to another member until now; that link is gone, and they were told.</p>` : ''}
${roles ? rolesContent(roles) : html`<p>GitHub or Discord does not answer right now. Your roles follow as soon as it does; /roles in Discord shows them.</p>`}
<p class="quiet">You can close this page. /roles shows this again, /unlink-github undoes it.</p>`,
  }
}

function rolesContent({ given, onTheirWay, had, next, problems, isDry }: ShownRoles): Html {
  const list = (title: string, roles: readonly { role: string; words: string }[]) =>
    roles.length === 0
      ? ''
      : html`<h2>${title}</h2><ul>${roles.map(({ role, words }) => html`<li><strong>@${role}</strong><span>${words}</span></li>`)}</ul>`
  return html`${list(isDry ? 'You would get (this is a dry run)' : 'You got', given)}
${list('On their way', onTheirWay)}
${list('You had already', had)}
${given.length + onTheirWay.length + had.length === 0 ? html`<p>That gives you no role yet.</p>` : ''}
${problems.length > 0 ? html`<p>${problemText(problems)}</p>` : ''}
${list('Still to be had', next)}`
}
