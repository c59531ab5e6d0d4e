/**
 * Steward, one Cloudflare Worker. Where to read on:
 *
 * 1. a member types /ask        http/app.ts → http/interactions.ts (size, signature, JSON, schema)
 * 2. who answers it             discord/dispatch.ts finds it in commands/registry.ts → commands/ask.ts
 * 3. may it cost something      budget/ledger.ts, a Durable Object over pure functions
 * 4. the work                   conversation/conversation.ts, a Durable Object that works in its alarm
 * 5. what the docs say          knowledge/embedded.ts (D1, full text), knowledge/rank.ts
 * 6. what the model may say     answer/prompt.ts → llm/ → answer/grounding.ts → answer/compose.ts
 * 7. what members write         watch/guild-pulse.ts notices it, watch/channel-watch.ts reads it: two Durable Objects
 * 8. what is done about it     moderation/enforcement/enforcement.ts, a Durable Object: stored, tried, recorded, taken back
 * 9. what words do not settle   moderation/sweep/sweep.ts, a Durable Object: judged every few minutes, by a model where there is one
 * 10. who needs no such advice      moderation/feedback/check/feedback-check.ts, a Durable Object a channel: asked about by a model, decided by ours
 * 10. what GitHub tells        github/webhooks/ → announcements/announcer-object.ts, a Durable Object that posts each once
 * 10. what follows from it        moderation/follow-up/work.ts: questions about words, definitions, how members talk
 * 11. roles for GitHub work        roles/keeper.ts decides and does, http/link.ts links an account, roles/github-events.ts hears
 * 12. what is kept              storage/, privacy/retention.ts
 *
 * Which part gets what: wiring.ts and wiring/. The community's own settings: steward.config.ts at the root.
 */
import { routes } from './http/app.ts'
import { stewardOn } from './wiring.ts'

export { Announcer } from './announcements/announcer-object.ts'
export { BudgetLedger } from './budget/ledger.ts'
export { BugReports } from './bug-reports/bug-reports.ts'
export { Conversation } from './conversation/conversation.ts'
export { GithubInbox } from './github/webhooks/inbox-object.ts'
export { Enforcement } from './moderation/enforcement/enforcement.ts'
export { FeedbackCheck } from './moderation/feedback/check/feedback-check.ts'
export { Training } from './moderation/feedback/training/training.ts'
export { FollowUpAlarm } from './moderation/follow-up/follow-up.ts'
export { Replay } from './moderation/replay/replay.ts'
export { Sweep } from './moderation/sweep/sweep.ts'
export { RoleKeeper } from './roles/keeper-object.ts'
export { ChannelWatch } from './watch/channel-watch.ts'
export { GuildPulse } from './watch/guild-pulse.ts'

const app = routes((env: Env) => stewardOn(env).app)

export default {
  fetch: (request, env, context) => app.fetch(request, env, context),
  scheduled: (_, env) => stewardOn(env).everyMinute(),
} satisfies ExportedHandler<Env>
