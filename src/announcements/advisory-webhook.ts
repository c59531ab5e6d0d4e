import * as z from 'zod'
import { webhookHandler } from '../github/webhooks/handler.ts'
import { advisorySchema, type News, repositorySchema } from './news.ts'

const schema = z.union([
  z
    .object({
      action: z.literal('published'),
      repository_advisory: advisorySchema,
      repository: repositorySchema,
    })
    .transform(({ repository_advisory, repository }) => ({
      change: 'published' as const,
      advisory: repository_advisory,
      repository,
    })),
  z
    .object({ action: z.enum(['published', 'updated', 'withdrawn']), security_advisory: advisorySchema })
    .transform(({ action, security_advisory }) => ({
      change: action,
      advisory: security_advisory,
      repository: null,
    })),
])

/** Security advisories for the announcer: those of a repository, and those of GitHub's database. */
export const advisoryWebhook = webhookHandler({
  id: 'announce-advisory',
  events: ['repository_advisory', 'security_advisory'],
  schema,
  handle: (facts, _, { announcer }: { announcer: { take(news: News): Promise<void> } }) =>
    announcer.take({ kind: 'advisory', ...facts }),
})
