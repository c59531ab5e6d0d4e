import { type Context, Hono } from 'hono'
import type { Registry } from '../discord/registry.ts'

import type { LinkingDeps } from '../roles/linking.ts'

import { type DriftWebhookRoute, handleDriftWebhook } from './drift-webhook.ts'

import { type GithubWebhookRoute, handleGithubWebhook } from './github-webhook.ts'
import type { Health } from './health.ts'
import { handleInteraction } from './interactions.ts'
import { handleLinkCallback, handleLinkConfirmed, handleLinkStart } from './link.ts'
import type { Log } from './log.ts'

/** What the routes use; made once per isolate from the bindings. */
export interface App<Deps> {
  registry: Registry<Deps>
  /** Null: no usable public key or token, so no request can be authentic. */
  interactions: { deps: Deps; key: Promise<CryptoKey>; guildId: string } | null
  /** Null: no secret to check GitHub's signatures with. */
  githubWebhook: (Omit<GithubWebhookRoute, 'key' | 'now' | 'log'> & { key: Promise<CryptoKey> }) | null
  /** Null: GitHub accounts cannot be linked. */
  linking: LinkingDeps | null
  /** Null: no secret to check reports of drift with. */
  driftWebhook:
    | (Omit<DriftWebhookRoute, 'key' | 'now' | 'log'> & {
        key: Promise<CryptoKey>
      })
    | null
  health(): Promise<Health>
  now: () => number
  log: Log
}

/** Routes only: nothing is decided here. */
export function routes<Env extends object, Deps>(appOf: (env: Env) => App<Deps>) {
  // Awaiting a promise that another request made costs more than it looks: once here, the key is kept.
  let imported: CryptoKey | undefined
  const hono = new Hono<{ Bindings: Env }>()

  // One handler for all methods: two that match would go through Hono's chain of middleware.
  hono.all('/interactions', async (context) => {
    if (context.req.method !== 'POST') return context.json({ error: 'only POST' }, 405, { allow: 'POST' })
    const { registry, interactions, now, log } = appOf(context.env)
    if (!interactions) {
      return context.json(
        { error: 'DISCORD_PUBLIC_KEY, DISCORD_APPLICATION_ID or DISCORD_BOT_TOKEN is missing; see /healthz' },
        401,
      )
    }
    const { deps, key, guildId } = interactions
    imported ??= await key
    return handleInteraction(context.req.raw, { registry, deps, key: imported, guildId, now, log })
  })
  hono.all('/webhooks/github', async (context) => {
    if (context.req.method !== 'POST') return context.json({ error: 'only POST' }, 405, { allow: 'POST' })
    const { githubWebhook, now, log } = appOf(context.env)
    if (!githubWebhook) return context.json({ error: 'GITHUB_WEBHOOK_SECRET is not set' }, 401)
    const key = await githubWebhook.key
    return handleGithubWebhook(context.req.raw, { ...githubWebhook, key, now, log })
  })
  const linking = (handle: (context: Context, deps: LinkingDeps) => Promise<Response>) => {
    return async (context: Context<{ Bindings: Env }>) => {
      const { linking: deps } = appOf(context.env)
      return deps ? handle(context, deps) : context.json({ error: 'linking GitHub accounts is off' }, 404)
    }
  }
  hono.get('/link/github', linking(handleLinkStart))
  hono.post('/link/github', linking(handleLinkConfirmed))
  hono.get('/link/github/callback', linking(handleLinkCallback))
  hono.all('/webhooks/drift', async (context) => {
    if (context.req.method !== 'POST') return context.json({ error: 'only POST' }, 405, { allow: 'POST' })
    const { driftWebhook, now, log } = appOf(context.env)
    if (!driftWebhook) return context.json({ error: 'DRIFT_WEBHOOK_SECRET is not set' }, 401)
    const key = await driftWebhook.key
    return handleDriftWebhook(context.req.raw, { ...driftWebhook, key, now, log })
  })
  hono.get('/healthz', async (context) => {
    const health = await appOf(context.env).health()
    return context.json(health, health.ok ? 200 : 503, { 'cache-control': 'no-store' })
  })
  hono.all('/healthz', (context) => context.json({ error: 'only GET' }, 405, { allow: 'GET' }))
  hono.notFound((context) => context.json({ error: 'no such page' }, 404))
  hono.onError((error, context) => {
    appOf(context.env).log('request_failed', { path: context.req.path, error: error.stack ?? error.message })
    return context.json({ error: 'an internal error; the log has it' }, 500)
  })
  return hono
}
