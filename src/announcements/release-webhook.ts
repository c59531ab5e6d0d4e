import * as z from 'zod'
import { webhookHandler } from '../github/webhooks/handler.ts'
import { type News, type ReleaseChange, releaseSchema, repositorySchema } from './news.ts'

/** GitHub says `published` and `released` (or `prereleased`) of the same release; drafts are nobody's business yet. */
const CHANGES = {
  published: 'published',
  released: 'published',
  prereleased: 'published',
  edited: 'edited',
  unpublished: 'removed',
  deleted: 'deleted',
} as const satisfies Record<string, ReleaseChange>

const schema = z
  .object({
    action: z.enum(['published', 'released', 'prereleased', 'edited', 'unpublished', 'deleted']),
    release: releaseSchema,
    repository: repositorySchema,
  })
  .transform(({ action, release, repository }) => ({ change: CHANGES[action], release, repository }))

/** Releases for the announcer. */
export const releaseWebhook = webhookHandler({
  id: 'announce-release',
  events: ['release'],
  schema,
  handle: (facts, _, { announcer }: { announcer: { take(news: News): Promise<void> } }) =>
    announcer.take({ kind: 'release', ...facts }),
})
