import { type Batch, decide } from '../../../../src/moderation/decide.ts'
import type { Decision } from '../../../../src/moderation/decision.ts'
import type { AuthorFacts, MessageFacts } from '../../../../src/moderation/message.ts'
import {
  type ModerationPolicy,
  moderationPolicy,
  moderationSchema,
} from '../../../../src/moderation/policy.ts'

const GUILD = '1100000000000000001'
export const NOW = Date.UTC(2026, 10, 20, 12)
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

const channels = { jobs: [{ name: 'jobs' }] }
const community = { docsUrl: 'https://docs.example.org/start', linkHosts: ['github.com'] }

/** A policy as steward.config.ts would give it. */
export const policyWith = (moderation: Record<string, unknown> = {}): ModerationPolicy =>
  moderationPolicy({ community, channels, moderation: moderationSchema.parse(moderation) })

/** A member of two years, unless said otherwise. */
export const author = (id: string, over: Partial<AuthorFacts> = {}): AuthorFacts => ({
  id,
  username: `user${id}`,
  displayName: `User ${id}`,
  accountCreatedAt: NOW - 730 * DAY,
  joinedAt: NOW - 700 * DAY,
  roleIds: [],
  isBot: false,
  isWebhook: false,
  isExempt: false,
  ...over,
})

export const newcomer = (id: string): AuthorFacts =>
  author(id, { accountCreatedAt: NOW - DAY, joinedAt: NOW - HOUR })

let counter = 0

export const message = (content: string, over: Partial<MessageFacts> = {}): MessageFacts => ({
  id: String(9_000_000_000_000_000_00n + BigInt(++counter)),
  guildId: GUILD,
  channelId: '1',
  channelName: 'general',
  parentId: null,
  author: author('42'),
  content,
  extraText: [],
  extraUrls: [],
  attachments: [],
  createdAt: NOW - 5000,
  editedAt: null,
  replyToId: null,
  hasReplies: false,
  ...over,
})

export const judge = (
  fresh: MessageFacts[],
  over: Partial<Batch> = {},
  policy = policyWith(),
  now = NOW,
): Decision[] => decide({ fresh, edited: [], recent: [], readAfterOutage: false, ...over }, policy, now)

/** `rule: action+action` for each decision. */
export const outcomes = (decisions: readonly Decision[]): string[] =>
  decisions.map(({ rule, actions }) => `${rule}: ${actions.map(({ kind }) => kind).join('+')}`)
