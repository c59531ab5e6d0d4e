import { purposeOf } from '../../config/channels.ts'
import type { Config } from '../../config/schema.ts'
import { type JobDeps, judgeJob } from '../jobs/judge.ts'
import type { JobJudgement } from '../jobs/verdict.ts'
import type { MessageFacts } from '../message.ts'

/** Whether a past message is a job post, by its words alone unless there is a model to `ask`. */
export function judgePastJob(
  facts: MessageFacts,
  config: Config,
  ask?: JobDeps['ask'],
): Promise<JobJudgement> {
  const purpose = purposeOf(config, { id: facts.channelId, name: facts.channelName })
  return judgeJob(
    {
      text: [facts.content, ...facts.extraText].join('\n'),
      authorName: facts.author.displayName,
      channelName: facts.channelName,
    },
    {
      policy: config.moderation.jobs.policy,
      place: {
        isJobsChannel: purpose === 'jobs',
        isHelpChannel: purpose === 'answers',
        hasReplies: facts.hasReplies,
      },
      isLastTry: true,
      ...(ask && { ask }),
    },
  )
}
