import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { ANNOUNCER_SCHEMA } from '../../../src/announcements/store.ts'
import { LEDGER_SCHEMA } from '../../../src/budget/ledger-schema.ts'
import { BUG_REPORTS_SCHEMA } from '../../../src/bug-reports/store.ts'
import { parseConfig } from '../../../src/config/config.ts'
import type { Ask } from '../../../src/conversation/ask.ts'
import { newRun } from '../../../src/conversation/run.ts'
import { conversationStore } from '../../../src/conversation/store.ts'
import { ENFORCEMENT_SCHEMA } from '../../../src/moderation/enforcement/store.ts'
import { CHECK_SCHEMA } from '../../../src/moderation/feedback/check/store.ts'
import { TRAINING_SCHEMA } from '../../../src/moderation/feedback/training/store.ts'
import { REPLAY_SCHEMA } from '../../../src/moderation/replay/store.ts'
import { SWEEP_SCHEMA } from '../../../src/moderation/sweep/store.ts'
import { KEPT_DATA, type KeptData } from '../../../src/privacy/retention.ts'
import { ROLES_SCHEMA } from '../../../src/roles/store.ts'
import { MAX_QUESTION_TEXT_CHARS } from '../../../src/storage/usage.ts'
import { newState } from '../../../src/watch/channel-state.ts'
import type { Place } from '../../../src/watch/place.ts'
import { CHANNEL_SCHEMA, ERRAND_SCHEMA, PULSE_SCHEMA } from '../../../src/watch/schema.ts'

const page = readFileSync('docs/privacy.md', 'utf8')
const migrations = readdirSync('migrations')
  .sort()
  .map((file) => readFileSync(`migrations/${file}`, 'utf8'))
const { retention } = parseConfig({
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example' },
})

const database = columnsOf(migrations.join('\n'))
const ledger = columnsOf(LEDGER_SCHEMA)
const enforcement = columnsOf(ENFORCEMENT_SCHEMA)
const watched = columnsOf(`${CHANNEL_SCHEMA};${ERRAND_SCHEMA};${PULSE_SCHEMA}`)
const isWatching = ({ store }: KeptData) => store === 'watch' || store === 'pulse'
const sweep = columnsOf(SWEEP_SCHEMA)
const replay = columnsOf(REPLAY_SCHEMA)
const checks = columnsOf(CHECK_SCHEMA)
const training = columnsOf(TRAINING_SCHEMA)
const roles = columnsOf(ROLES_SCHEMA)
/** How far the sweep has come, and which roles cannot be given: nothing that is kept about anybody. */
const ABOUT_NOBODY = ['role_duties', 'role_problems']
const announcer = columnsOf(ANNOUNCER_SCHEMA)
const bugReports = columnsOf(BUG_REPORTS_SCHEMA)

/** `table.column` of a schema; the tables in which FTS5 stores an index are that index. */
function columnsOf(schema: string): string[] {
  const db = new DatabaseSync(':memory:')
  db.exec(schema)
  const rows = db
    .prepare(
      `SELECT t.name || '.' || c.name AS path FROM pragma_table_list t, pragma_table_info(t.name) c
       WHERE t.schema = 'main' AND t.type IN ('table', 'virtual') AND t.name NOT LIKE 'sqlite_%'`,
    )
    .all()
  return rows.map(({ path }) => String(path)).sort()
}

