/** Puts the parts together from bindings and configuration: the one place that knows them all. Decides nothing. */
import steward from '../steward.config.ts'
import { budgetClient } from './budget/client.ts'
import { budgetPolicy } from './budget/policy.ts'
import type { Budget } from './budget/port.ts'
import { budgetReportText } from './budget/report.ts'
import type { CommandDeps } from './commands/deps.ts'
import { registry } from './commands/registry.ts'
import { type DiscordSettings, loadSettings, type Settings } from './config/settings.ts'
import { conversationName, threadName } from './conversation/ask.ts'
import type { ConversationDeps } from './conversation/deps.ts'
import { channelCalls } from './discord/channels.ts'
import { encodeCustomId } from './discord/custom-id.ts'
import { messageCalls } from './discord/messages.ts'
import { moderatingCalls } from './discord/moderating.ts'
import { importPublicKey } from './discord/public-key.ts'
import { readingCalls } from './discord/reading.ts'
import { createRest } from './discord/rest.ts'
import type { App } from './http/app.ts'
import { health } from './http/health.ts'
import { log } from './http/log.ts'
import { algoliaRetriever } from './knowledge/algolia.ts'
import { countSections, findSections } from './knowledge/docs.ts'
import { embeddedRetriever } from './knowledge/embedded.ts'
import { findLearningPath } from './knowledge/learning-path.ts'
import { withFallback } from './knowledge/retriever.ts'
import type { Retriever } from './knowledge/section.ts'
import { quote } from './knowledge/snippet.ts'
import { listScopes, suggestHeadings } from './knowledge/suggest.ts'
import { randomHex } from './llm/fence.ts'
import { createModel } from './llm/provider.ts'
import { auditTrail } from './moderation/audit/trail.ts'
import { deliverEvents } from './moderation/audit/webhook.ts'
import { decide } from './moderation/decide.ts'
import type { EnforcementDeps } from './moderation/enforcement/deps.ts'
import { moderationDesk } from './moderation/enforcement/desk.ts'
import { fetchDiscordFile } from './moderation/enforcement/files.ts'
import { placesByPurpose } from './moderation/enforcement/places.ts'
import { enforcementPolicy } from './moderation/enforcement/policy.ts'
import { moderationPolicy } from './moderation/policy.ts'
import { pruneExpired } from './privacy/prune.ts'
import { errands } from './purpose/perform.ts'
import { claimEncouragement } from './storage/encouragements.ts'
import { recordUsage, sectionIdsOf } from './storage/usage.ts'
import { castVote } from './storage/votes.ts'
import { type Watching, watchingOn } from './watch/watching.ts'

interface Steward {
  app: App<CommandDeps>
  /** Null while Discord's secrets are missing: then no question can have arrived. */
  conversation: ConversationDeps | null
  /** Null while channels are not watched. */
  watch: Watching | null
  /** Null while Discord's secrets are missing. */
  enforcement: Omit<EnforcementDeps, 'store'> | null
  /** What the cron does every minute. */
  everyMinute(): Promise<void>
}

const wired = new WeakMap<Env, Steward>()

/** Steward on these bindings; made once per isolate. Throws `ConfigError` for a configuration that cannot be used. */
export function stewardOn(env: Env): Steward {
  const known = wired.get(env)
  if (known) return known
  const settings = loadSettings(steward, env)
  const made = wire(env, settings)
  wired.set(env, made)
  if (settings.problems.length > 0) {
    log('settings_incomplete', {
      problems: settings.problems.map(({ path, message }) => `${path}: ${message}`).join('; '),
    })
  }
  return made
}

function wire(env: Env, settings: Settings): Steward {
  const { config, discord } = settings
  const model = makeModel(settings)
  const retriever = makeRetriever(env, settings)
  const { guildId } = config.community
  const budget = budgetClient(env.BUDGET, guildId, budgetPolicy(config.budget, config.model), log)
  const conversation = discord && conversationDeps(env, settings, discord, retriever, budget, model)
  return {
    app: {
      registry,
      interactions: discord && {
        deps: commandDeps(env, settings, discord, retriever, budget),
        key: importPublicKey(discord.publicKey),
        guildId,
      },
      health: async () => health(settings, model !== null, await countSections(env.DB).catch(() => null)),
      now: Date.now,
      log,
    },
    conversation,
    watch: discord && watching(env, settings, discord, budget),
    enforcement: discord && enforcementDeps(env, settings, discord),
    everyMinute: async () => {
      const { webhook } = settings.audit
      await Promise.all([
        config.watch.enabled && logFailure('pulse', env.GUILD_PULSE.getByName(guildId).check()),
        logFailure('enforcement', enforcementOf(env, settings).look()),
        webhook && logFailure('audit', deliverEvents({ db: env.DB, guildId, now: Date.now, ...webhook })),
      ])
      await pruneExpired(env.DB, Date.now(), config.retention)
    },
  }
}

/** `/search` has 3 s in all, and the embedded index must still have its turn when Algolia is silent. */
const ALGOLIA_TIMEOUT_MS = 1500

