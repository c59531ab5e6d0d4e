import type { InteractionEntry } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { useDirectory } from '../state/directory.ts'
import { Json } from './Json.tsx'
import { clock, StatusBadge } from './StatusBadge.tsx'

/** Discord waits this long for an acknowledgement. */
const ACKNOWLEDGE_MS = 3000

export function InteractionRow({ entry }: { entry: InteractionEntry }) {
  const directory = useDirectory()
  const who = entry.memberId === null ? undefined : directory.member(entry.memberId)?.name
  const where = entry.channelId === null ? undefined : directory.place(entry.channelId)?.name
  return (
    <details class={`log-row incoming${entry.failure ? ' failed' : ''}`}>
      <summary>
        <span class="direction" title="Sent to Steward">
          <Icon name="out" size={15} />
          <span class="visually-hidden">Sent to Steward:</span>
        </span>
        <span class="log-main">
          <span class="log-title">
            <strong title={entry.name}>{entry.name || entry.kind}</strong>
            <StatusBadge status={entry.status} />
          </span>
          <small>
            {[entry.kind, who, where && `#${where}`].filter(Boolean).join(' · ')}
            {entry.failure && <span class="fault"> · {entry.failure}</span>}
          </small>
        </span>
        <span class="log-side">
          <span class={entry.durationMs > ACKNOWLEDGE_MS ? 'slow' : ''} title="Time to acknowledge">
            {Math.round(entry.durationMs)} ms
          </span>
          <small>{clock(entry.at)}</small>
        </span>
      </summary>
      <Json title="Sent to Steward" value={entry.request} />
      <Json title={`Steward answered (${Math.round(entry.durationMs)} ms)`} value={entry.response} />
    </details>
  )
}
