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
import { importPublicKey } from './discord/public-key.ts'
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
import { pruneExpired } from './privacy/prune.ts'
import { recordUsage, sectionIdsOf } from './storage/usage.ts'
import { castVote } from './storage/votes.ts'

interface Steward {
  app: App<CommandDeps>
  /** Null while Discord's secrets are missing: then no question can have arrived. */
  conversation: ConversationDeps | null
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
    everyMinute: async () => {
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
  { config, dryRun, sessionSecret }: Settings,
  discord: DiscordSettings,
  retriever: Retriever,
  budget: Budget,
): CommandDeps {
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
