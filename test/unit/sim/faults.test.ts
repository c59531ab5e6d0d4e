import { describe, expect, it } from 'vitest'
import { channels, startTown } from './harness.ts'

const HELP = `/channels/${channels.help}/messages`

describe('faults on demand', () => {
  it('an error before the effect leaves nothing behind, one after it leaves the message', async () => {
    const town = await startTown()
    const sent = async () =>
      (await town.discord('GET', `${HELP}?limit=100`)).body.filter(
        (one: { content: string }) => one.content === 'x',
      ).length
    const fault = { service: 'discord', method: 'POST', path: '/channels/*/messages' } as const
    await town.act('/sim/faults', { ...fault, fault: { kind: 'error', status: 500 } })
    expect((await town.discord('POST', HELP, { content: 'x' })).status).toBe(500)
    expect(await sent()).toBe(0)
    await town.act('/sim/faults', { ...fault, fault: { kind: 'error', status: 502, when: 'after' } })
    expect((await town.discord('POST', HELP, { content: 'x' })).status).toBe(502)
    expect(await sent()).toBe(1)
    expect((await town.discord('POST', HELP, { content: 'y' })).status).toBe(200)
  })

  it('a connection dropped after the effect, tried again with its nonce, gives one message', async () => {
    const town = await startTown()
    await town.act('/sim/faults', {
      service: 'discord',
      method: 'POST',
      fault: { kind: 'drop', when: 'after' },
    })
    const body = { content: 'once', nonce: 'n', enforce_nonce: true }
    await expect(town.discord('POST', HELP, body)).rejects.toThrow()
    const again = await town.discord('POST', HELP, body)
    const { body: list } = await town.discord('GET', HELP)
    expect(list.filter((one: { content: string }) => one.content === 'once')).toHaveLength(1)
    expect(list[0].id).toBe(again.body.id)
    const entry = (await town.requests()).find((one) => one.fault !== null)
    expect(entry).toMatchObject({ status: 0, fault: 'connection dropped after the effect' })
  })

  it('a 429 whose header and body disagree', async () => {
    const town = await startTown()
    await town.act('/sim/faults', {
      service: 'discord',
      fault: { kind: 'rate_limit', retryAfterSeconds: 1163.5, headerRetryAfterSeconds: 1 },
    })
    const refused = await town.discord('GET', HELP)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(refused.body).toMatchObject({ retry_after: 1163.5, global: false })
  })

  it('meets so many fitting requests as it was asked to, beside a delay', async () => {
    const town = await startTown()
    await town.act('/sim/faults', {
      service: 'discord',
      count: 2,
      path: '/users/*',
      fault: { kind: 'error', status: 503 },
    })
    await town.act('/sim/faults', { service: 'discord', path: '/users/*', fault: { kind: 'delay', ms: 60 } })
    const started = performance.now()
    expect((await town.discord('GET', '/users/@me')).status).toBe(503)
    expect(performance.now() - started).toBeGreaterThan(55)
    expect((await town.discord('GET', HELP)).status).toBe(200)
    expect((await town.discord('GET', '/users/@me')).status).toBe(503)
    expect((await town.discord('GET', '/users/@me')).status).toBe(200)
  })

  it('are forgotten when cleared', async () => {
    const town = await startTown()
    await town.act('/sim/faults', { service: 'discord', fault: { kind: 'error', status: 503 } })
    expect(await town.act('/sim/faults/clear', {})).toEqual({ faults: [] })
    expect((await town.discord('GET', HELP)).status).toBe(200)
  })
})

describe('the log of requests', () => {
  it('says what was asked and answered, and holds no token', async () => {
    const town = await startTown()
    await town.discord('POST', HELP, { content: 'hi' })
    await town.discord('POST', `/webhooks/${town.sim.applicationId}/averylongsecrettoken`, { content: 'hi' })
    const [first, second] = await town.requests()
    expect(first).toMatchObject({
      service: 'discord',
      method: 'POST',
      path: HELP,
      route: 'POST /channels/{channel}/messages',
      status: 200,
      requestBody: { content: 'hi' },
      responseBody: { content: 'hi', channel_id: channels.help },
      rateLimit: { limit: 5, remaining: 4 },
      fault: null,
    })
    expect(second?.path).toBe(`/webhooks/${town.sim.applicationId}/averyl…`)
    expect(JSON.stringify([first, second])).not.toContain(town.sim.botToken)
  })
})
