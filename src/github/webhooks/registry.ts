import { type RoleEventDeps, roleEvents } from '../../roles/github-events.ts'
import type { WebhookHandler } from './handler.ts'

/** What handlers may use: each part's own object, which takes what concerns it. */
export type GithubEventDeps = RoleEventDeps

/** Everything Steward does about what GitHub delivers: adding to it is a file and a line here. */
export const webhookHandlers: readonly WebhookHandler<GithubEventDeps>[] = [...roleEvents]
