import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { COMMUNITY } from '../../sim/community.ts'
import { type Demo, startDemo } from '../../sim/demo.ts'
import type { Act, InteractionOutcome, Message, RequestEntry, Snapshot } from '../../sim/protocol.ts'

export const { channels, members } = COMMUNITY

export interface Community {
  demo: Demo
  act: Act
  snapshot(as: string): Promise<Snapshot>
  /** A message as a member sees it now; null when it is gone. */
  message(as: string, channelId: string, messageId: string): Promise<Message | null>
  /** Uses `/name`, or a message command on `targetId`. */
  command(
    as: string,
    name: string,
    options?: Record<string, string | boolean>,
    where?: { channelId?: string; targetId?: string },
  ): Promise<InteractionOutcome>
  /** Waits until a message answers the condition; fails with the message's last state. */
  until(as: string, message: Message, condition: (message: Message) => boolean): Promise<Message>
  requests(): Promise<RequestEntry[]>
  close(): Promise<void>
}

/** The whole of Steward beside a simulated Discord, in memory, with no delays in the scripted model. */
export async function startCommunity(variables: Record<string, string> = {}): Promise<Community> {
  const [port, simPort] = [await freePort(), await freePort()]
  const logs: string[] = []
  const demo = await startDemo({
    root: resolve(import.meta.dirname, '../..'),
    port,
    simPort,
    realModel: false,
    environment: {},
    script: inject('script'),
    variables,
    onLog: (line) => logs.push(line),
  })
  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(demo.consoleUrl + path, init)
    const body = await response.json()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(body)}`)
    return body
  }
  const act: Act = (path, body) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const message = async (as: string, channelId: string, messageId: string): Promise<Message | null> => {
    const response = await fetch(
      `${demo.consoleUrl}/sim/channels/${channelId}/messages/${messageId}?as=${as}`,
    )
    return response.ok ? (await response.json()).message : null
  }
  await act('/sim/settings', { modelFirstTokenMs: 0, modelChunkMs: 0 })
  return {
    demo,
    act,
    message,
    snapshot: (as) => call(`/sim/snapshot?as=${as}`),
    command: (as, name, options = {}, { channelId = channels.help, targetId } = {}) =>
      act('/sim/interactions/command', {
        as,
        channelId,
        name,
        type: targetId ? 3 : 1,
        options,
        ...(targetId && { targetId }),
      }),
    until: async (as, { channelId, id }, condition) => {
      let last: Message | null = null
      for (let waited = 0; waited < 15_000; waited += 50) {
        last = await message(as, channelId, id)
        if (last && condition(last)) return last
        await sleep(50)
      }
      throw new Error(
        `waited in vain; the message is ${JSON.stringify(last)}; log:\n${logs.slice(-20).join('\n')}`,
      )
    },
    requests: async () => (await call('/sim/requests?since=0')).requests,
    close: () => demo.close(),
  }
}

/** The message a command was answered with; fails when it was not. */
export function replyOf(outcome: InteractionOutcome): Message {
  if (outcome.kind === 'reply' || outcome.kind === 'updated') return outcome.message
  throw new Error(`no reply but ${JSON.stringify(outcome)}`)
}

/** The custom id of the button with this label. */
export function buttonId(message: Message, label: string): string {
  const buttons = message.components.flatMap((row) => ('components' in row ? row.components : []))
  const button = buttons.find((each) => each.type === 2 && 'label' in each && each.label === label)
  if (!button || !('custom_id' in button) || !button.custom_id)
    throw new Error(`no button “${label}” on ${JSON.stringify(message)}`)
  return button.custom_id
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('no port')),
      )
    })
  })
}
