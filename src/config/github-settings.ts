import * as z from 'zod'
import type { Problem } from './problems.ts'
import { type ReadVariable, url } from './variables.ts'

const DEFAULT_GITHUB_API_URL = 'https://api.github.com'
const DEFAULT_GITHUB_WEB_URL = 'https://github.com'
/** GitHub advises a random text; a short one can be guessed from a single signed delivery. */
const MIN_WEBHOOK_SECRET_CHARS = 16

/** What of GitHub can be used. Each part is null when none of its secrets is set: that feature is off, which is no problem. */
export interface GithubSettings {
  /** Without a slash at the end. */
  apiUrl: string
  webUrl: string
  /** A GitHub App: reads the organisation, opens issues. The key is a PEM in PKCS#1 or PKCS#8. */
  app: { id: string; privateKey: string } | null
  /** Lets a member prove which account is theirs. */
  oauth: { clientId: string; clientSecret: string } | null
  /** Signs what GitHub sends to /webhooks/github. */
  webhookSecret: string | null
}

const pem = z
  .string()
  .max(10_000)
  // Secrets are often pasted on one line, with the line breaks written out.
  .transform((text) => text.replaceAll('\\n', '\n').trim())
  .refine(
    (text) => /^-----BEGIN (RSA )?PRIVATE KEY-----\n[\s\S]+\n-----END (RSA )?PRIVATE KEY-----$/.test(text),
    'expected the App’s private key as GitHub gives it, from -----BEGIN to -----END',
  )

export function githubSettings(read: ReadVariable, problems: Problem[]): GithubSettings {
  const app = allOrNone(problems, 'the GitHub App', {
    GITHUB_APP_ID: read('GITHUB_APP_ID', z.string().regex(/^\d{1,12}$/, 'expected the App’s number')),
    GITHUB_PRIVATE_KEY: read('GITHUB_PRIVATE_KEY', pem),
  })
  const oauth = allOrNone(problems, 'linking GitHub accounts', {
    GITHUB_CLIENT_ID: read(
      'GITHUB_CLIENT_ID',
      z.string().regex(/^[\w.]{10,60}$/, 'expected the App’s client id, such as Iv1.…'),
    ),
    GITHUB_CLIENT_SECRET: read(
      'GITHUB_CLIENT_SECRET',
      z.string().regex(/^\w{20,100}$/, 'expected the App’s client secret'),
    ),
  })
  const webhookSecret = read('GITHUB_WEBHOOK_SECRET', secretOf(MIN_WEBHOOK_SECRET_CHARS))
  return {
    apiUrl: trimmed(read('GITHUB_API_URL', url) ?? DEFAULT_GITHUB_API_URL),
    webUrl: trimmed(read('GITHUB_WEB_URL', url) ?? DEFAULT_GITHUB_WEB_URL),
    app: app && { id: app.GITHUB_APP_ID, privateKey: app.GITHUB_PRIVATE_KEY },
    oauth: oauth && { clientId: oauth.GITHUB_CLIENT_ID, clientSecret: oauth.GITHUB_CLIENT_SECRET },
    webhookSecret: webhookSecret ?? null,
  }
}

/** The secret that signs research drift; null: such reports are not taken. */
export function driftSecret(read: ReadVariable): string | null {
  return read('DRIFT_WEBHOOK_SECRET', secretOf(MIN_WEBHOOK_SECRET_CHARS)) ?? null
}

const secretOf = (chars: number) => z.string().min(chars, `expected at least ${chars} characters`).max(400)

const trimmed = (base: string): string => base.replace(/\/+$/, '')

/** The values when all are there, null when none is; a group that is half there is a problem. */
function allOrNone<Names extends string>(
  problems: Problem[],
  feature: string,
  values: Record<Names, string | undefined>,
): Record<Names, string> | null {
  const entries = Object.entries<string | undefined>(values)
  const missing = entries.filter(([, value]) => value === undefined).map(([name]) => name)
  if (missing.length === 0) return values as Record<Names, string>
  if (missing.length < entries.length) {
    for (const name of missing) {
      if (!problems.some(({ path }) => path === name)) {
        problems.push({ path: name, message: `is not set: ${feature} is off` })
      }
    }
  }
  return null
}
