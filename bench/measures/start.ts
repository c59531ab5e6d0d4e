import { ping, type Signer } from '../interactions.ts'
import { keepAlive, post } from '../load.ts'
import { type Random, shuffled } from '../random.ts'
import { startRuntime } from '../runtime.ts'
import { median } from '../statistics.ts'

export const STARTERS = ['steward', 'empty'] as const
export type Starter = (typeof STARTERS)[number]

/** In ms. */
export interface Start {
  /** From nothing (no process) to the first PING answered. */
  total: number
  /** The first PING alone, sent when the runtime says that it is ready. */
  firstPing: number
  /** A later PING, one at a time. */
  laterPing: number
}

export interface StartOptions {
  root: string
  scripts: Record<Starter, string>
  signer: Signer
  rounds: number
  random: Random
}

const LATER_PINGS = 50

/** Fresh runtimes, one at a time, both Workers with the same bindings. */
export async function measureStarts(options: StartOptions): Promise<Record<Starter, Start[]>> {
  const { rounds, random } = options
  const starts: Record<Starter, Start[]> = { steward: [], empty: [] }
  for (let round = 0; round < rounds; round++) {
    for (const starter of shuffled(STARTERS, random)) starts[starter].push(await startOnce(starter, options))
  }
  return starts
}

async function startOnce(starter: Starter, { root, scripts, signer }: StartOptions): Promise<Start> {
  const agent = keepAlive(1)
  const begun = performance.now()
  const worker = await startRuntime(
    root,
    { script: scripts[starter], withBindings: true },
    { DISCORD_PUBLIC_KEY: signer.publicKey },
  )
  const { ms: firstPing, status } = await post(worker.url, agent, signer.sign(ping()))
  const total = performance.now() - begun
  if (status !== 200) throw new Error(`the first PING was answered with ${status}`)
  const later: number[] = []
  for (let sent = 0; sent < LATER_PINGS; sent++) {
    later.push((await post(worker.url, agent, signer.sign(ping()))).ms)
  }
  agent.destroy()
  await worker.close()
  return { total, firstPing, laterPing: median(later) }
}
