import type { JudgementRequest } from '../../llm/judgement.ts'
import { type JobVerdict, jobVerdict } from './verdict.ts'

export interface JobMessage {
  text: string
  authorName: string
  channelName: string
}

const MAX_OUTPUT_TOKENS = 300
/** Discord's longest message; names are at most 100 characters. */
const MAX_TEXT_CHARS = 4_000
const MAX_NAME_CHARS = 100

/** The request to judge one message, alone. `policy` is the community's own text about what counts. */
export function jobRequest(message: JobMessage, policy: string): JudgementRequest<JobVerdict> {
  return {
    system: [
      'You moderate a community chat. Judge one message by its primary intent: post_job = hires or offers paid work; seek_job = introduces the author as open to work or for hire; other = anything else, even if hiring is mentioned in passing.',
      'Help with a problem, even for pay, where help is asked for is other.',
      'action: allow; move = job post outside the jobs channel; flag = a moderator should look; delete = spam or fraud (then spam = true).',
      'reasoning: at most two short sentences, internal. reason: one short sentence for the author.',
      ...(policy.trim() === '' ? [] : [`Community policy: ${policy.trim()}`]),
      'Reply with JSON: {"reasoning","intent","action","spam","reason"}.',
    ].join('\n'),
    data: [
      { label: 'channel', text: message.channelName.slice(0, MAX_NAME_CHARS) },
      { label: 'author', text: message.authorName.slice(0, MAX_NAME_CHARS) },
      { label: 'message', text: message.text.slice(0, MAX_TEXT_CHARS) },
    ],
    schema: jobVerdict,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
}
