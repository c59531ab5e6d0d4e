import { sse, wait } from '../http.ts'
import type { Settings } from '../protocol.ts'
import type { AnswerMessage } from './anthropic.ts'
import type { ModelEffect } from './effects.ts'
import { chunksOf } from './tokens.ts'

/** A stream that stalls stays open so long, unless the client gives up first. */
const STALL_MS = 600_000

/** A message as Anthropic streams it, piece by piece; null cuts the connection. */
export async function* streamMessage(
  message: AnswerMessage,
  effect: ModelEffect | null,
  settings: Settings,
): AsyncGenerator<string | null> {
  const event = (data: { type: string } & Record<string, unknown>) => sse(data, data.type)
  const { content, usage, stop_reason, stop_details } = message
  const deltas = content.reduce(
    (sum, block) => sum + (block.type === 'text' ? chunksOf(block.text).length : 1),
    0,
  )
  let sent = 0

  yield event({
    type: 'message_start',
    message: {
      ...message,
      content: [],
      stop_reason: null,
      stop_details: null,
      usage: { ...usage, output_tokens: 1 },
    },
  })
  yield event({ type: 'ping' })
  await wait(settings.modelFirstTokenMs)
  for (const [index, block] of content.entries()) {
    if (block.type === 'thinking') {
      yield event({ type: 'content_block_start', index, content_block: { ...block, signature: '' } })
      const delta = { type: 'signature_delta', signature: block.signature }
      yield event({ type: 'content_block_delta', index, delta })
    } else {
      yield event({
        type: 'content_block_start',
        index,
        content_block: { type: 'text', text: '', citations: block.citations && [] },
      })
      for (const text of chunksOf(block.text)) {
        if (sent++ >= deltas / 2) {
          if (effect === 'drop_mid_stream') return yield null
          if (effect === 'malformed')
            return yield 'event: content_block_delta\ndata: {"type":"content_block_delta","index"\n\n'
          if (effect === 'stall_mid_stream') await wait(STALL_MS)
        }
        yield event({ type: 'content_block_delta', index, delta: { type: 'text_delta', text } })
        if (settings.modelChunkMs > 0) await wait(settings.modelChunkMs)
      }
      for (const citation of block.citations ?? []) {
        yield event({ type: 'content_block_delta', index, delta: { type: 'citations_delta', citation } })
      }
    }
    yield event({ type: 'content_block_stop', index })
  }
  yield event({
    type: 'message_delta',
    delta: { container: null, stop_reason, stop_sequence: null, stop_details },
    usage: {
      input_tokens: usage.input_tokens,
      output_tokens: usage.output_tokens,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens_details: usage.output_tokens_details,
      server_tool_use: null,
    },
  })
  yield event({ type: 'message_stop' })
}
