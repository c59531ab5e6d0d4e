/** `npm start`: Steward on the local Workers runtime beside a simulated Discord, and a page to be a member there. */
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { readFlags } from '../scripts/flags.ts'
import { startDemo } from './demo.ts'

const DEFAULT_PORT = 8787
const DEFAULT_SIM_PORT = 8788

const root = resolve(import.meta.dirname, '..')
const flags = readFlags(
  ['fresh', 'real-model'],
  `npm start [-- --fresh] [-- --real-model]

  --fresh        forget the last run's messages, budget and index
  --real-model   answers are written by the model of steward.config.ts, with the key in ANTHROPIC_API_KEY or LLM_API_KEY

Environment: PORT (Steward, ${DEFAULT_PORT}), SIM_PORT (simulator and console, ${DEFAULT_SIM_PORT}),
WATCH=false (live moderation off; here it is on).`,
)

try {
  const isWatching = readFlag('WATCH', true)
  const port = await freePort('PORT', DEFAULT_PORT)
  const simPort = await freePort('SIM_PORT', DEFAULT_SIM_PORT)
  if (port === simPort) throw new Error(`PORT and SIM_PORT are both ${port}: each needs a port of its own.`)
  console.log('Building Steward and starting it beside a simulated Discord …')
  const demo = await startDemo({
    root,
    port,
    simPort,
    // Two demos at a time keep apart.
    statePath: join(root, '.steward', simPort === DEFAULT_SIM_PORT ? 'demo' : `demo-${simPort}`),
    isFresh: flags.fresh,
    realModel: flags['real-model'],
    // Over what steward.config.ts says: nobody real is watched here, and moderation can be seen at once.
    variables: { WATCH: String(isWatching) },
    environment: process.env,
    onLog: (line) => console.log(line),
  })
  console.log(`
  Steward runs on ${demo.workerUrl}. ${demo.docsNote}
  ${demo.modelNote}

  Open ${demo.consoleUrl}
  and ask in #help:  /ask How do I set the daily budget?
  ${isWatching ? 'Live moderation is on: press "Scenarios" in the panel on the right to see it at work.' : 'Live moderation is off (WATCH).'}

  Ctrl-C stops both.`)
  if (isWatching) await demo.worker.tick()
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (stopping) process.exit(1)
      stopping = true
      await demo.close()
      console.log('Stopped. The next npm start goes on from here.')
      process.exit(0)
    })
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** A variable that is on or off. */
function readFlag(variable: string, standard: boolean): boolean {
  const value = process.env[variable] || String(standard)
  if (value === 'true' || value === '1') return true
  if (value === 'false' || value === '0') return false
  throw new Error(`${variable} is "${value}": expected true or false.`)
}

/** The port to use, once it is known that nobody listens there. */
async function freePort(variable: string, standard: number): Promise<number> {
  const port = Number(process.env[variable] || standard)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${variable} is "${process.env[variable]}": expected a port number from 1 to 65535.`)
  }
  await new Promise<void>((done, fail) => {
    const probe = createServer()
    probe.once('error', () =>
      fail(
        new Error(
          `Port ${port} is in use. Stop what listens there, or choose another: ${variable}=${port + 10} npm start`,
        ),
      ),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => done()))
  })
  return port
}
