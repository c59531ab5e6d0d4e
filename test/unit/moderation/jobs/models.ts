import type { JudgementRequest } from '../../../../src/llm/judgement.ts'
import type { ModelFailure, ModelOutcome } from '../../../../src/llm/model.ts'
import { type JobDeps, judgeJob } from '../../../../src/moderation/jobs/judge.ts'
import type { JobMessage } from '../../../../src/moderation/jobs/prompt.ts'
import type { JobVerdict } from '../../../../src/moderation/jobs/verdict.ts'

export type Ask = NonNullable<JobDeps['ask']>

const usage = { inputTokens: 300, outputTokens: 60, cachedInputTokens: 0 }

/** A model that says one thing, and remembers what it was asked. */
export function saying(verdict: Partial<JobVerdict>): { ask: Ask; asked: JudgementRequest<JobVerdict>[] } {
  const asked: JudgementRequest<JobVerdict>[] = []
  const value: JobVerdict = {
    reasoning: 'internal thoughts',
    intent: 'other',
    action: 'allow',
    spam: false,
    reason: 'A sentence for people.',
    ...verdict,
  }
  const ask: Ask = async (request) => {
    asked.push(request)
    return { ok: true, value, usage, truncated: false }
  }
  return { ask, asked }
}

/** A model that does what a message tells it: it lets everything pass. */
export const obeying = (): Ask => saying({ intent: 'other', action: 'allow' }).ask

export const failing =
  (failure: ModelFailure): Ask =>
  async (): Promise<ModelOutcome<JobVerdict>> => ({ ok: false, failure, usage, detail: 'no answer' })

/** Judged in #general, unless the test says otherwise. */
export function judge(
  text: string,
  {
    place = {},
    author = 'ada',
    channel = 'general',
    ...deps
  }: Partial<Omit<JobDeps, 'place'>> & {
    place?: Partial<JobDeps['place']>
    author?: string
    channel?: string
  } = {},
) {
  const message: JobMessage = { text, authorName: author, channelName: channel }
  return judgeJob(message, {
    policy: '',
    ...deps,
    place: { isJobsChannel: false, isHelpChannel: false, hasReplies: false, ...place },
  })
}

export const SEEKING =
  "Hey everyone! I'm a senior Python developer with 5 years of experience looking for new opportunities. Open to remote work!"
export const POSTING =
  "We're hiring a senior backend engineer (Go, Postgres). Fully remote, 70-90k EUR. DM me with your CV if you're interested!"
export const GEPA =
  'Oh yeah I see why GEPA is cool. In my last job, I used MIPRO to improve our LLM-as-a-judge for insurance document relevance inside a chat by 20%, and my manager + our customers were very happy. Ultimately, I’m now looking for the next challenge and I’m excited about applying GEPA to whatever my next problem is (P.S. pls DM if you’d like to chat about hiring me!).'
/** Words alone do not settle what this is. */
export const UNCERTAIN = 'v2 of our editor is out! PS: the team could use one more engineer'
