/** `npm start`: Steward on the local Workers runtime beside a simulated Discord, and a page to be a member there. */
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startDemo } from './demo.ts'

const HELP = `npm start [-- --fresh] [-- --real-model]

  --fresh        forget the last run's messages, budget and index
  --real-model   answers are written by the model of steward.config.ts, with the key in ANTHROPIC_API_KEY or LLM_API_KEY

Environment: PORT (Steward, 8787), SIM_PORT (simulator and console, 8788).`

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: { fresh: { type: 'boolean' }, 'real-model': { type: 'boolean' }, help: { type: 'boolean' } },
})
if (values.help) {
  console.log(HELP)
  process.exit()
}

try {
  const port = await freePort('PORT', 8787)
  const simPort = await freePort('SIM_PORT', 8788)
  const statePath = join(root, '.steward/demo')
  if (values.fresh) await rm(statePath, { recursive: true, force: true })
  console.log('Building Steward and starting it beside a simulated Discord …')
  const demo = await startDemo({
    root,
    port,
    simPort,
    statePath,
    realModel: values['real-model'] ?? false,
    environment: process.env,
    onLog: (line) => console.log(line),
  })
  console.log(`
  Steward runs on ${demo.workerUrl}, with ${demo.sections} sections of its docs indexed.
  ${demo.modelNote}

  Open ${demo.consoleUrl}
  and ask in #help:  /ask How do I set the daily budget?

  Ctrl-C stops both.`)
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (stopping) process.exit(1)
      stopping = true
      await demo.close()
      process.exit(0)
    })
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
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
