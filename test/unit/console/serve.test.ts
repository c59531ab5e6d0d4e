import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleHandler } from '../../../sim/console/serve.ts'

describe("the console's page", () => {
  let server: Server
  let base: string
  beforeAll(async () => {
    server = createServer(consoleHandler())
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    base = `http://127.0.0.1:${address.port}`
  })
  afterAll(() => server.close())

  it.each([
    ['/', 'text/html'],
    ['/?x=1', 'text/html'],
    ['/app.js', 'text/javascript'],
    ['/app.css', 'text/css'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s is served as %s, never cached, with a policy that forbids inline scripts', async (path, type) => {
    const response = await fetch(base + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect((await response.text()).length).toBeGreaterThan(100)
  })

  it('answers other paths with 404 and other methods with 405', async () => {
    expect((await fetch(`${base}/../package.json`)).status).toBe(404)
    expect((await fetch(`${base}/`, { method: 'POST' })).status).toBe(405)
  })
})
