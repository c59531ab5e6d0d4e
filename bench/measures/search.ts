import { join } from 'node:path'
import { applyMigrations } from '../../scripts/migrate.ts'
import { indexDocs } from '../../src/knowledge/indexing.ts'
import type { Section } from '../../src/knowledge/section.ts'
import { autocomplete, command, ping, type SignedBody, type Signer, text } from '../interactions.ts'
import { type Answer, keepAlive, post } from '../load.ts'
import type { BenchWorker } from '../runtime.ts'

export interface SearchFigures {
  sections: number
  /** Each in ms, one after the other. */
  search: number[]
  autocomplete: number[]
  /** PINGs beside them: what a signed request costs before anything is searched. */
  ping: number[]
}

export interface SearchOptions {
  root: string
  worker: BenchWorker
  signer: Signer
  sections: Section[]
  queries: readonly string[]
}

const WARM_UP = 20

/** Indexes a made-up documentation in the Worker's database, then searches it as members do: one request at a time. */
export async function measureSearch(options: SearchOptions): Promise<SearchFigures> {
  const { root, worker, signer, sections, queries } = options
  if (!worker.database) throw new Error('this Worker has no database')
  await applyMigrations(worker.database, join(root, 'migrations'))
  const outcome = await indexDocs(worker.database, sections, { source: 'bench' })
  if (!outcome.ok) throw new Error(`the sections could not be indexed: ${outcome.problem}`)

  const agent = keepAlive(1)
  const send = (signed: SignedBody): Promise<Answer> => post(worker.url, agent, signed)
  const figures: SearchFigures = { sections: sections.length, search: [], autocomplete: [], ping: [] }
  let found = 0
  for (const [sent, query] of queries.entries()) {
    const searched = await send(signer.sign(command('search', [text('query', query)])))
    const typed = await send(
      signer.sign(autocomplete('search', [{ ...text('query', firstLetters(query)), focused: true }])),
    )
    const pinged = await send(signer.sign(ping()))
    if (searched.status !== 200 || typed.status !== 200) {
      throw new Error(`/search was answered with ${searched.status}, its autocomplete with ${typed.status}`)
    }
    if (sent < WARM_UP) continue
    if (searched.body.includes('"embeds"')) found++
    figures.search.push(searched.ms)
    figures.autocomplete.push(typed.ms)
    figures.ping.push(pinged.ms)
  }
  agent.destroy()
  if (found < figures.search.length * 0.95) throw new Error(`only ${found} of the searches found something`)
  return figures
}

/** As a member would have typed so far: the first half of the last word. */
function firstLetters(query: string): string {
  const last = query.split(' ').at(-1) ?? ''
  return last.slice(0, Math.max(2, Math.ceil(last.length / 2)))
}
