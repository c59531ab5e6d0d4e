import { useState } from 'preact/hooks'
import { Icon } from '../layout/Icon.tsx'
import { useActions } from '../state/actions.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { describeFault, FAULT_PRESETS } from './fault-presets.ts'

/** Makes Discord or the model misbehave for the next few requests, to see what Steward does. */
export function FaultsPanel() {
  const { world } = useConsole()
  const { call } = useActions()
  const [preset, setPreset] = useState(0)
  const [count, setCount] = useState(1)
  const add = (event: Event) => {
    event.preventDefault()
    const chosen = FAULT_PRESETS[preset]
    if (chosen) call('/sim/faults', { ...chosen.body, count })
  }
  return (
    <div class="stack">
      <form class="stack" onSubmit={add}>
        <p>Make the next requests of Steward go wrong, and see how it copes.</p>
        <label>
          What goes wrong
          <select value={preset} onChange={(event) => setPreset(Number(event.currentTarget.value))}>
            {FAULT_PRESETS.map((option, index) => (
              <option key={option.label} value={index}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
        <label>
          For how many requests
          <input
            type="number"
            min={1}
            max={10_000}
            value={count}
            onInput={(event) => setCount(Math.max(1, Math.trunc(Number(event.currentTarget.value))))}
          />
        </label>
        <button type="submit" class="button primary">
          Add the fault
        </button>
      </form>
      <h3>Waiting to happen</h3>
      {world.faults.length === 0 ? (
        <p class="log-note">None: everything works as it should.</p>
      ) : (
        <ul class="faults">
          {world.faults.map((fault) => (
            <li key={fault.id}>
              <span>
                <strong>{describeFault(fault)}</strong>
                <small>
                  {[fault.service, fault.method, fault.path].filter(Boolean).join(' ')} · {fault.remaining}{' '}
                  left
                </small>
              </span>
              <button
                type="button"
                class="icon-button"
                aria-label="Remove the fault"
                onClick={() => call('/sim/faults/clear', { id: fault.id })}
              >
                <Icon name="close" size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {world.faults.length > 1 && (
        <button type="button" class="button secondary" onClick={() => call('/sim/faults/clear', {})}>
          Remove all
        </button>
      )}
    </div>
  )
}
