import { readdirSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { memoryDatabase } from '../../../bench/retrieval/sqlite.ts'
import { parseConfig } from '../../../src/config/config.ts'
import { messageCalls } from '../../../src/discord/messages.ts'
import { moderatingCalls } from '../../../src/discord/moderating.ts'
import { readingCalls } from '../../../src/discord/reading.ts'
import { createRest } from '../../../src/discord/rest.ts'
import { roleCalls } from '../../../src/discord/roles.ts'
import { octokitApp } from '../../../src/github/octokit.ts'
import { contributions } from '../../../src/roles/contributions.ts'
import type { KeeperDeps } from '../../../src/roles/deps.ts'
import { roleEvents } from '../../../src/roles/github-events.ts'
import { roleKeeper } from '../../../src/roles/keeper.ts'
import {
  confirmLink,
  finishLink,
  goToGithub,
  type LinkingDeps,
  ticketUrl,
} from '../../../src/roles/linking.ts'
import { roleStore } from '../../../src/roles/store.ts'
import { turns } from '../../../src/roles/turns.ts'
import { addAttempt, claimAttempt } from '../../../src/storage/github-links.ts'
import type { SqlLike } from '../../../src/storage/object-sql.ts'
import { channels, guildId, members, roles, startTown } from '../sim/harness.ts'

export type Member = keyof typeof members

const MIGRATIONS = readdirSync('migrations')
  .sort()
  .map((file) => `migrations/${file}`)

export function objectSql(): SqlLike {
  const database = new DatabaseSync(':memory:')
  return {
    exec(query, ...bindings) {
      if (/^\s*CREATE/.test(query)) {
        database.exec(query)
        return { toArray: () => [] }
      }
      const rows = database.prepare(query).all(...bindings)
      return { toArray: () => rows }
    },
  }
}

/** Steward's roles over the simulated Discord and GitHub; time stands still but for `later`. */
export async function rolesWorld(grants?: object[]) {
  const town = await startTown()
  await town.act('/sim/settings', { rateLimits: false })
  const status = await (await fetch(`${town.sim.url}/sim/status`)).json()
  const publicUrl = String(status.workerUrl)
  const { config } = {
    config: parseConfig({
      community: { name: 'Commons', guildId, docsUrl: 'https://docs.example.org' },
      roles: { organisation: 'steward-commons', ...(grants && { grants: grants as never }) },
    }),
  }
  let time = Date.now()
  const now = () => time
  const db = memoryDatabase(MIGRATIONS)
  const rest = createRest({
    apiUrl: `${town.sim.url}/api/v10`,
    botToken: town.sim.botToken,
    sleep: async () => {},
  })
  const apiUrl = `${town.sim.url}/github/api`
  const { github } = town.sim
  const policy = { organisation: 'steward-commons', grants: config.roles.grants }
  const audited: string[] = []
  const deps: KeeperDeps = {
    guildId,
    botId: town.sim.applicationId,
    policy,
    dryRun: false,
    db,
    store: roleStore(objectSql()),
    contributions: contributions(octokitApp({ ...github, apiUrl }), policy),
    discord: {
      ...readingCalls(rest),
      ...roleCalls(rest, guildId),
      ...messageCalls(rest),
      ...moderatingCalls(rest, guildId),
    },
    audit: { record: async (_, entries) => void audited.push(...entries.map(({ what }) => what)) },
    moderatorsChannel: async () => channels.modCards,
    log: () => {},
    now,
  }
  const keeper = roleKeeper(deps, turns())
  const linking: LinkingDeps = {
    secret: 'a secret of thirty-two characters or more',
    oauth: { apiUrl, webUrl: `${town.sim.url}/github/web`, ...github },
    publicUrl,
    guildName: 'Commons',
    memberName: async () => 'Edda (@edda)',
    attempts: { claim: (id) => claimAttempt(db, id, now()) },
    link: keeper.link,
    fetch,
    now,
  }
  let attempts = 0

  /** `/link-github` by a member: the ticket behind the button. */
  async function begin(member: Member): Promise<string> {
    const id = String(++attempts)
    await addAttempt(
      db,
      { id, memberId: members[member], applicationId: town.sim.applicationId, interactionToken: 'gone' },
      now(),
    )
    const url = new URL(await ticketUrl(linking, { id, memberId: members[member] }))
    return url.searchParams.get('ticket') ?? ''
  }

  /** Through both pages to GitHub and back; the callback's parameters and the browser's cookie. */
  async function signIn(ticket: string, login: string) {
    const confirmed = await confirmLink(linking, ticket)
    const cookie = confirmed.kind === 'page' ? (confirmed.cookie ?? undefined) : undefined
    const going = await goToGithub(linking, { ticket, cookie })
    if (going.kind !== 'redirect') throw new Error(JSON.stringify(going))
    const back = await fetch(going.url, {
      method: 'POST',
      body: new URLSearchParams({ login }),
      redirect: 'manual',
    })
    const query = new URL(back.headers.get('location') ?? '').searchParams
    const take = (name: string) => query.get(name) ?? ''
    return { state: take('state'), code: take('code'), error: take('error'), cookie }
  }

  const finish = (callback: Awaited<ReturnType<typeof signIn>>) => finishLink(linking, callback, () => {})

  /** Does what is due now. */
  async function rest_(): Promise<void> {
    for (let at = keeper.nextAt(); at !== null && at <= now(); at = keeper.nextAt()) await keeper.work()
  }

  return {
    ...town,
    keeper,
    linking,
    deps,
    audited,
    begin,
    signIn,
    finish,
    link: async (member: Member, login: string) => finish(await signIn(await begin(member), login)),
    settle: rest_,
    later: async (ms: number) => {
      const until = now() + ms
      for (let at = keeper.nextAt(); at !== null && at <= until; at = keeper.nextAt()) {
        time = Math.max(time, at)
        await keeper.work()
      }
      time = until
    },
    /** Names of the roles a member has. */
    rolesOf: async (member: Member) => {
      const snapshot = await town.snapshot(members.alma)
      const found = snapshot.members.find(({ id }) => id === members[member])
      return snapshot.roles
        .filter(({ id }) => found?.roleIds.includes(id))
        .map(({ name }) => name)
        .sort()
    },
    /** What happens on GitHub, and Steward hears of it. */
    onGithub: async (action: Parameters<typeof town.act<'/sim/github'>>[1]) => {
      const before = town.received.length
      await town.act('/sim/github', action)
      for (const { headers, payload } of town.received.slice(before)) {
        const event = headers['x-github-event'] ?? ''
        for (const handler of roleEvents.filter(({ events }) => events.includes(event))) {
          const wanted = handler.read(payload)
          const delivery = { id: '1', event, receivedAt: now() }
          if (wanted) await handler.handle(wanted.facts, delivery, { roles: keeper })
        }
      }
    },
    give: (member: Member, roleIds: string[]) => town.act('/sim/members', { id: members[member], roleIds }),
    roles,
  }
}
