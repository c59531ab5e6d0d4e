import { Agent, type IncomingMessage, request } from 'node:http'
import type { SignedBody } from './interactions.ts'

export interface Answer {
  status: number
  body: string
  /** From the request's first byte to the answer's last, in ms. */
  ms: number
}

export interface Load {
  /** Requests answered in a second. */
  rate: number
  /** Of each request, in ms. */
  latencies: number[]
}

export function keepAlive(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections })
}

/** `POST /interactions` once. Throws when the connection fails. */
export function post(url: URL, agent: Agent, { headers, body }: SignedBody): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const { hostname, port } = url
    const sent = request(
      { agent, hostname, port, path: '/interactions', method: 'POST', headers },
      (response: IncomingMessage) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const ms = performance.now() - begun
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), ms })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

export interface LoadOptions {
  concurrency: number
  durationMs: number
  /** Sent in turn, from the beginning again at the end. */
  requests: readonly SignedBody[]
  /** Throws when an answer is not the one this load is about. */
  check(answer: Answer): void
}

/** A closed loop: each connection sends its next request when the answer to its last has come. */
export async function load(url: URL, agent: Agent, options: LoadOptions): Promise<Load> {
  const { concurrency, durationMs, requests, check } = options
  const latencies: number[] = []
  const begun = performance.now()
  let next = 0
  const connection = async () => {
    while (performance.now() - begun < durationMs) {
      const signed = requests[next++ % requests.length]
      if (!signed) throw new RangeError('nothing to send')
      const answer = await post(url, agent, signed)
      check(answer)
      latencies.push(answer.ms)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, connection))
  return { rate: (latencies.length / (performance.now() - begun)) * 1000, latencies }
}
