import { command, type Signer, text } from '../interactions.ts'
import { keepAlive, post } from '../load.ts'
import type { BenchWorker } from '../runtime.ts'
import { type Call, isFinalEdit, type StandIns } from '../stand-ins.ts'

/** In ms from sending the interaction, one entry a question. */
export interface AskFigures {
  acknowledged: number[]
  sourcesShown: number[]
  answered: number[]
  /** Edits of the reply; the limit is four. */
  edits: number[]
}

export interface AskOptions {
  worker: BenchWorker
  standIns: StandIns
  signer: Signer
  questions: readonly string[]
  warmUp: number
}

const PATIENCE_MS = 10_000

/** One question at a time, each by another member. */
export async function measureAsk({
  worker,
  standIns,
  signer,
  questions,
  warmUp,
}: AskOptions): Promise<AskFigures> {
  const agent = keepAlive(1)
  const figures: AskFigures = { acknowledged: [], sourcesShown: [], answered: [], edits: [] }
  for (const [asked, question] of questions.entries()) {
    const calls: Call[] = []
    const answered = finalEdit(standIns, calls, question)
    const signed = signer.sign(command('ask', [text('question', question)]))
    const begun = performance.now()
    const { ms, status, body } = await post(worker.url, agent, signed)
    if (status !== 200 || !body.includes('"type":5'))
      throw new Error(`/ask was answered with ${status} ${body}`)
    const end = await answered
    if (asked < warmUp) continue
    const edits = calls.filter(({ kind }) => kind === 'edit')
    figures.acknowledged.push(ms)
    figures.sourcesShown.push((edits[0]?.at ?? end) - begun)
    figures.answered.push(end - begun)
    figures.edits.push(edits.length)
  }
  agent.destroy()
  return figures
}

/** Resolves to the time of the final edit; keeps all calls until then in `calls`. */
function finalEdit(standIns: StandIns, calls: Call[], question: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const seen = calls.map(({ kind, path, body }) => `${kind} ${path} ${body.slice(0, 300)}`).join('\n')
      reject(new Error(`“${question}” had no final edit in ${PATIENCE_MS} ms; calls:\n${seen}`))
    }, PATIENCE_MS)
    standIns.listen((call) => {
      calls.push(call)
      if (!isFinalEdit(call)) return
      clearTimeout(timer)
      resolve(call.at)
    })
  })
}
