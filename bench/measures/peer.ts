import { cpuMs } from '../cpu.ts'
import { command, ping, type SignedBody, type Signer, text } from '../interactions.ts'
import { type Answer, keepAlive, load } from '../load.ts'
import { type Random, shuffled } from '../random.ts'
import { percentile } from '../statistics.ts'

/** Enough for the Worker never to wait for the client, few enough for a latency to mean something. */
const CONCURRENCY = 8
/** Signed before the clock runs; distinct, so that nothing can be remembered from one to the next. */
const DISTINCT_REQUESTS = 200

export const SIDES = ['steward', 'peer'] as const
export type Side = (typeof SIDES)[number]
export const SCENARIOS = ['PING', 'slash command', 'bad signature'] as const
export type Scenario = (typeof SCENARIOS)[number]

export interface Round {
  rate: number
  p50: number
  p99: number
  /** In µs; null where it cannot be told. */
  cpuPerRequest: number | null
}

export type PeerFigures = Record<Scenario, Record<Side, Round[]>>

export interface PeerOptions {
  workers: Record<Side, { url: URL; pid: number | null }>
  signer: Signer
  rounds: number
  /** Of one scenario on one side in one round. */
  durationMs: number
  random: Random
  onRound(round: number): void
}

/** Rounds in which every scenario is loaded on both sides, in an order drawn anew each time. */
export async function measureAgainstPeer(options: PeerOptions): Promise<PeerFigures> {
  const { workers, rounds, durationMs, random, onRound } = options
  const figures: PeerFigures = {
    PING: { steward: [], peer: [] },
    'slash command': { steward: [], peer: [] },
    'bad signature': { steward: [], peer: [] },
  }
  const agents = { steward: keepAlive(CONCURRENCY), peer: keepAlive(CONCURRENCY) }
  const measure = async (scenario: Scenario, side: Side, ms: number): Promise<Round> => {
    const { url, pid } = workers[side]
    const requests = requestsFor(scenario, options.signer)
    const before = await cpuMs(pid)
    const check = (answer: Answer) => expectAnswer(scenario, answer)
    const { rate, latencies } = await load(url, agents[side], {
      concurrency: CONCURRENCY,
      durationMs: ms,
      requests,
      check,
    })
    const after = await cpuMs(pid)
    return {
      rate,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      cpuPerRequest: before === null || after === null ? null : ((after - before) / latencies.length) * 1000,
    }
  }
  for (const scenario of SCENARIOS) for (const side of SIDES) await measure(scenario, side, durationMs)
  for (let round = 1; round <= rounds; round++) {
    for (const scenario of shuffled(SCENARIOS, random)) {
      for (const side of shuffled(SIDES, random)) {
        figures[scenario][side].push(await measure(scenario, side, durationMs))
      }
    }
    onRound(round)
  }
  for (const agent of Object.values(agents)) agent.destroy()
  return figures
}

function requestsFor(scenario: Scenario, signer: Signer): SignedBody[] {
  return Array.from({ length: DISTINCT_REQUESTS }, () => SIGNED[scenario](signer))
}

/** `/search` for marks that are no word: it passes signature, schema, registry and options, and needs no database. */
function search(): object {
  return command('search', [text('query', '?!'), text('scope', 'guide')])
}

const SIGNED: Record<Scenario, (signer: Signer) => SignedBody> = {
  PING: (signer) => signer.sign(ping()),
  'slash command': (signer) => signer.sign(search()),
  'bad signature': (signer) => signer.forge(search()),
}

/** A Worker that answers something else is fast at something else. */
function expectAnswer(scenario: Scenario, { status, body }: Answer): void {
  const isRight =
    scenario === 'bad signature'
      ? status === 401
      : status === 200 && (scenario === 'PING' ? body === '{"type":1}' : body.includes('Nothing in the docs'))
  if (!isRight) throw new Error(`${scenario}: unexpected answer ${status} ${body.slice(0, 200)}`)
}
