import type { RequestEntry } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { Json } from './Json.tsx'
import { isProblem } from './merge-log.ts'
import { clock, StatusBadge } from './StatusBadge.tsx'

export function RequestRow({ entry }: { entry: RequestEntry }) {
  const route = entry.route?.replace(`${entry.method} `, '') ?? entry.path
  const limit = entry.rateLimit
  return (
    <details class={`log-row${isProblem(entry) ? ' failed' : ''}`}>
      <summary>
        <span class={`direction ${entry.service}`} title={`From Steward to ${entry.service}`}>
          <Icon name="in" size={15} />
          <span class="visually-hidden">Steward asked {entry.service}:</span>
        </span>
        <span class="log-main">
          <span class="log-title">
            <span class="method">{entry.method}</span>
            <StatusBadge status={entry.status} />
            {entry.service !== 'discord' && <span class="service">model</span>}
          </span>
          <small class="route">{breakAtSlashes(route)}</small>
          {entry.route === null && <small class="fault">No such route at {entry.service}.</small>}
          {entry.fault && <small class="fault">Fault: {entry.fault}</small>}
        </span>
        <span class="log-side">
          <span>{Math.round(entry.durationMs)} ms</span>
          <small>{clock(entry.at)}</small>
        </span>
      </summary>
      <p class="log-path">
        <code>{entry.path}</code>
      </p>
      {limit && (
        <p class="log-note">
          Rate limit: {limit.remaining} of {limit.limit} left, resets in {limit.resetAfterSeconds} s
          {limit.retryAfterSeconds !== null && `, retry after ${limit.retryAfterSeconds} s`}
        </p>
      )}
      <Json title="Steward sent" value={entry.requestBody} />
      <Json title="Answer" value={entry.responseBody} />
    </details>
  )
}

/** Lets a long route wrap where a reader would cut it. */
const breakAtSlashes = (route: string) =>
  route.split('/').map((part, index) => (index === 0 ? part : [<wbr key={index} />, `/${part}`]))
