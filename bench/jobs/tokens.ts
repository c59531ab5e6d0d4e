import { createFence } from '../../src/llm/fence.ts'
import { jsonSchemaOf, judgementText } from '../../src/llm/judgement-request.ts'
import { type JobMessage, jobRequest } from '../../src/moderation/jobs/prompt.ts'
import { briefTexts } from './brief-prompt.ts'

export interface TokenFigures {
  /** Of one message, instructions and reply counted in. */
  brief: number
  lexicalOff: number
  lexicalOn: number
}

const BYTES_PER_TOKEN = 4
const SAID = {
  reasoning:
    'The author introduces themselves, lists their experience and asks for work. Getting hired is the primary intent.',
  reason: 'This reads like somebody looking for work, and such posts belong in the jobs channel.',
}

const tokensOf = (texts: string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / BYTES_PER_TOKEN

/** What one message costs on average, all counted by the same rule: four bytes of UTF-8 are one token. */
export function tokensPerMessage(messages: readonly { text: string; isSettled: boolean }[]): TokenFigures {
  const costs = messages.map(({ text, isSettled }) => {
    const message: JobMessage = { text, authorName: 'job_seeker_123', channelName: 'general' }
    const request = jobRequest(message, '')
    const fence = createFence((bytes) => '0'.repeat(2 * bytes))
    const reply = JSON.stringify({ ...SAID, intent: 'seek_job', action: 'move', spam: false })
    const ours = [
      request.system,
      judgementText(request, fence),
      JSON.stringify(jsonSchemaOf(request.schema)),
      reply,
    ]
    return {
      brief: tokensOf(briefTexts(message, SAID)),
      lexicalOff: tokensOf(ours),
      lexicalOn: isSettled ? 0 : tokensOf(ours),
    }
  })
  const mean = (figure: keyof TokenFigures): number =>
    costs.reduce((sum, cost) => sum + cost[figure], 0) / costs.length
  return { brief: mean('brief'), lexicalOff: mean('lexicalOff'), lexicalOn: mean('lexicalOn') }
}