function makeRetriever(env: Env, { config, algolia }: Settings): Retriever {
  const options = config.retrieval.algolia
  const primary =
    options && algolia
      ? algoliaRetriever({
          appId: algolia.applicationId,
          apiKey: algolia.apiKey,
          index: options.indexName,
          scopeFacet: options.scopeFacet,
          baseUrl: algolia.url,
          timeoutMs: ALGOLIA_TIMEOUT_MS,
        })
      : null
  return withFallback(primary, embeddedRetriever(env.DB), ({ event, ...fields }) => log(event, fields))
}

function commandDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
  retriever: Retriever,
  budget: Budget,
): CommandDeps {
  const { config, dryRun, sessionSecret } = settings
  const channels = channelCalls(createRest(discord))
  return {
    config,
    dryRun,
    budget,
    retriever,
    docs: {
      suggest: (typed, limit) => suggestHeadings(env.DB, typed, limit),
      scopes: () => listScopes(env.DB),
      learningPath: (topic, scope) => findLearningPath(env.DB, topic, { scope }),
      sourcesOf: async (answerId) => findSections(env.DB, await sectionIdsOf(env.DB, answerId)),
    },
    ask: (question) => env.CONVERSATION.getByName(conversationName(question)).ask(question),
    votes: { cast: (vote) => castVote(env.DB, sessionSecret ?? discord.botToken, vote) },
    moderation: moderationDesk({
      db: env.DB,
      guildId: config.community.guildId,
      audit: trailOf(env, settings),
      enforcement: {
        enforce: (decisions, messages, by) => enforcementOf(env, settings).enforce(decisions, messages, by),
        press: (press) => enforcementOf(env, settings).press(press),
      },
    }),
    channelName: channels.nameOf,
    budgetReport: (now) => budgetReportText(budget, now),
    now: Date.now,
  }
}

function conversationDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
  retriever: Retriever,
  budget: Budget,
  model: ConversationDeps['model'],
): ConversationDeps {
  const { config } = settings
  return {
    config,
    retriever,
    quote,
    model,
    budget,
    discord: messageCalls(createRest(discord)),
    customId: encodeCustomId,
    usage: { record: (row) => recordUsage(env.DB, row, { ...config.retention, dryRun: settings.dryRun }) },
    adopt: (threadId, turn) => env.CONVERSATION.getByName(threadName(threadId)).adopt(turn),
    log,
    now: Date.now,
    randomHex,
  }
}

/** One job of the cron that fails does not keep the others from being done. */
async function logFailure(job: string, done: Promise<unknown>): Promise<void> {
  try {
    await done
  } catch (error) {
    log('cron_failed', { job, detail: error instanceof Error ? error.name : 'unknown' })
  }
}

function enforcementOf(env: Env, { config }: Settings) {
  return env.ENFORCEMENT.getByName(config.community.guildId)
}

function trailOf(env: Env, { config, audit }: Settings) {
  return auditTrail({
    db: env.DB,
    guildId: config.community.guildId,
    prefix: audit.prefix,
    isDelivered: audit.webhook !== null,
    writeLine: (event) => console.log(JSON.stringify(event)),
  })
}

/** Rules decide here, at once and without a model; what they decide is carried out by the guild's one enforcement object. */
function watching(
  env: Env,
  { config, dryRun }: Settings,
  discord: DiscordSettings,
  budget: Budget,
): Watching | null {
  const policy = moderationPolicy(config)
  const { guildId } = config.community
  const rest = createRest(discord)
  return watchingOn(env, {
    config,
    policy: config.watch,
    discord,
    exemptRoles: policy.exemptRoles,
    errands: errands({
      config,
      dryRun,
      budget,
      discord: { ...messageCalls(rest), ...moderatingCalls(rest, guildId), ...readingCalls(rest) },
      ask: (question) => env.CONVERSATION.getByName(conversationName(question)).ask(question),
      encouragements: { claim: (claim) => claimEncouragement(env.DB, claim) },
      log,
    }),
    moderator: {
      judge: async (batch) => decide(batch, policy, batch.now),
      enforce: (decisions, messages) => env.ENFORCEMENT.getByName(guildId).enforce(decisions, messages),
    },
    log,
  })
}

function enforcementDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
): Omit<EnforcementDeps, 'store'> {
  const { config, dryRun } = settings
  const { guildId } = config.community
  const rest = createRest(discord)
  return {
    guildId,
    policy: enforcementPolicy(config.moderation, dryRun),
    db: env.DB,
    discord: { ...moderatingCalls(rest, guildId), ...messageCalls(rest) },
    audit: trailOf(env, settings),
    fetchFile: (url) => fetchDiscordFile(url),
    places: placesByPurpose(config, readingCalls(rest), Date.now),
    log,
    now: Date.now,
  }
}

/** A model whose price is unknown could not be held to the budget: it is a problem, and answers quote the docs. */
function makeModel({ config, model, problems }: Settings): ConversationDeps['model'] {
  if (!model) return null
  const { provider, name, timeoutSeconds, attempts, price } = config.model
  const created = createModel({
    provider,
    name,
    apiKey: model.apiKey,
    baseUrl: model.baseUrl,
    timeoutMs: timeoutSeconds * 1000,
    maxAttempts: attempts,
    price,
  })
  if (created.ok) return { port: created.port, price: created.price }
  problems.push({ path: 'model.price', message: created.problem })
  return null
}
