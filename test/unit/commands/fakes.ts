import { memoryDatabase } from '../../../bench/retrieval/sqlite.ts'
import type { CommandDeps } from '../../../src/commands/deps.ts'
import { parseConfig } from '../../../src/config/config.ts'
import type { Ask } from '../../../src/conversation/ask.ts'
import type { Actor } from '../../../src/discord/interaction.ts'
import { PERMISSION } from '../../../src/discord/permissions.ts'
import type { Section } from '../../../src/knowledge/section.ts'
import { expertPrior } from '../../../src/moderation/feedback/prior.ts'
import { lingoDesk } from '../../../src/moderation/follow-up/lingo-desk.ts'
import { peopleDesk } from '../../../src/moderation/follow-up/people-desk.ts'
import { privacyDesk } from '../../../src/privacy/desk.ts'
import type { Vote, VoteValue } from '../../../src/storage/votes.ts'

export const NOW = Date.parse('2026-11-20T12:00:00Z')

export const actor: Actor = {
  interactionId: '1100000000000000020',
  applicationId: '1100000000000000002',
  token: 'token',
  memberId: '1100000000000000010',
  permissions: PERMISSION.SEND_MESSAGES | PERMISSION.SEND_MESSAGES_IN_THREADS,
  guildId: '1100000000000000001',
  channel: { id: '1100000000000000030', type: 0, name: 'help', parentId: null },
}

export function section(over: Partial<Section> = {}): Section {
  return {
    id: 'budget#daily-cap',
    url: 'https://docs.example.org/budget#daily-cap',
    page: 'https://docs.example.org/budget',
    title: 'Budget',
    headings: ['Daily cap'],
    body: 'Set `budget.dailyUsd` to cap what a day may cost.',
    scope: '',
    position: 1,
    ...over,
  }
}

export interface Fakes {
  deps: CommandDeps
  asked: Ask[]
  cast: Vote[]
}

/** What is kept of words and people, in a database of its own. */
function desks() {
  const migrations = [
    '0003_moderation',
    '0011_encouragements',
    '0020_feedback',
    '0023_training',
    '0024_follow_ups',
    '0030_github_links',
  ]
  const db = memoryDatabase(migrations.map((name) => `migrations/${name}.sql`))
  const wake = async () => {}
  const now = () => NOW
  return {
    lingo: lingoDesk({ db, wake, now }),
    people: peopleDesk({ db, halfLifeDays: 90, now }),
    privacy: privacyDesk({ db, wake, now, sendFile: async () => {} }),
  }
}

/** Command dependencies that remember what was done with them; `over` replaces parts. */
export function fakeDeps(over: Partial<CommandDeps> = {}): Fakes {
  const asked: Ask[] = []
  const cast: Vote[] = []
  const deps: CommandDeps = {
    config: parseConfig({
      community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' },
      channels: { answers: ['help', { name: 'dev-{repo}', scope: '{repo}' }], inactive: ['offtopic'] },
    }),
    dryRun: false,
    budget: {
      admit: async () => ({ ok: true }),
      reserve: async () => ({ ok: true, reservationId: 'r' }),
      settle: async () => {},
      report: async () => {
        throw new Error('not asked for')
      },
    },
    retriever: { name: 'embedded', search: async () => [] },
    docs: {
      suggest: async () => [],
      scopes: async () => ['core', 'plugins'],
      learningPath: async () => [],
      sourcesOf: async () => [],
    },
    ask: async (ask) => void asked.push(ask),
    votes: {
      cast: async (vote) => {
        const before: VoteValue | null = cast.findLast((v) => v.memberId === vote.memberId)?.value ?? null
        cast.push(vote)
        return { before }
      },
    },
    moderation: null,
    feedback: null,
    announcements: { retry: async () => ({ kind: 'unknown' }) },
    replay: { begin: async () => ({ kind: 'begun' }), press: async () => ({ kind: 'forgotten' }) },
    ...desks(),
    bugReports: null,
    directory: { member: async () => ({ kind: 'not_here' }), githubAccount: async () => 'off' },
    reviews: {
      next: async () => null,
      byId: async () => null,
      rate: async () => false,
      statistics: async () => ({ rated: 0, moderators: [], kappa: null, recall: null }),
    },
    training: {
      readiness: async () => ({ missing: [], rated: 0, heldOut: 0 }),
      take: async () => 'taken',
      deciding: async () => 0,
      list: async () => [],
      byVersion: async () => null,
      promote: async () => false,
      rollback: async () => null,
      prior: expertPrior(),
    },
    roles: null,
    channelName: async () => 'dev-core',
    budgetReport: async () => 'Spent today: nothing yet.',
    now: () => NOW,
    ...over,
  }
  return { deps, asked, cast }
}
