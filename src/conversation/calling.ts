import { renderAnswer } from '../answer/citations.ts'
import { partial } from '../answer/compose.ts'
import { ground } from '../answer/grounding.ts'
import { linkPolicy } from '../answer/links.ts'
import { answerRequest } from '../answer/prompt.ts'
import { MAX_CONTENT_CHARS, splitMessage } from '../discord/split.ts'
import type { AnswerRequest, Statement, Turn } from '../llm/model.ts'
import { costMicroUsd, worstCaseMicroUsd } from '../llm/prices.ts'
import { isUnasked } from './ask.ts'
import { conclusionOf, conclusionWithout } from './concluding.ts'
import type { ConversationDeps } from './deps.ts'
import { withLinesAbove } from './parts.ts'
import type { Run } from './run.ts'
import { showFirst } from './showing.ts'

type CallingDeps = Omit<ConversationDeps, 'model'> & { model: NonNullable<ConversationDeps['model']> }

/** With this much written a reader has something to read, and about half of a usual answer is there. */
const HALF_CHARS = 400
/** Leaves room for the question above and the line below that says that more is coming. */
const PARTIAL_CHARS = MAX_CONTENT_CHARS - 500

/** Sets the worst case aside; refused, the passages are quoted. The same call asked for twice has one reservation. */
export async function reserve(run: Run, call: number, turns: Turn[], deps: CallingDeps): Promise<Run> {
  const { port, price } = deps.model
  const worstMicroUsd = worstCaseMicroUsd(port, requestOf(run, turns, deps), price)
  const id = `${run.answerId}:${call}`
  const reserved = await deps.budget
    .reserve({ id, channelId: run.ask.budgetChannelId, memberId: run.ask.memberId, worstMicroUsd })
    .catch(() => ({ ok: false, refusal: 'unreachable' }) as const)
  if (reserved.ok) {
    const reservation = { id: reserved.reservationId, worstMicroUsd, state: 'open' } as const
    return { ...run, calls: call, reservation }
  }
  const why = reserved.refusal === 'unreachable' ? 'ledger_unreachable' : reserved.refusal
  return { ...run, calls: call, result: conclusionWithout(why, run, deps) }
}

/**
 * Asks the model, showing its answer once when half of it is there. That the call began is stored before; its answer is
 * returned to be stored before it is shown.
 */
export async function callModel(
  run: Run,
  turns: Turn[],
  deps: CallingDeps,
  save: (run: Run) => Promise<void>,
): Promise<Run> {
  const { reservation } = run
  if (!reservation) throw new Error('a model call needs a reservation')
  const calling: Run = { ...run, reservation: { ...reservation, state: 'calling' } }
  await save(calling)
  const { port, price } = deps.model
  const half = halfShower(calling, deps)
  const outcome = await port.answer(requestOf(run, turns, deps), half.onProgress)
  // Edits must not overtake each other.
  await half.settled()
  const { usage } = outcome
  const answeredRun: Run = {
    ...calling,
    marks: { ...calling.marks, half: 'done' },
    reservation: { ...reservation, state: 'answered' },
    usage: usage ?? calling.usage,
    costMicroUsd: usage ? costMicroUsd(usage, price) : reservation.worstMicroUsd,
  }
  if (outcome.ok) {
    return { ...answeredRun, result: conclusionOf(outcome.value, outcome.truncated, run, deps) }
  }
  deps.log('model_failed', { answerId: run.answerId, failure: outcome.failure, detail: outcome.detail })
  return { ...answeredRun, result: conclusionWithout(outcome.failure, run, deps) }
}

function requestOf(run: Run, turns: Turn[], { config }: CallingDeps): AnswerRequest {
  return answerRequest({ config, passages: run.passages ?? [], turns, question: run.ask.text })
}

/** Shows a growing answer once. A failure to do so is no failure: the whole answer follows. */
function halfShower(run: Run, deps: CallingDeps) {
  const { community } = deps.config
  const passages = run.passages ?? []
  const isAllowed = linkPolicy(community.docsUrl, community.linkHosts)
  let showing: Promise<unknown> | null = run.marks.half || isUnasked(run.ask) ? Promise.resolve() : null
  return {
    onProgress(soFar: Statement[]) {
      if (showing) return
      const answer = renderAnswer(ground(soFar, passages), passages, isAllowed)
      if (answer.markdown.length < HALF_CHARS) return
      const [markdown = ''] = splitMessage(answer.markdown, PARTIAL_CHARS)
      const content = withLinesAbove(run, partial({ ...answer, markdown }).content)
      showing = showFirst(run, { content, embeds: [], components: [] }, deps).catch(() => {})
    },
    settled: async () => void (await showing),
  }
}
