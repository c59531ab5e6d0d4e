import type { JudgementRequest } from '../../llm/judgement.ts'
import type { ModelOutcome } from '../../llm/model.ts'
import { byWords, decideJob, type JobFacts, type ModelWord, settleJob } from './decide.ts'
import { looksFraudulent } from './fraud.ts'
import { speaksToModel, verdictDespiteOrders } from './injection.ts'
import { type LexicalVerdict, lexicalIntent } from './lexical.ts'
import { type JobMessage, jobRequest } from './prompt.ts'
import type { JobJudgement, JobVerdict } from './verdict.ts'

export interface JobPlace {
  isJobsChannel: boolean
  isHelpChannel: boolean
  hasReplies: boolean
}

export interface JobDeps {
  place: JobPlace
  /** The community's own words on what counts as a job post, from configuration. */
  policy: string
  /**
   * Asks a model, budget reserved and settled around it; null when the budget does not allow it. Undefined: no model is
   * configured or the day's budget is spent, and words alone may do no more than flag.
   */
  ask?: (request: JudgementRequest<JobVerdict>) => Promise<ModelOutcome<JobVerdict> | null>
  /** The model was asked about this message before and is not asked again after this. */
  isLastTry?: boolean
}

/** Judges one message by itself: by its words where they settle it, by a model where they do not. */
export async function judgeJob(message: JobMessage, deps: JobDeps): Promise<JobJudgement> {
  const { lexical, facts, settled } = readJob(message, deps.place)
  if (settled && (settled.action === 'allow' || deps.ask)) return settled
  if (!deps.ask) return byWords(lexical, facts, 'there is no model')
  const word = await wordOf(deps.ask, jobRequest(message, deps.policy))
  return decideJob(lexical, word, facts, deps.isLastTry ?? false)
}

/** Whether words alone do not settle that a message is no job post, or is one where it belongs. Asks nobody. */
export function mayBeMisplacedJob(message: JobMessage, place: JobPlace): { score: number } | null {
  const { lexical, settled } = readJob(message, place)
  return settled?.action === 'allow' ? null : { score: 1 - lexical.probabilities.other }
}

function readJob(message: JobMessage, place: JobPlace) {
  const gaveOrders = [message.text, message.authorName, message.channelName].some(speaksToModel)
  const lexical = gaveOrders ? verdictDespiteOrders(message.text) : verdictOf(message.text)
  const facts: JobFacts = {
    ...place,
    speaksToModel: gaveOrders,
    looksFraudulent: looksFraudulent(message.text),
  }
  return { lexical, facts, settled: settleJob(lexical, facts) }
}

const WINDOW_CHARS = 1_000

/** By the whole text; but a job post that hides behind much else is not clearly something else. */
function verdictOf(text: string): LexicalVerdict {
  const whole = lexicalIntent(text)
  if (!whole.isClear || whole.intent !== 'other' || text.length <= WINDOW_CHARS) return whole
  for (let start = 0; start < text.length; start += WINDOW_CHARS / 2) {
    const part = lexicalIntent(text.slice(start, start + WINDOW_CHARS))
    if (part.isClear && part.intent !== 'other') return { ...whole, isClear: false }
  }
  return whole
}

async function wordOf(
  ask: NonNullable<JobDeps['ask']>,
  request: JudgementRequest<JobVerdict>,
): Promise<ModelWord> {
  const outcome = await ask(request)
  if (outcome === null) return { kind: 'unavailable' }
  if (outcome.ok) return { kind: 'said', verdict: outcome.value }
  // A wrong key or a wrong name does not mend itself: as good as no model.
  if (outcome.failure === 'misconfigured') return { kind: 'unavailable' }
  return { kind: 'failed', failure: outcome.failure, detail: outcome.detail }
}
