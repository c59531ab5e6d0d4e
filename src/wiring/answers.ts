/** Wires what answers from the docs: the retriever, the model, a conversation. */
import type { Budget } from '../budget/port.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { threadName } from '../conversation/ask.ts'
import type { ConversationDeps } from '../conversation/deps.ts'
import { encodeCustomId } from '../discord/custom-id.ts'
import { messageCalls } from '../discord/messages.ts'
import { createRest } from '../discord/rest.ts'
import { log } from '../http/log.ts'
import { algoliaRetriever } from '../knowledge/algolia.ts'
import { embeddedRetriever } from '../knowledge/embedded.ts'
import { withFallback } from '../knowledge/retriever.ts'
import type { Retriever } from '../knowledge/section.ts'
import { quote } from '../knowledge/snippet.ts'
import { randomHex } from '../llm/fence.ts'
import { recordUsage } from '../storage/usage.ts'

/** `/search` has 3 s in all, and the embedded index must still have its turn when Algolia is silent. */
const ALGOLIA_TIMEOUT_MS = 1500

export function makeRetriever(env: Env, { config, algolia }: Settings): Retriever {
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

export function conversationDeps(
  env: Env,
  settings: Settings,
  discord: DiscordSettings,
  { retriever, budget, model }: Pick<ConversationDeps, 'retriever' | 'model'> & { budget: Budget },
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
