import { useState } from 'preact/hooks'
import type { CaseInfo } from '../../protocol.ts'
import { useActions } from '../state/actions.ts'
import { placeLabel, useDirectory } from '../state/directory.ts'
import { useModeration } from '../state/moderation.ts'
import { effectWords, outcomeWords, stateWords } from './case-words.ts'
import { clock } from './StatusBadge.tsx'

/**
 * What Steward decided about members' messages, out of its own database, newest first. `onLeave` is told when somebody goes
 * to a message.
 */
export function CasesPanel({ onLeave }: { onLeave: () => void }) {
  const moderation = useModeration()
  const [onlyOpen, setOnlyOpen] = useState(false)
  if (moderation === 'waiting') return <p class="empty-line">Looking for cases…</p>
  if (moderation === null)
    return (
      <div class="empty">
        <h3>No cases to show</h3>
        <p>
          This simulator runs without Steward's database. <code>npm start</code> brings one.
        </p>
      </div>
    )
  const cases = onlyOpen ? moderation.cases.filter(({ state }) => state === 'open') : moderation.cases
  return (
    <>
      <fieldset class="log-filters">
        <legend class="visually-hidden">Which cases</legend>
        <button type="button" class="chip" aria-pressed={!onlyOpen} onClick={() => setOnlyOpen(false)}>
          All
        </button>
        <button type="button" class="chip" aria-pressed={onlyOpen} onClick={() => setOnlyOpen(true)}>
          Open
        </button>
        <small class="case-count" role="status">
          {cases.length === 1 ? '1 case' : `${cases.length} cases`}
        </small>
      </fieldset>
      {cases.length === 0 ? (
        <NoCases isFiltered={moderation.cases.length > 0} />
      ) : (
        <ol class="log" aria-label="Cases, newest first">
          {cases.map((one) => (
            <li key={one.number}>
              <CaseRow case_={one} onLeave={onLeave} />
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function NoCases({ isFiltered }: { isFiltered: boolean }) {
  const { snapshot } = useDirectory()
  if (isFiltered)
    return (
      <div class="empty">
        <h3>No open cases</h3>
        <p>A moderator has decided all of them.</p>
      </div>
    )
  return (
    <div class="empty">
      <h3>No cases yet</h3>
      <p>
        {snapshot.bot.isWatching
          ? 'Play a scenario, or write the same message four times within half a minute: the case appears here.'
          : 'Live moderation is off, so nothing is judged. Only members’ reports become cases.'}
      </p>
    </div>
  )
}

function CaseRow({ case_, onLeave }: { case_: CaseInfo; onLeave: () => void }) {
  const directory = useDirectory()
  const { showMessage } = useActions()
  const member = directory.member(case_.memberId)?.name ?? 'somebody who left'
  const { card } = case_
  const channelName = (id: string) => {
    const place = directory.place(id)
    return place ? placeLabel(place) : 'a channel'
  }
  const [first] = case_.messages
  const show = (channelId: string, messageId: string) => {
    showMessage(channelId, messageId)
    onLeave()
  }
  return (
    <details class="log-row case" data-case={case_.number}>
      <summary>
        <span class="log-main">
          <span class="log-title">
            <span class="case-number">#{case_.number}</span>
            <strong>{case_.rule}</strong>
            <span class={`status ${case_.state === 'open' ? 'open' : 'good'}`}>{stateWords(case_)}</span>
          </span>
          <span class="case-member">{member}</span>
        </span>
        <span class="log-side">
          <small>{clock(case_.openedAt)}</small>
        </span>
      </summary>
      <div class="case-body">
        <p>{case_.explanation}</p>
        {case_.effects.length > 0 && (
          <ul class="case-effects" aria-label="What was done">
            {case_.effects.map((effect, index) => {
              const outcome = outcomeWords(effect)
              return (
                <li key={index} class={outcome === null ? 'done' : 'not-done'}>
                  <span aria-hidden="true">{outcome === null ? '✓' : '–'}</span>{' '}
                  {effectWords(effect, channelName)}
                  {outcome !== null && <small>: {outcome}</small>}
                </li>
              )
            })}
          </ul>
        )}
        {case_.resolvedBy !== null && (
          <p class="log-note">
            {stateWords(case_)} by {directory.member(case_.resolvedBy)?.name ?? 'a moderator'}
          </p>
        )}
        <div class="row">
          {card && (
            <button
              type="button"
              class="button secondary"
              onClick={() => show(card.channelId, card.messageId)}
            >
              Show the card
            </button>
          )}
          {first && (
            <button type="button" class="text-button" onClick={() => show(first.channelId, first.id)}>
              Where it was
            </button>
          )}
        </div>
      </div>
    </details>
  )
}
