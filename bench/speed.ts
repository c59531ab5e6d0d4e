/** `npm run bench -- speed [--quick]`: how fast Steward is beside a peer, and on its own. What each figure means: bench/README.md. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { buildWorker } from '../sim/worker.ts'
import { makeCorpus } from './corpus.ts'
import { withRuntimePid } from './cpu.ts'
import { createSigner } from './interactions.ts'
import { measureAsk } from './measures/ask.ts'
import { measureAgainstPeer } from './measures/peer.ts'
import { measureSearch } from './measures/search.ts'
import { measureStarts } from './measures/start.ts'
import { seeded } from './random.ts'
import { asMarkdown, type Figures, summarise } from './report.ts'
import { bundlePeer, startRuntime } from './runtime.ts'
import { startStandIns } from './stand-ins.ts'

const root = resolve(import.meta.dirname, '..')
const SEED = 20
const FULL = { startRounds: 11, rounds: 12, durationMs: 1000, sections: 10_000, queries: 400, questions: 200 }
/** Shows that everything runs; its figures mean little and are not kept. */
const QUICK = { startRounds: 2, rounds: 2, durationMs: 250, sections: 1_000, queries: 60, questions: 30 }
const WARM_UP_QUESTIONS = 20

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const extent = values.quick ? QUICK : FULL
const summary = summarise(await measure())
const report = asMarkdown(summary)
console.log(`\n${report}`)
if (!values.quick) {
  await mkdir(join(root, 'bench/results'), { recursive: true })
  await writeFile(join(root, 'bench/results/speed.json'), `${JSON.stringify(summary, rounded, 2)}\n`)
  await writeFile(join(root, 'bench/results/speed.md'), report)
}

async function measure(): Promise<Figures> {
  const { startRounds, rounds, durationMs } = extent
  say('building')
  const random = seeded(SEED)
  const signer = createSigner()
  const script = await readFile(await buildWorker(root, join(root, '.steward/bench')), 'utf8')
  const empty = await bundlePeer(join(import.meta.dirname, 'peers/empty.ts'))
  const discordHono = await bundlePeer(join(import.meta.dirname, 'peers/discord-hono.ts'))

  say(`starting both Workers ${startRounds} times`)
  const scripts = { steward: script, empty }
  const starts = await measureStarts({ root, scripts, signer, rounds: startRounds, random })

  const standIns = await startStandIns()
  const variables = {
    DISCORD_PUBLIC_KEY: signer.publicKey,
    DISCORD_API_URL: standIns.discordUrl,
    ANTHROPIC_API_KEY: 'bench',
    ANTHROPIC_BASE_URL: standIns.modelUrl,
  }
  const steward = await withRuntimePid(() => startRuntime(root, { script, withBindings: true }, variables))
  const peer = await withRuntimePid(() =>
    startRuntime(root, { script: discordHono, withBindings: false }, variables),
  )
  const workers = {
    steward: { url: steward.started.url, pid: steward.pid },
    peer: { url: peer.started.url, pid: peer.pid },
  }
  const against = await measureAgainstPeer({
    workers,
    signer,
    rounds,
    durationMs,
    random,
    onRound: (round) => say(`interactions beside discord-hono, round ${round} of ${rounds}`),
  })
  await peer.started.close()

  const worker = steward.started
  const corpus = makeCorpus(SEED, extent.sections, Math.max(extent.queries, extent.questions))
  say(`indexing and searching ${extent.sections} sections`)
  const queries = corpus.queries.slice(0, extent.queries)
  const search = await measureSearch({ root, worker, signer, sections: corpus.sections, queries })
  say(`asking ${extent.questions} questions`)
  const questions = corpus.questions.slice(0, extent.questions)
  const ask = await measureAsk({ worker, standIns, signer, questions, warmUp: WARM_UP_QUESTIONS })
  await worker.close()
  await standIns.close()

  const size = { bytes: Buffer.byteLength(script), gzipBytes: gzipSync(script, { level: 9 }).length }
  const setting = {
    machine: `${availableParallelism()} cores, ${process.arch}`,
    versions: await versions(),
    rounds,
    startRounds,
    seed: SEED,
  }
  return { setting, size, starts, peer: against, search, ask }
}

async function versions(): Promise<Record<string, string>> {
  const installed = await Promise.all(
    ['workerd', 'miniflare', 'discord-hono'].map(async (name) => {
      const text = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8')
      const { version }: { version: string } = JSON.parse(text)
      return [name, version] as const
    }),
  )
  return { node: process.versions.node, ...Object.fromEntries(installed) }
}

/** The load tells whether the machine was quiet; it says nothing later and is not kept. */
function say(what: string): void {
  console.error(`load ${loadavg()[0]?.toFixed(1)} · ${what}`)
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}
