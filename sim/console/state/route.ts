/** What the address says: which channel or thread is open, and as whom. */
export interface Route {
  readonly channelId: string | undefined
  readonly memberId: string | undefined
}

/** Reads `#/channel/<id>?as=<member>`. What is not there or not an id is left open. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const channelId = /^\/channel\/(\d{1,20})$/.exec(path)?.[1]
  const as = new URLSearchParams(query).get('as') ?? ''
  return { channelId, memberId: /^\d{1,20}$/.test(as) ? as : undefined }
}

export function formatRoute(route: Route): string {
  const path = route.channelId === undefined ? '/' : `/channel/${route.channelId}`
  return `#${path}${route.memberId === undefined ? '' : `?as=${route.memberId}`}`
}
