import type { SimEvent } from '../../protocol.ts'
import { isMember } from './api.ts'

/** `lost` says that the page tries again by itself. */
export type Connection = 'connecting' | 'open' | 'lost'

export interface Listener {
  onEvent(event: SimEvent): void
  onConnection(connection: Connection): void
  /** There is nobody of this id: somebody else must be chosen. */
  onStranger(): void
}

const RETRY_MS = 2000

/** Listens as one member until the returned function is called; a lost stream is opened again for ever. */
export function listen(memberId: string, listener: Listener): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  const open = () => {
    source = new EventSource(`/sim/events?as=${memberId}`)
    source.onopen = () => listener.onConnection('open')
    source.onmessage = (message) => listener.onEvent(JSON.parse(message.data))
    source.onerror = async () => {
      // A browser gives up for good when the answer is not a stream, as while the server restarts.
      source?.close()
      const known = await isMember(memberId)
      if (isStopped) return
      if (known === false) return listener.onStranger()
      listener.onConnection('lost')
      timer = setTimeout(open, RETRY_MS)
    }
  }
  open()
  return () => {
    isStopped = true
    clearTimeout(timer)
    source?.close()
  }
}
