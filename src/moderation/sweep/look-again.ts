import type { Purpose } from '../../config/schema.ts'
import { type Batch, isJudged } from '../decide.ts'
import type { Decision, Signal } from '../decision.ts'
import { type JobPlace, mayBeMisplacedJob } from '../jobs/judge.ts'
import type { JobMessage } from '../jobs/prompt.ts'
import type { MessageFacts } from '../message.ts'
import type { ModerationPolicy } from '../policy.ts'
import { readMessage } from '../reading.ts'
import { adviceInDoubt } from '../rules/financial-advice.ts'

/** What a message is looked at again for. */
export interface Wants {
  job: boolean
  advice: boolean
}

const RULE = 'look-again'

/**
 * Which messages of a batch the next sweep looks at: those that may be job posts, and those that may ask for advice on
 * money, by their words alone. One decision a message and version of it; what a rule removes is not looked at.
 */
export function lookAgain(
  { fresh, edited }: Pick<Batch, 'fresh' | 'edited'>,
  decided: readonly Decision[],
  policy: ModerationPolicy,
  purposeOf: (message: MessageFacts) => Purpose | null,
): Decision[] {
  const removed = new Set(decided.filter(isRemoving).flatMap(({ messages }) => messages.map(({ id }) => id)))
  return [...fresh, ...edited]
    .filter((message) => isJudged(message, policy) && !removed.has(message.id))
    .flatMap((message) => {
      const signals = signalsOf(message, policy, purposeOf(message))
      return signals.length === 0 ? [] : [orderOf(message, signals)]
    })
}

export function isToLookAgain({ actions }: Pick<Decision, 'actions'>): boolean {
  return actions.some(({ kind }) => kind === 'look_again')
}

/** The same by a decision's id alone. */
export function isOfLookingAgain(decisionId: string): boolean {
  return decisionId.startsWith(`${RULE}:`)
}

export function wantsOf({ signals }: Pick<Decision, 'signals'>): Wants {
  const has = (what: keyof Wants) => signals.some(({ name }) => name === what)
  return { job: has('job'), advice: has('advice') }
}

/** All that is shown of a message, as it is judged for a job post. */
export function jobMessageOf({ content, extraText, author, channelName }: MessageFacts): JobMessage {
  return { text: [content, ...extraText].join('\n'), authorName: author.displayName, channelName }
}

export function jobPlaceOf(
  purpose: Purpose | null,
  { hasReplies }: Pick<MessageFacts, 'hasReplies'>,
): JobPlace {
  return { isJobsChannel: purpose === 'jobs', isHelpChannel: purpose === 'answers', hasReplies }
}

function signalsOf(message: MessageFacts, policy: ModerationPolicy, purpose: Purpose | null): Signal[] {
  const job = policy.jobs.enabled
    ? mayBeMisplacedJob(jobMessageOf(message), jobPlaceOf(purpose, message))
    : null
  const doubt = policy.rules.financialAdvice.askModel ? adviceInDoubt(readMessage(message), policy) : null
  return [...(job ? [signal('job', job.score)] : []), ...(doubt === null ? [] : [signal('advice', doubt)])]
}

const signal = (name: keyof Wants, weight: number): Signal => ({ name, evidence: '', weight })

function orderOf({ id, channelId, author, editedAt }: MessageFacts, signals: Signal[]): Decision {
  return {
    id: `${RULE}:${author.id}:${id}:${editedAt ?? 0}`,
    rule: RULE,
    authorId: author.id,
    messages: [{ id, channelId }],
    actions: [{ kind: 'look_again' }],
    score: Math.max(...signals.map(({ weight }) => weight)),
    signals,
    explanation: 'To be looked at again.',
    memberText: '',
    isStrike: false,
    isDry: false,
  }
}

function isRemoving({ actions, isDry }: Decision): boolean {
  return !isDry && actions.some(({ kind }) => kind === 'remove' || kind === 'ban')
}
