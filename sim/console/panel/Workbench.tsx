import { useState } from 'preact/hooks'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'
import { forgetMarks } from '../state/marks.ts'

const STEPS = [
  ['1 minute', 60],
  ['1 hour', 3600],
  ['1 day', 86_400],
] as const

/** The simulator's own switches: its clock, new people, a fresh start. */
export function Workbench() {
  const { call, become, notify } = useActions()
  const { snapshot } = useDirectory()
  const [name, setName] = useState('')
  const [ping, setPing] = useState('')

  const move = async (advanceSeconds: number, label: string) => {
    const result = await call('/sim/clock', { advanceSeconds })
    if (result.ok) notify({ kind: 'info', text: `The clock moved by ${label}.`, action: undefined })
  }
  const join = async (event: Event) => {
    event.preventDefault()
    const result = await call('/sim/members', {
      name: name.trim(),
      accountAgeDays: 0,
      joinedDaysAgo: 0,
      online: true,
    })
    if (!result.ok) return
    setName('')
    const { member } = result.value
    const action = { label: `Be ${member.name}`, run: () => become(member.id) }
    notify({ kind: 'info', text: `${member.name} joined.`, action })
  }
  const sendPing = async () => {
    const result = await call('/sim/interactions/ping', {})
    if (result.ok) setPing(`${result.value.status} in ${Math.round(result.value.durationMs)} ms`)
  }
  const reset = async () => {
    if (!confirm('Go back to the community as it was at the start? Messages, faults and logs are forgotten.'))
      return
    const result = await call('/sim/reset', {})
    if (!result.ok) return
    forgetMarks(snapshot.members.map((member) => member.id))
    location.reload()
  }
  return (
    <div class="stack">
      <section class="stack">
        <h3>Clock</h3>
        <p class="log-note">Moves message times and account ages on. Steward keeps its own clock.</p>
        <div class="row">
          {STEPS.map(([label, seconds]) => (
            <button key={label} type="button" class="button secondary" onClick={() => move(seconds, label)}>
              + {label}
            </button>
          ))}
        </div>
      </section>
      <form class="stack" onSubmit={join}>
        <h3>Somebody joins</h3>
        <label>
          Name of the newcomer
          <input value={name} maxLength={32} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button secondary" disabled={name.trim() === ''}>
          Let them join
        </button>
      </form>
      <section class="stack">
        <h3>Steward</h3>
        <div class="row">
          <button type="button" class="button secondary" onClick={sendPing}>
            Send Discord's PING
          </button>
          <output>{ping}</output>
        </div>
        <p class="log-note">{snapshot.commands.length} commands registered.</p>
      </section>
      <section class="stack">
        <h3>Start over</h3>
        <button type="button" class="button danger" onClick={reset}>
          Reset the community
        </button>
      </section>
    </div>
  )
}
