import { useState } from 'preact/hooks'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { InteractionRow } from './InteractionRow.tsx'
import { type LogFilter, mergeLog } from './merge-log.ts'
import { RequestRow } from './RequestRow.tsx'

const FILTERS: Readonly<Record<LogFilter, string>> = {
  acts: 'Acts',
  all: 'All',
  interactions: 'To Steward',
  discord: 'Discord',
  model: 'Model',
  problems: 'Problems',
}
const FILTER_NAMES: readonly LogFilter[] = ['acts', 'all', 'interactions', 'discord', 'model', 'problems']

/** Newest first: what was sent to Steward, and each request Steward made. */
export function StewardLog() {
  const { world } = useConsole()
  const [filter, setFilter] = useState<LogFilter>('acts')
  const [clearedAt, setClearedAt] = useState('')
  const entries = mergeLog(world.interactions, world.requests, filter).filter((entry) => entry.at > clearedAt)
  return (
    <>
      <div class="log-filters">
        {FILTER_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            class="chip"
            aria-pressed={filter === name}
            onClick={() => setFilter(name)}
          >
            {FILTERS[name]}
          </button>
        ))}
        <button
          type="button"
          class="text-button"
          disabled={entries.length === 0}
          onClick={() => setClearedAt(entries[0]?.at ?? '')}
        >
          Clear
        </button>
      </div>
      {entries.length === 0 ? (
        <div class="empty">
          <h3>{filter === 'acts' || filter === 'all' ? 'Quiet so far' : 'Nothing of this kind yet'}</h3>
          <p>
            Every interaction sent to Steward and every request it makes to Discord or a model appears here;
            what it only reads, under All.
          </p>
        </div>
      ) : (
        <ol class="log" aria-label="What Steward did, newest first">
          {entries.map((entry) => (
            <li key={entry.key}>
              {entry.kind === 'interaction' ? (
                <InteractionRow entry={entry.interaction} />
              ) : (
                <RequestRow entry={entry.request} />
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
