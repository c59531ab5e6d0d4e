import type { ModelFailure } from '../../llm/model.ts'
import type { JobIntent, LexicalVerdict } from './lexical.ts'
import { type JobAction, type JobJudgement, type JobVerdict, presentableReason } from './verdict.ts'

export interface JobFacts {
  /** The channel is the one that job posts belong in. */
  isJobsChannel: boolean
  /** Members ask for help here, and may offer to pay for it. */
  isHelpChannel: boolean
  /** Others have answered, or opened a thread. */
  hasReplies: boolean
  /** The text or a name in it speaks to a model. */
  speaksToModel: boolean
  /** The text has the marks of a fraudulent advert, which a job channel should not get either. */
  looksFraudulent: boolean
}

/** What came of asking a model. */
export type ModelWord =
  | { kind: 'said'; verdict: JobVerdict }
  | { kind: 'failed'; failure: ModelFailure; detail: string }
  /** No model is configured, or the budget does not allow it. */
  | { kind: 'unavailable' }

const REASONS: Record<JobIntent, string> = {
  post_job: 'This reads like somebody offering work, and such posts belong in the jobs channel.',
  seek_job: 'This reads like somebody looking for work, and such posts belong in the jobs channel.',
  other: 'This does not read like a job post.',
}

/** What is settled without a model; null when it is to be asked. */
export function settleJob(lexical: LexicalVerdict, facts: JobFacts): JobJudgement | null {
  if (facts.isJobsChannel) {
    return judgement(lexical, 'allow', 'Job posts are welcome in this channel.', 'in the jobs channel')
  }
  if (!lexical.isClear) return null
  if (lexical.intent === 'other') return judgement(lexical, 'allow', REASONS.other, 'clear by its words')
  // Paying for help is fine where help is asked for, and a fraud is not moved but removed: words alone cannot tell.
  if (facts.looksFraudulent || (facts.isHelpChannel && lexical.intent === 'post_job')) return null
  return moved(facts, judgement(lexical, 'move', REASONS[lexical.intent], 'clear by its words'))
}

/** What is done once a model was asked, or could not be. `isLastTry`: there will be no other. */
export function decideJob(
  lexical: LexicalVerdict,
  word: ModelWord,
  facts: JobFacts,
  isLastTry: boolean,
): JobJudgement {
  if (word.kind === 'said') return byModel(lexical, word.verdict, facts)
  if (word.kind === 'failed' && !isLastTry) {
    const waiting = judgement(lexical, 'allow', REASONS.other, `model: ${word.failure}: ${word.detail}`)
    return { ...waiting, isToRetry: true }
  }
  const why = word.kind === 'failed' ? `model: ${word.failure}, last try` : 'no model or no budget'
  return byWords(lexical, facts, why)
}

/** With nobody to ask, words alone may call a moderator and do no more. */
export function byWords(lexical: LexicalVerdict, facts: JobFacts, why: string): JobJudgement {
  const intent = mustBeSeen(lexical, facts) ? likelierJob(lexical) : lexical.intent
  const action = intent === 'other' ? 'allow' : 'flag'
  return { ...judgement(lexical, action, REASONS[intent], `by its words alone: ${why}`), intent }
}

function byModel(lexical: LexicalVerdict, verdict: JobVerdict, facts: JobFacts): JobJudgement {
  const { intent } = verdict
  const said: JobJudgement = {
    ...judgement(lexical, allowedAction(verdict), '', verdict.reasoning),
    intent,
    reason: presentableReason(verdict.reason, REASONS[intent]),
    decidedBy: 'model',
  }
  if (said.action === 'allow' && mustBeSeen(lexical, facts)) {
    const likelier = likelierJob(lexical)
    return { ...said, intent: likelier, action: 'flag', reason: REASONS[likelier] }
  }
  return moved(facts, said)
}

/** The actions a verdict can ask for: only spam is deleted, and only job posts are moved. */
function allowedAction({ intent, action, spam }: JobVerdict): JobAction {
  if (action === 'delete') return spam ? 'delete' : 'flag'
  if (action === 'move') return intent === 'other' ? 'flag' : 'move'
  return action
}

/**
 * Whether a moderator sees a message although a model lets it pass: it may be a job post and gives the model orders, or
 * its words call it one and it has the marks of fraud. An obedient model cannot lower that.
 */
function mustBeSeen(lexical: LexicalVerdict, facts: JobFacts): boolean {
  const isOther = lexical.isClear && lexical.intent === 'other'
  const isJob = lexical.isClear && lexical.intent !== 'other'
  return (facts.speaksToModel && !isOther) || (facts.looksFraudulent && isJob)
}

/** Moving a post that others have answered would tear a conversation apart: a moderator decides. */
function moved(facts: JobFacts, said: JobJudgement): JobJudgement {
  return said.action === 'move' && facts.hasReplies ? { ...said, action: 'flag', offersMove: true } : said
}

function likelierJob({ probabilities }: LexicalVerdict): JobIntent {
  return probabilities.post_job >= probabilities.seek_job ? 'post_job' : 'seek_job'
}

function judgement(
  lexical: LexicalVerdict,
  action: JobAction,
  reason: string,
  reasoning: string,
): JobJudgement {
  return {
    intent: lexical.intent,
    action,
    offersMove: false,
    reason,
    reasoning,
    score: 1 - lexical.probabilities.other,
    decidedBy: 'lexical',
    isToRetry: false,
  }
}
