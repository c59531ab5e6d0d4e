import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'
import { CHANNEL_ID } from './interactions.ts'

/** A call that reached a stand-in. */
export interface Call {
  kind: 'edit' | 'model' | 'other'
  path: string
  body: string
  /** `performance.now()` when its last byte had come. */
  at: number
}

export interface StandIns {
  /** Base URL of Discord's REST API. */
  discordUrl: string
  /** Base URL of the model's API. */
  modelUrl: string
  /** Told of each call as it comes, in place of the last listener. */
  listen(listener: (call: Call) => void): void
  close(): Promise<void>
}

/** What the model answers: two statements, each citing the first passage. */
export const ANSWER = ['The setting is in the configuration file.', 'It takes effect with the next deploy.']

const ORIGINAL = /^\/discord\/webhooks\/\d+\/[^/]+\/messages\/@original$/
let lastMessageId = 1_400_000_000_000_000_000n

/** Discord's and Anthropic's parts in `/ask`, answering at once; no rules are enforced here. */
export async function startStandIns(): Promise<StandIns> {
  let listener: (call: Call) => void = () => {}
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const path = request.url ?? ''
    const isModel = path === '/model/v1/messages'
    const isEdit = request.method === 'PATCH' && ORIGINAL.test(path)
    listener({ kind: isModel ? 'model' : isEdit ? 'edit' : 'other', path, body, at: performance.now() })
    if (isModel) return streamAnswer(response)
    lastMessageId += 1n
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ id: String(lastMessageId), channel_id: CHANNEL_ID, name: 'help' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    discordUrl: `http://127.0.0.1:${port}/discord`,
    modelUrl: `http://127.0.0.1:${port}/model`,
    listen: (next) => {
      listener = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const edit = z.object({ content: z.string().default(''), components: z.array(z.unknown()).default([]) })

/** The last edit of an answer is the one that brings its buttons. */
export function isFinalEdit({ kind, body }: Call): boolean {
  if (kind !== 'edit') return false
  const { content, components } = edit.parse(JSON.parse(body))
  return components.length > 0 && ANSWER.every((statement) => content.includes(statement))
}

function streamAnswer(response: ServerResponse): void {
  const events: { type: string; [field: string]: unknown }[] = [
    {
      type: 'message_start',
      message: {
        id: 'msg_bench',
        type: 'message',
        role: 'assistant',
        model: 'stand-in',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 900, output_tokens: 1 },
      },
    },
    ...ANSWER.flatMap((statement, index) => [
      { type: 'content_block_start', index, content_block: { type: 'text', text: '', citations: [] } },
      {
        type: 'content_block_delta',
        index,
        delta: { type: 'text_delta', text: `${index ? ' ' : ''}${statement}` },
      },
      { type: 'content_block_delta', index, delta: { type: 'citations_delta', citation: citation() } },
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { input_tokens: 900, output_tokens: 40 },
    },
    { type: 'message_stop' },
  ]
  response.setHeader('content-type', 'text/event-stream')
  response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''))
}

function citation(): object {
  return {
    type: 'search_result_location',
    search_result_index: 0,
    source: 'bench',
    title: 'bench',
    cited_text: 'bench',
    start_block_index: 0,
    end_block_index: 1,
  }
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
