import examples from '@octokit/webhooks-examples'
import { describe, expect, it } from 'vitest'
import { webhookHandlers } from '../../../src/github/webhooks/registry.ts'
import { handleGithubWebhook } from '../../../src/http/github-webhook.ts'
import { importHmacKey } from '../../../src/http/hmac.ts'
import { GITHUB_SECRET, signedDelivery } from './signing.ts'

describe("every example of GitHub's own", () => {
  const all = examples.flatMap(({ name, examples: payloads }) =>
    payloads.map((payload) => [name, payload] as const),
  )

  it('is accepted', async () => {
    const key = await importHmacKey(GITHUB_SECRET)
    const refused: string[] = []
    for (const [index, [event, payload]] of all.entries()) {
      const request = await signedDelivery(event, payload, `delivery-${index}`)
      const route = { key, handlers: webhookHandlers, take: async () => true, now: () => 0, log: () => {} }
      const response = await handleGithubWebhook(request, route)
      if (response.status !== 202) refused.push(`${event}: ${response.status}`)
    }
    expect(refused).toEqual([])
    expect(all.length).toBeGreaterThan(150)
  })
})
