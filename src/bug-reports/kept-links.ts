import { linkPolicy } from '../answer/links.ts'
import type { Pseudonyms } from '../privacy/pseudonyms.ts'

const LINK = /(https?:\/\/[^\s<>|()[\]"'`]{1,1000})/gi
const DISCORD_HOST = /(^|\.)discord(app)?\.(com|gg|net)$/i

interface KeptLinkFacts {
  docsUrl: string
  linkHosts: string[]
  /** GitHub's pages, such as https://github.com. */
  webUrl: string
  /** `owner/name`. */
  repositories: readonly string[]
}

/**
 * Pseudonyms replace every address, as a handle may stand in it. A bug report needs some of them: the docs' own, those on
 * hosts the community links to, and pages of its own repositories.
 */
export function hidingBut(
  pseudonyms: Pick<Pseudonyms, 'hide'>,
  { docsUrl, linkHosts, webUrl, repositories }: KeptLinkFacts,
): (text: string) => string {
  const isListed = linkPolicy(docsUrl, linkHosts)
  const github = new URL(webUrl).host
  const own = repositories.map((name) => `/${name}/`.toLowerCase())
  const isKept = (address: string): boolean => {
    const url = URL.parse(address)
    if (!url || DISCORD_HOST.test(url.hostname)) return false
    if (url.host === github) return own.some((path) => `${url.pathname}/`.toLowerCase().startsWith(path))
    return isListed(url)
  }
  return (text) =>
    text
      .split(LINK)
      .map((part, index) => (index % 2 === 1 && isKept(part) ? part : pseudonyms.hide(part)))
      .join('')
}
