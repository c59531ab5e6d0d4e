import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { webhookHandler } from '../../../src/github/webhooks/handler.ts'
import { handleGithubWebhook, MAX_WEBHOOK_BYTES } from '../../../src/http/github-webhook.ts'
import { importHmacKey } from '../../../src/http/hmac.ts'
import { GITHUB_SECRET, signatureOf, signedDelivery } from '../github/signing.ts'

const DELIVERY = 'f1a0c2d4-0000-4000-8000-000000000001'
const handlers = [
  webhookHandler({
    id: 'announce',
    events: ['release'],
    schema: z.object({ action: z.literal('published'), release: z.object({ tag_name: z.string() }) }),
    handle: async () => {},
  }),
]
const PAYLOAD = JSON.stringify({
  action: 'published',
  release: { tag_name: 'v1' },
  more: 'that nobody asked for',
})

function changed(request: Request, headers: Record<string, string>): Request {
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
  return request
}

async function deliver(body: string, headers: Record<string, string> = {}) {
  const taken: unknown[] = []
  const response = await handleGithubWebhook(
    changed(await signedDelivery('release', body, DELIVERY), headers),
    {
      key: await importHmacKey(GITHUB_SECRET),
      handlers,
      take: async (delivery, tasks) => {
        taken.push({ delivery, tasks })
        return true
      },
      now: () => 1000,
      log: () => {},
    },
  )
  return { status: response.status, taken }
}

describe('what GitHub sends', () => {
  it('is stored for those who want it, without what they did not ask for', async () => {
    expect(await deliver(PAYLOAD)).toEqual({
      status: 202,
      taken: [
        {
          delivery: { id: DELIVERY, event: 'release', receivedAt: 1000 },
          tasks: [{ handler: 'announce', facts: { action: 'published', release: { tag_name: 'v1' } } }],
        },
      ],
    })
  })

  it.each([
    ['an event nobody wants', PAYLOAD, { 'x-github-event': 'star' }],
    ['an action nobody wants', JSON.stringify({ action: 'created', release: { tag_name: 'v1' } }), {}],
    ['a payload that is no object', '[]', {}],
  ])('is accepted and left alone: %s', async (_, body, headers) => {
    expect(await deliver(body, headers)).toEqual({ status: 202, taken: [] })
  })

  it.each([
    ['signed with another secret', () => signatureOf(PAYLOAD, 'another-secret')],
    ['signed for another body', () => signatureOf('{}')],
    ['not signed', () => ''],
    ['signed with something malformed', () => 'sha256=zz'],
    ['signed with the old SHA-1', () => 'sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ])('is refused when it is %s', async (_, signature) => {
    const headers = { 'x-hub-signature-256': await signature() }
    expect(await deliver(PAYLOAD, headers)).toEqual({ status: 401, taken: [] })
  })

  it.each([
    ['a form', 415, PAYLOAD, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['too much', 413, `"${'x'.repeat(MAX_WEBHOOK_BYTES)}"`, {}],
    ['no JSON', 400, '{', {}],
    ['nothing to know it by', 400, PAYLOAD, { 'x-github-delivery': '' }],
  ])('is refused when it is %s', async (_, status, body, headers) => {
    expect(await deliver(body, headers)).toEqual({ status, taken: [] })
  })
})
