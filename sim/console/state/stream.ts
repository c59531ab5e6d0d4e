import type { SimEvent } from '../../protocol.ts'

/** `lost` says that the page tries again by itself. */
export type Connection = 'connecting' | 'open' | 'lost'

const RETRY_MS = 2000

/** Listens as one member until the returned function is called; a lost stream is opened again for ever. */
export function listen(
  memberId: string | undefined,
  onEvent: (event: SimEvent) => void,
  onConnection: (connection: Connection) => void,
): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(`/sim/events${memberId === undefined ? '' : `?as=${memberId}`}`)
    source.onopen = () => onConnection('open')
    source.onmessage = (message) => onEvent(JSON.parse(message.data))
    source.onerror = () => {
      onConnection('lost')
      // A browser gives up for good when the answer is not a stream, as while the server restarts.
      source?.close()
      timer = setTimeout(open, RETRY_MS)
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
