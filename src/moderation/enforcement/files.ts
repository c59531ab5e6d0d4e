import type { UploadedFile } from '../../discord/rest.ts'
import type { DiscordFailure } from '../../discord/result.ts'
import type { Evidence } from '../../storage/cases.ts'

/** Discord takes 10 MiB a message from bots; what is around the files takes some. */
const MAX_TOTAL_BYTES = 9 * 1024 * 1024
/** After so many attempts a file that cannot be read is linked instead. */
const MAX_ATTEMPTS = 4
const FETCH_TIMEOUT_MS = 15_000

export type FetchedFile =
  | { kind: 'read'; data: Blob }
  /** Too large, or no longer there. */
  | { kind: 'unavailable' }
  | { kind: 'failed' }

export type Carried = { kind: 'ready'; files: UploadedFile[] } | { kind: 'later'; failure: DiscordFailure }

/**
 * The files of a post that is moved: they are deleted with the original, so that a link would soon lead nowhere. Those that
 * cannot be had are left out.
 */
export async function carryFiles(
  attachments: Evidence['attachments'],
  attempts: number,
  fetchFile: (url: string) => Promise<FetchedFile>,
): Promise<Carried> {
  const files: UploadedFile[] = []
  let bytes = 0
  for (const { filename, url } of attachments) {
    const fetched = await fetchFile(url)
    if (fetched.kind === 'failed' && attempts < MAX_ATTEMPTS)
      return { kind: 'later', failure: { kind: 'unknown', detail: 'a file of the post' } }
    if (fetched.kind !== 'read' || bytes + fetched.data.size > MAX_TOTAL_BYTES) continue
    bytes += fetched.data.size
    files.push({ name: filename, data: fetched.data })
  }
  return { kind: 'ready', files }
}

/** Reads a file from where Discord keeps it. Needs no token: the address is signed. */
export async function fetchDiscordFile(url: string, send: typeof fetch = fetch): Promise<FetchedFile> {
  try {
    const response = await send(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
    const isTooLarge = Number(response.headers.get('content-length') ?? 0) > MAX_TOTAL_BYTES
    if (response.ok && !isTooLarge) return { kind: 'read', data: await response.blob() }
    await response.body?.cancel()
    return { kind: response.status >= 500 || response.status === 429 ? 'failed' : 'unavailable' }
  } catch {
    return { kind: 'failed' }
  }
}
