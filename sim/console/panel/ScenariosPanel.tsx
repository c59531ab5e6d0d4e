import { useEffect, useState } from 'preact/hooks'
import type { ScenarioInfo, ScenarioRun } from '../../protocol.ts'
import { useActions } from '../state/actions.ts'
import { readScenarios } from '../state/api.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { useDirectory } from '../state/directory.ts'

/** With one member a scenario is about that one: there is nothing to set. */
const hasSize = ({ defaults }: ScenarioInfo) => defaults.members > 1

/** Plays made-up members into the community, the same for the same seed. */
export function ScenariosPanel() {
  const { world } = useConsole()
  const { snapshot } = useDirectory()
  const { call } = useActions()
  const [scenarios, setScenarios] = useState<ScenarioInfo[]>([])
  const [name, setName] = useState('')
  const [seed, setSeed] = useState(1)
  const [size, setSize] = useState({ members: 1, messages: 1, speed: 1 })
  const chosen = scenarios.find((scenario) => scenario.name === name)
  const isRunning = world.scenario?.state === 'running'

  const choose = (scenario: ScenarioInfo | undefined) => {
    if (!scenario) return
    setName(scenario.name)
    const { members, messages, speed } = scenario.defaults
    setSize({ members, messages, speed })
  }
  useEffect(() => {
    readScenarios().then((result) => {
      if (!result.ok) return
      setScenarios(result.value.scenarios)
      choose(result.value.scenarios[0])
    })
  }, [])
  const start = async (event: Event) => {
    event.preventDefault()
    if (!chosen) return
    const result = await call('/sim/scenarios/start', {
      name,
      seed,
      ...(hasSize(chosen) ? size : { speed: size.speed }),
    })
    // Who pressed this wants something new next time; the run says which seed it had.
    if (result.ok) setSeed(seed + 1)
  }
  return (
    <div class="stack">
      <form class="stack" onSubmit={start}>
        <label>
          What happens
          <select
            value={name}
            onChange={(event) =>
              choose(scenarios.find((scenario) => scenario.name === event.currentTarget.value))
            }
          >
            {scenarios.map((scenario) => (
              <option key={scenario.name} value={scenario.name}>
                {scenario.label}
              </option>
            ))}
          </select>
        </label>
        {chosen && <p class="log-note">{chosen.about}</p>}
        {!snapshot.bot.isWatching && (
          <p class="log-note warn">
            Live moderation is off here: the messages come, and Steward does nothing about them.
          </p>
        )}
        <div class="number-fields">
          <NumberField label="Seed" value={seed} min={0} max={4_294_967_295} onChange={setSeed} />
          {chosen && hasSize(chosen) && (
            <>
              <NumberField
                label="Members"
                value={size.members}
                min={1}
                max={500}
                onChange={(members) => setSize({ ...size, members })}
              />
              <NumberField
                label="Messages"
                value={size.messages}
                min={1}
                max={5000}
                onChange={(messages) => setSize({ ...size, messages })}
              />
            </>
          )}
          <NumberField
            label="Speed"
            value={size.speed}
            min={1}
            max={1_000_000}
            onChange={(speed) => setSize({ ...size, speed })}
          />
        </div>
        {chosen && (
          <p class="log-note">
            {size.speed === 1 ? 'In real time' : `${size.speed} times faster than real time`}: takes{' '}
            {duration((chosen.defaults.minutes * 60) / size.speed)} at most. The same seed brings the same
            members and messages.
          </p>
        )}
        <button type="submit" class="button primary" disabled={!chosen || isRunning}>
          Start
        </button>
      </form>
      {world.scenario ? (
        <RunProgress run={world.scenario} onStop={() => call('/sim/scenarios/stop', {})} />
      ) : (
        <p class="log-note">Nothing has been played yet.</p>
      )}
    </div>
  )
}

function RunProgress({ run, onStop }: { run: ScenarioRun; onStop: () => void }) {
  const words = { running: 'Playing', done: 'Played', stopped: 'Stopped' }[run.state]
  return (
    <section class="stack run" aria-label="The run">
      <h3>
        {words}: {run.label}, seed {run.seed}
      </h3>
      <progress value={run.played} max={Math.max(1, run.total)} aria-label={`${run.label}: events played`} />
      <div class="row">
        <span>
          {run.played} of {run.total} events
        </span>
        {run.state === 'running' && (
          <button type="button" class="button secondary" onClick={onStop}>
            Stop
          </button>
        )}
      </div>
      {run.refused > 0 && (
        <p class="log-note">
          {run.refused} did not happen: the member was timed out or banned by then, or the message gone.
        </p>
      )}
    </section>
  )
}

interface NumberFieldProps {
  label: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}

function NumberField({ label, value, min, max, onChange }: NumberFieldProps) {
  return (
    <label>
      {label}
      <input
        type="number"
        min={min}
        max={max}
        step={1}
        required
        value={value}
        onInput={(event) => {
          const next = Math.trunc(event.currentTarget.valueAsNumber)
          if (Number.isFinite(next)) onChange(Math.min(max, Math.max(min, next)))
        }}
      />
    </label>
  )
}

function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second'
  if (seconds < 100) return `${Math.round(seconds)} seconds`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
}
