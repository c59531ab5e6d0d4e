import { describe, expect, it } from 'vitest'
import { handleDriftWebhook } from '../../../src/http/drift-webhook.ts'
import { importHmacKey } from '../../../src/http/hmac.ts'
import { GITHUB_SECRET, signatureOf } from '../github/signing.ts'

const NOW = Date.UTC(2026, 10, 25, 12)
const report = { series: 'momentum/h21', drift_zscore: -1.8, observed_at: '2026-11-25T11:59:00Z' }

async function send(
  body: unknown,
  {
    at = NOW,
    secret = GITHUB_SECRET,
    headers = {},
  }: { at?: number; secret?: string; headers?: Record<string, string> } = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const timestamp = String(Math.floor(at / 1000))
  const taken: unknown[] = []
  const request = new Request('https://steward.example/webhooks/drift', {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'x-steward-timestamp': timestamp,
      'x-steward-signature': await signatureOf(`${timestamp}.${text}`, secret),
      ...headers,
    },
  })
  const response = await handleDriftWebhook(request, {
    key: await importHmacKey(GITHUB_SECRET),
    take: async (reports) => void taken.push(...reports),
    now: () => NOW,
    log: () => {},
  })
  const { error } = (await response.json()) as { error?: string }
  return { status: response.status, error, taken }
}

describe('a report of drift', () => {
  it('is taken when it is signed', async () => {
    expect(await send(report)).toMatchObject({
      status: 202,
      taken: [{ series: 'momentum/h21', zscore: -1.8, observedAt: Date.UTC(2026, 10, 25, 11, 59) }],
    })
    expect((await send({ reports: [report, { ...report, series: 'b' }] })).taken).toHaveLength(2)
  })

  it.each([
    ['another secret', () => send(report, { secret: 'some-other-secret-text' })],
    [
      'another time than was signed',
      () => send(report, { headers: { 'x-steward-timestamp': '1764072001' } }),
    ],
    ['no signature', () => send(report, { headers: { 'x-steward-signature': 'sha256=zz' } })],
    ['a request sent again later', () => send(report, { at: NOW - 301_000 })],
    ['a clock that is ahead', () => send(report, { at: NOW + 301_000 })],
  ])('is refused with %s', async (_, act) => {
    expect(await act()).toMatchObject({ status: 401, taken: [] })
  })

  it.each([
    ['{', 'body: '],
    [{ ...report, drift_zscore: 'low' }, 'drift_zscore: expected a number such as -1.8'],
    [{ ...report, observed_at: 'today' }, 'observed_at: expected a time such as 2026-11-25T09:00:00Z'],
    [{ reports: [{ ...report, series: '' }] }, 'reports.0.series: expected the name of the series'],
  ])('says what would be right: %j', async (body, message) => {
    const { status, error, taken } = await send(body)
    expect({ status, taken }).toEqual({ status: 422, taken: [] })
    expect(error).toContain(message)
  })

  it('is refused when it is too long or no JSON by its type', async () => {
    expect((await send('x'.repeat(70_000))).status).toBe(413)
    expect((await send(report, { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
  })
})
