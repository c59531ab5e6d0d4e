import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../bench/retrieval/sqlite.ts'
import type { DiscordResult } from '../../../src/discord/result.ts'
import type { GithubClient } from '../../../src/github/client.ts'
import type { GithubResult } from '../../../src/github/result.ts'
import type { DatabaseLike } from '../../../src/knowledge/database.ts'
import { contributions } from '../../../src/roles/contributions.ts'
import type { KeeperDeps } from '../../../src/roles/deps.ts'
import { roleKeeper } from '../../../src/roles/keeper.ts'
import { rolesSchema } from '../../../src/roles/policy.ts'
import { roleStore } from '../../../src/roles/store.ts'
import { turns } from '../../../src/roles/turns.ts'
import { saveLink } from '../../../src/storage/github-links.ts'
import { objectSql } from './world.ts'

const LINKS = 2000
/** Cloudflare's Free plan, an invocation and a day. https://developers.cloudflare.com/workers/platform/limits/ */
const FREE = {
  subrequests: 50,
  queries: 50,
  objectRequestsADay: 100_000,
  objectRowsADay: 100_000,
  rowsADay: 100_000,
}
const GITHUB_REQUESTS_AN_HOUR = 5000
const HOUR = 3_600_000
const GUILD = '1'
const BOT = '2'

/** Everybody has earned a role that nobody has yet: the most work there can be. */
async function world() {
  const spent = { discord: 0, github: 0, queries: 0, rowsWritten: 0, objectRows: 0 }
  let time = Date.parse('2026-11-25T00:00:00Z')
  const policy = { ...rolesSchema.parse({}), organisation: 'acme' }
  const memory = memoryDatabase(
    readdirSync('migrations')
      .sort()
      .map((file) => `migrations/${file}`),
  )
  const db: DatabaseLike = {
    prepare: (text) => {
      if (/^\s*(INSERT|UPDATE|DELETE)/.test(text)) spent.rowsWritten++
      return memory.prepare(text)
    },
    batch: (list) => {
      spent.queries += list.length
      return memory.batch(list)
    },
  }
  for (let index = 0; index < LINKS; index++) {
    const memberId = String(1_000_000 + index)
    await saveLink(db, {
      memberId,
      githubId: index,
      nodeId: `U_${index}`,
      login: `login-${index}`,
      linkedAt: 0,
    })
  }
  const github = <T>(value: T): GithubResult<T> => {
    spent.github++
    return { ok: true, value }
  }
  const client: GithubClient = {
    request: async ({ schema }) => github(schema.parse(null)),
    query: async (text, variables, schema) => {
      const ids = Array.isArray(variables.ids) ? variables.ids.map(String) : []
      if (ids.length > 0) {
        const nodes = ids.map((id) => ({ databaseId: Number(id.slice(2)), login: `login-${id.slice(2)}` }))
        return github(schema.parse({ nodes }))
      }
      if (text.includes('repositories(')) {
        const repositories = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
        return github(schema.parse({ organization: { repositories } }))
      }
      const counted = [...text.matchAll(/(c\d+_\d+):/g)].map(([, name]) => [name, { issueCount: 1 }])
      const sponsors = [...text.matchAll(/(s\d+):/g)].map(([, name]) => [name, false])
      return github(
        schema.parse({ ...Object.fromEntries(counted), organization: Object.fromEntries(sponsors) }),
      )
    },
  }
  const discord = async <T>(value: T): Promise<DiscordResult<T>> => {
    spent.discord++
    return { ok: true, value }
  }
  const given = new Set<string>()
  const role = (id: string, position: number) => ({
    id,
    name: id,
    position,
    permissions: 1n << 28n,
    managed: false,
  })
  const object = objectSql()
  const deps: KeeperDeps = {
    guildId: GUILD,
    botId: BOT,
    policy,
    dryRun: false,
    db,
    store: roleStore({
      exec: (query, ...values) => {
        if (/^\s*(INSERT|UPDATE|DELETE)/.test(query)) spent.objectRows++
        return object.exec(query, ...values)
      },
    }),
    contributions: contributions({ at: async () => ({ ok: true, value: client }) }, policy),
    discord: {
      guild: () =>
        discord({
          owner_id: '3',
          roles: [...policy.grants.map(({ role: name }) => role(name, 1)), role('steward', 9)],
          system_channel_id: null,
          system_channel_flags: null,
        }),
      member: (_, id) =>
        discord({
          roles:
            id === BOT ? ['steward'] : ['member', 'contributor'].filter((name) => given.has(`${id} ${name}`)),
        }),
      addRole: (member, id) => {
        given.add(`${member} ${id}`)
        return discord(null)
      },
      removeRole: () => discord(null),
      directChannel: () => discord({ id: '5' }),
      createMessage: () => discord({ id: '6', channel_id: '5' }),
      editOriginal: () => discord({ id: '6', channel_id: '5' }),
    },
    audit: { record: async () => {} },
    moderatorsChannel: async () => null,
    log: () => {},
    now: () => time,
  }
  const keeper = roleKeeper(deps, turns())
  Object.assign(spent, { queries: 0, rowsWritten: 0, objectRows: 0 })

  /** Rings every alarm of one day; the most that one of them took, and the sums. */
  async function day() {
    const most = { subrequests: 0, queries: 0 }
    const sums = { alarms: 0, githubAnHour: 0, rowsWritten: 0, objectRows: 0 }
    const begin = time
    const hours = new Map<number, number>()
    Object.assign(spent, { rowsWritten: 0, objectRows: 0 })
    keeper.beginDay()
    for (let at = keeper.nextAt(); at !== null; at = keeper.nextAt()) {
      time = Math.max(time, at)
      Object.assign(spent, { discord: 0, github: 0, queries: 0 })
      await keeper.work()
      // An installation's token, once an hour, is two requests more.
      most.subrequests = Math.max(most.subrequests, spent.discord + spent.github + 2)
      most.queries = Math.max(most.queries, spent.queries)
      const hour = Math.floor((time - begin) / HOUR)
      hours.set(hour, (hours.get(hour) ?? 0) + spent.github)
      sums.alarms++
    }
    sums.githubAnHour = Math.max(...hours.values())
    sums.rowsWritten = spent.rowsWritten
    // Setting the alarm is a row as well.
    sums.objectRows = spent.objectRows + sums.alarms
    const tookMs = time - begin
    time = begin + 24 * HOUR
    return { most, sums, tookMs }
  }

  return { day, given }
}

