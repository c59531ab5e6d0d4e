import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach } from 'vitest'

declare global {
  namespace Cloudflare {
    interface Env {
      TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1]
    }
  }
}

beforeEach(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS))
afterEach(() => reset())
