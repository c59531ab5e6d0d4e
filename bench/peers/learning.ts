/** The Worker of bench/learning.ts: holds the rows it was sent and fits them on request, as a Durable Object would. */
import {
  type Dataset,
  fitLogisticSteps,
  makeDataset,
  ridgePrior,
  runPausing,
  scoreMargins,
} from '../../src/learning/index.ts'

const COLUMNS = 18
const held = new Map<number, Dataset>()

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const rows = Number(searchParams.get('rows'))
    const data = held.get(rows)
    if (pathname === '/ping') return new Response('pong')
    if (pathname === '/rows') {
      const values = new Float64Array(await request.arrayBuffer())
      const labels = values.slice(rows * COLUMNS)
      held.set(rows, makeDataset(values.slice(0, rows * COLUMNS), COLUMNS, labels))
      return new Response('held')
    }
    if (data === undefined) return new Response('no such rows', { status: 404 })
    if (pathname === '/score') {
      const { weights } = { weights: Array.from({ length: COLUMNS }, (_, column) => column / 10) }
      const standardisation = { centre: weights, scale: weights }
      let sum = 0
      for (let round = 0; round < Number(searchParams.get('rounds')); round++)
        sum += scoreMargins({ kind: 'logistic', intercept: round, weights, standardisation }, data)[0] ?? 0
      return Response.json({ sum })
    }
    const pause = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 0))
    const fit = await (searchParams.has('pausing')
      ? runPausing(fitLogisticSteps(data, ridgePrior(COLUMNS, 1)), pause)
      : runPausing(fitLogisticSteps(data, ridgePrior(COLUMNS, 1)), async () => {}))
    return Response.json(fit)
  },
}
