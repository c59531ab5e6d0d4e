/** Tells whether an answer may link to this URL. */
export type LinkPolicy = (url: URL) => boolean

/**
 * Allows the docs' own host (with its port) and the listed ones; `*.example.org` stands for every subdomain. Never
 * allowed: other schemes, user names in front of the host, other ports, and addresses that carry another address,
 * as open redirects do. The reader's own machine is nobody else's host and always allowed.
 */
export function linkPolicy(docsUrl: string, linkHosts: string[]): LinkPolicy {
  const docs = new URL(docsUrl)
  return (url) => {
    if (!isPlain(url)) return false
    if (url.host === docs.host || isLoopback(url)) return true
    return url.port === '' && linkHosts.some((host) => matchesHost(url.hostname, host))
  }
}

/** Names that belong to nobody, kept for examples in documentation (RFC 2606 section 3). */
export function isExampleHost(url: URL): boolean {
  return isPlain(url) && /(^|\.)example\.(com|net|org)$/.test(url.hostname)
}

function isPlain(url: URL): boolean {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  const hasUser = url.username !== '' || url.password !== ''
  return isWeb && !hasUser && !/https?(:|%3a)/i.test(url.href.slice(url.origin.length))
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

function matchesHost(hostname: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : hostname === pattern
}

/** The URL in its plain form when it may be linked, else null. */
export function allowedHref(destination: string, isAllowed: LinkPolicy): string | null {
  const url = URL.parse(destination.trim().replace(/^<|>$/g, ''))
  if (!url || !isAllowed(url)) return null
  // Nothing in it may be read as a mention, as the link's end or as emphasis.
  return url.href.replace(
    /[@()*<>|]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
