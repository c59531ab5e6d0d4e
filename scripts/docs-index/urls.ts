export interface UrlScheme {
  /** Where the folder's root is published. */
  baseUrl: string
  keepExtension: boolean
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`)
const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/**
 * Where a file of the docs is published: `guide/setup.md` at `<base>/guide/setup`, `guide/index.md` and
 * `guide/README.md` at `<base>/guide`; with `keepExtension` every file at its own name.
 */
export function pageUrl(path: string, { baseUrl, keepExtension }: UrlScheme): string {
  if (keepExtension) return withSlash(baseUrl) + encodePath(path)
  const bare = path.replace(/\.mdx?$/i, '').replace(/(?:^|\/)(?:index|readme)$/i, '')
  return bare === '' ? baseUrl.replace(/\/$/, '') : withSlash(baseUrl) + encodePath(bare)
}

/** A link in a file, made absolute. Links to other files of the docs follow the scheme; `null` when it is no URL. */
export function resolveLink(href: string, path: string, scheme: UrlScheme): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return href
  if (href.startsWith('//')) return `https:${href}`
  if (href.startsWith('#')) return pageUrl(path, scheme) + href
  // Against the file's own path, so that `../setup.md` means what it means in the folder.
  const root = 'https://docs.invalid/'
  const target = URL.canParse(href, root + encodePath(path)) ? new URL(href, root + encodePath(path)) : null
  if (target === null) return null
  if (/\.mdx?$/i.test(target.pathname)) {
    return pageUrl(decodeURIComponent(target.pathname.slice(1)), scheme) + target.search + target.hash
  }
  // A site-absolute link belongs to the site's root, not to the folder the docs are published under.
  if (href.startsWith('/')) return new URL(href, withSlash(scheme.baseUrl)).href
  return withSlash(scheme.baseUrl) + target.pathname.slice(1) + target.search + target.hash
}
