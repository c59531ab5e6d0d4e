import { nonceOf } from '../discord/post-once.ts'
import { DISCORD_CODE, type DiscordFailure, type DiscordResult } from '../discord/result.ts'
import type { KeeperDeps } from './deps.ts'
import type { Turns } from './look.ts'
import type { RoleEffect, StoredEffect } from './store.ts'

const BASE_BACKOFF_MS = 5_000
const MAX_BACKOFF_MS = 3_600_000
/** With the backoff above, about 11 hours; the daily sweep decides anew. */
const MAX_ATTEMPTS = 20

/** What Discord refuses because there is nothing left to do. */
const MOOT: readonly number[] = [
  DISCORD_CODE.unknownMember,
  DISCORD_CODE.unknownUser,
  DISCORD_CODE.unknownRole,
]

/** Tries a stored effect and marks what came of it. */
export function perform(deps: KeeperDeps, inTurn: Turns, id: string): Promise<void> {
  const memberId = deps.store.effect(id)?.effect.memberId ?? ''
  return inTurn(memberId, async () => {
    const stored = deps.store.effect(id)
    if (stored) mark(deps, stored, await tried(deps, stored))
  })
}

async function tried(deps: KeeperDeps, { id, effect }: StoredEffect): Promise<DiscordResult<unknown>> {
  const { discord } = deps
  switch (effect.kind) {
    case 'add':
      return discord.addRole(effect.memberId, effect.roleId, `Linked GitHub account: ${effect.words}`)
    case 'remove':
      return discord.removeRole(
        effect.memberId,
        effect.roleId,
        'No longer deserved by the linked GitHub account',
      )
    case 'edit': {
      const { applicationId, token, text } = effect
      return discord.editOriginal({ applicationId, token }, { content: text, components: [] })
    }
    case 'tell': {
      const channel = await discord.directChannel(effect.memberId)
      return channel.ok ? post(deps, channel.value.id, id, effect) : channel
    }
    case 'report': {
      const channel = await deps.moderatorsChannel()
      return channel === null ? { ok: true, value: null } : post(deps, channel, id, effect)
    }
  }
}

async function post(
  { discord }: KeeperDeps,
  channel: string,
  id: string,
  { text }: Extract<RoleEffect, { text: string }>,
): Promise<DiscordResult<unknown>> {
  return discord.createMessage(channel, { content: text }, { nonce: await nonceOf(id) })
}

function mark({ store, log, now }: KeeperDeps, stored: StoredEffect, result: DiscordResult<unknown>): void {
  const { kind } = stored.effect
  const attempts = stored.attempts + 1
  if (result.ok) {
    store.settle(stored, kind === 'add')
  } else if (result.failure.kind !== 'refused' && attempts < MAX_ATTEMPTS) {
    store.postpone(stored, attempts, now() + waitFor(result.failure, attempts))
  } else {
    const { failure } = result
    const isMoot = failure.kind === 'refused' && MOOT.includes(failure.code)
    if (!isMoot)
      log('role_effect_given_up', { kind, detail: failure.kind === 'refused' ? failure.code : failure.kind })
    // A role that could not be taken stays Steward's, for the next sweep.
    store.settle(stored, kind === 'remove' && !isMoot)
  }
}

function waitFor(failure: DiscordFailure, attempts: number): number {
  const backoff = Math.min(BASE_BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS)
  return failure.kind === 'rate_limited' ? Math.max(failure.retryAfterMs, backoff) : backoff
}
