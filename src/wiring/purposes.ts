/** Wires what channels with a purpose call for. */
import type { Budget } from '../budget/port.ts'
import type { DiscordSettings, Settings } from '../config/settings.ts'
import { conversationName } from '../conversation/ask.ts'
import { messageCalls } from '../discord/messages.ts'
import { moderatingCalls } from '../discord/moderating.ts'
import { readingCalls } from '../discord/reading.ts'
import { createRest } from '../discord/rest.ts'
import { log } from '../http/log.ts'
import type { Errands } from '../purpose/errand.ts'
import { errands } from '../purpose/perform.ts'
import { claimEncouragement } from '../storage/encouragements.ts'

export function errandsOn(
  env: Env,
  { config, dryRun }: Settings,
  discord: DiscordSettings,
  budget: Budget,
): Errands {
  const rest = createRest(discord)
  const { guildId } = config.community
  return errands({
    config,
    dryRun,
    budget,
    discord: { ...messageCalls(rest), ...moderatingCalls(rest, guildId), ...readingCalls(rest) },
    ask: (question) => env.CONVERSATION.getByName(conversationName(question)).ask(question),
    encouragements: { claim: (claim) => claimEncouragement(env.DB, claim) },
    log,
  })
}