describe('2,000 links, looked at once a day on the Free plan', () => {
  it('stay within every limit, when all of them earn roles and on an ordinary day', async () => {
    const { day, given } = await world()
    const busiest = await day()
    expect(given.size).toBe(2 * LINKS)
    const ordinary = await day()
    for (const { most, sums, tookMs } of [busiest, ordinary]) {
      expect(most.subrequests).toBeLessThanOrEqual(FREE.subrequests)
      expect(most.queries).toBeLessThanOrEqual(FREE.queries)
      expect(sums.alarms).toBeLessThan(FREE.objectRequestsADay / 100)
      expect(sums.objectRows).toBeLessThan(FREE.objectRowsADay / 4)
      expect(sums.rowsWritten).toBeLessThan(FREE.rowsADay / 10)
      expect(sums.githubAnHour).toBeLessThan(GITHUB_REQUESTS_AN_HOUR / 2 + 1)
      expect(tookMs).toBeLessThan(2 * HOUR)
    }
    // docs/operating.md has these figures.
    expect({ busiest, ordinary }).toMatchInlineSnapshot(`
      {
        "busiest": {
          "most": {
            "queries": 22,
            "subrequests": 26,
          },
          "sums": {
            "alarms": 402,
            "githubAnHour": 2401,
            "objectRows": 13607,
            "rowsWritten": 2001,
          },
          "tookMs": 3000000,
        },
        "ordinary": {
          "most": {
            "queries": 22,
            "subrequests": 26,
          },
          "sums": {
            "alarms": 202,
            "githubAnHour": 2401,
            "objectRows": 5407,
            "rowsWritten": 2001,
          },
          "tookMs": 3000000,
        },
      }
    `)
  }, 60_000)
})
