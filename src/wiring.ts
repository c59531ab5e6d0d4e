import type { ConversationDeps } from './conversation/deps.ts'

/** What a `Conversation` works with, from the bindings and the configuration. */
export function depsFor(_env: Env): ConversationDeps {
  throw new Error('conversations are not wired')
}