/** Rows of the first table under a heading, cell by cell. */
function rowsUnder(heading: string): string[][] {
  const [, below = ''] = page.split(`\n${heading}\n`)
  return tableRows(below.split(/\n#{2,3} /)[0]?.split('\nIn `json`:')[0] ?? '')
}

function tableRows(section: string): string[][] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

const codeNames = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

/** `table.column` as the page describes them. */
function described(): string[] {
  const headings = [...page.matchAll(/^### `(\w+)`$/gm)].map(([, table = '']) => table)
  const own = headings.flatMap((table) =>
    rowsUnder(`### \`${table}\``).flatMap(([column]) => codeNames(column).map((name) => `${table}.${name}`)),
  )
  const knowledge = rowsUnder('### Documentation').flatMap(([table, columns]) =>
    codeNames(columns).map((name) => `${codeNames(table)[0]}.${name}`),
  )
  return [...own, ...knowledge].sort()
}

describe('docs/privacy.md', () => {
  it('describes every table and column there is, and none that there is not', () => {
    expect(described()).toEqual(
      [
        ...database,
        ...ledger,
        ...enforcement,
        ...sweep,
        ...replay,
        ...training,
        ...watched,
        ...checks,
        ...roles,
        ...announcer,
        ...bugReports,
      ].sort(),
    )
  })

  it('says of everything that is kept for how long and why, as the code has it', () => {
    const rows = (kept: readonly KeptData[]) =>
      kept.map(({ what, keptFor, why }) => [what, keptFor(retention), why])
    expect(rowsUnder('## What is kept, and for how long')).toEqual(
      rows(KEPT_DATA.filter((kept) => !isWatching(kept))),
    )
    expect(rowsUnder('## When the channels are watched')).toEqual(rows(KEPT_DATA.filter(isWatching)))
  })

  it('names every part of what a watched channel stores', () => {
    const exempt = { roleIds: [], memberIds: [] }
    const place: Place = { id: '1', channelName: '', purpose: 'answers', parentId: null, thread: null }
    const order = { startAfter: '1', lastMessageId: null, unreadSince: 0, sharedId: null, failures: 0 }
    const parts = Object.keys(newState({ ...order, place, exempt, rereads: true }))
    const [, below = ''] = page.split('\nIn `json`:\n')
    const named = tableRows(below.split('\n### ')[0] ?? '').flatMap(([part]) => codeNames(part))
    expect(named.sort()).toEqual(parts.sort())
  })

  it('names every kind of key a conversation stores', async () => {
    const keys: string[] = []
    const store = conversationStore({
      get: async () => undefined,
      put: async (key) => void keys.push(key),
      delete: async () => true,
      list: async () => new Map(),
      deleteAll: async () => {},
      setAlarm: async () => {},
      deleteAlarm: async () => {},
    })
    const ask: Ask = {
      id: '1',
      origin: { kind: 'interaction', applicationId: '2', token: 't' },
      text: 'What?',
      memberId: '3',
      channelId: '4',
      budgetChannelId: '4',
      threadId: null,
      scope: undefined,
      isPrivate: false,
      target: null,
    }
    const run = newRun(ask, 'a', 0)
    await store.save(run)
    await store.close(run)
    await store.saveTurns([])
    await store.setForgetAt(0)
    const named = rowsUnder('### Conversations').flatMap(([key]) => codeNames(key))
    for (const key of keys)
      expect(
        named.some((name) => key.startsWith(name)),
        key,
      ).toBe(true)
    for (const name of named)
      expect(
        keys.some((key) => key.startsWith(name)),
        name,
      ).toBe(true)
  })

  it('gives the bound of kept questions as the code has it', () => {
    expect(page).toContain(`the first ${MAX_QUESTION_TEXT_CHARS.toLocaleString('en-US')} characters`)
  })
})

describe('what is stored', () => {
  it('has a retention for every table but the documentation', () => {
    const kept = new Set(KEPT_DATA.map(({ table }) => table?.split('.')[0]))
    const tables = new Set(
      [
        ...database,
        ...ledger,
        ...enforcement,
        ...sweep,
        ...replay,
        ...bugReports,
        ...training,
        ...watched,
        ...roles,
      ].map((path) => path.split('.')[0] ?? ''),
    )
    const personal = [...tables].filter(
      (table) => !table.startsWith('knowledge_') && !ABOUT_NOBODY.includes(table),
    )
    expect(personal.filter((table) => !kept.has(table))).toEqual([])
  })

  it('has no column for who asked or who voted in the database; who was moderated or checked, and by whom, is named', () => {
    const identifying =
      /user|member|author|person|account|nick|display_?name|e?mail|discord|snowflake|(^|_)ip(_|$)/i
    const columns = (paths: string[]) => paths.filter((path) => identifying.test(path.split('.')[1] ?? ''))
    expect(columns(database)).toEqual([
      'attribute_evidence.discord_id',
      'audit_events.author_id',
      'cases.author_id',
      'cases.member_text',
      'encouragements.member_id',
      'evidence.author_name',
      'flags.author_anon_id',
      'github_link_attempts.member_id',
      'github_links.member_id',
      'lingo_questions.resolver_discord_id',
      'messages.author_discord_id',
      'moderator_reviews.reviewer_discord_id',
      'strikes.author_id',
      'user_alias_prefixes.discord_id',
      'user_aliases.discord_id',
      'user_attributes.discord_id',
      'user_exchanges.discord_id',
      'user_exchanges.other_discord_id',
      'users.discord_id',
    ])
    expect(columns(ledger)).toEqual(['members.member_id'])
  })

  it('is in the export of the member it names, unless the page says why not', () => {
    const source = readFileSync('src/privacy/personal-data.ts', 'utf8')
    const named = database.filter((path) =>
      /(^|_)(discord_id|member_id|author_id|moderator_id|reporter_id|resolved_by|anon_id)$/.test(
        path.split('.')[1] ?? '',
      ),
    )
    const tables = [...new Set(named.map((path) => path.split('.')[0] ?? ''))]
    const missing = tables.filter((table) => !new RegExp(`SELECT [^']* FROM ${table} WHERE`).test(source))
    // Letters of names that are in it, and how often somebody talks with whom, which is about others as well.
    expect(missing).toEqual(['user_alias_prefixes', 'user_exchanges'])
  })

  it('is pruned wherever the database keeps it for a time', () => {
    for (const { store, prune, table } of KEPT_DATA)
      expect(prune !== undefined, `${table}`).toBe(store === 'database')
  })
})
