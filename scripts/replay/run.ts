import type { Config } from '../../src/config/schema.ts'
import type { Decision } from '../../src/moderation/decision.ts'
import type { JobDeps } from '../../src/moderation/jobs/judge.ts'
import { JOB_RULE, type JobJudgement } from '../../src/moderation/jobs/verdict.ts'
import type { MessageFacts } from '../../src/moderation/message.ts'
import { type ModerationPolicy, moderationPolicy } from '../../src/moderation/policy.ts'
import { readMessage } from '../../src/moderation/reading.ts'
import { graver, judgePast, writtenAt } from '../../src/moderation/replay/past.ts'
import { judgePastJob } from '../../src/moderation/replay/past-job.ts'
import { adviceInDoubt } from '../../src/moderation/rules/financial-advice.ts'

/** What would have been done about one message. */
export interface Verdict {
  id: string
  channel: string
  /** Null when no rule matched and it is no job post. */
  rule: string | null
  /** `remove+ban`; `allow` when nothing is done. */
  action: string
  actions: string[]
  score: number
  explanation: string
  /** The incident's messages; 1 for most. */
  messages: number
  isDry: boolean
  /** Score of what may ask for financial advice and words alone do not settle; else null. */
  inDoubt: number | null
  jobIntent: string
  /** How probable it is that the message is a job post of either kind, in [0, 1]. */
  jobScore: number
  jobAction: string
  /** `lexical`: by its words alone; `model`: a model was asked. */
  jobDecidedBy: string
}

/** Judges every message at the time it was written, with what its author wrote shortly before; verdicts in the given order. */
export async function replay(
  messages: readonly MessageFacts[],
  config: Config,
  onProgress: (done: number) => void,
  ask?: JobDeps['ask'],
): Promise<Verdict[]> {
  const policy = moderationPolicy(config)
  const byAuthor = new Map<string, MessageFacts[]>()
  const decided = new Map<string, Decision>()
  const latest = new Map<string, MessageFacts>()
  const order = new Set(messages.map(({ id }) => id))
  for (const [index, facts] of messages.toSorted((a, b) => writtenAt(a) - writtenAt(b)).entries()) {
    const { decisions, recent } = judgePast(facts, byAuthor.get(facts.author.id) ?? [], policy)
    for (const decision of decisions) {
      for (const { id } of decision.messages) decided.set(id, graver(decided.get(id) ?? decision, decision))
    }
    byAuthor.set(facts.author.id, recent)
    latest.set(facts.id, facts)
    onProgress(index + 1)
  }
  const inOrder = [...order].flatMap((id) => latest.get(id) ?? [])
  const verdicts: Verdict[] = []
  for (const facts of inOrder) {
    const job = await judgePastJob(facts, config, ask)
    verdicts.push(verdictOf(facts, decided.get(facts.id), job, policy))
  }
  return verdicts
}

function verdictOf(
  facts: MessageFacts,
  decision: Decision | undefined,
  job: JobJudgement,
  policy: ModerationPolicy,
): Verdict {
  const actions =
    decision?.actions.map(({ kind, seconds }) => (seconds ? `${kind} ${seconds} s` : kind)) ?? []
  const doubt = decision ? null : adviceInDoubt(readMessage(facts), policy)
  const isJob = !decision && job.action !== 'allow'
  return {
    id: facts.id,
    channel: facts.channelName,
    rule: decision?.rule ?? (isJob ? JOB_RULE : null),
    action: decision?.actions.map(({ kind }) => kind).join('+') ?? job.action,
    actions: decision ? actions : isJob ? [job.action] : [],
    score: rounded(decision?.score ?? (isJob ? job.score : 0)),
    explanation:
      decision?.explanation ?? (isJob ? job.reason : doubt === null ? 'No rule matched.' : IN_DOUBT),
    messages: decision?.messages.length ?? 1,
    isDry: decision?.isDry ?? false,
    inDoubt: doubt === null ? null : rounded(doubt),
    jobIntent: job.intent,
    jobScore: rounded(job.score),
    jobAction: job.action,
    jobDecidedBy: job.decidedBy,
  }
}

const IN_DOUBT = 'May ask for financial advice; words alone do not settle it.'

const rounded = (score: number): number => Math.round(score * 10_000) / 10_000
