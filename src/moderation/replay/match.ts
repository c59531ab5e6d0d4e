import { compareIds } from '../../discord/snowflake.ts'
import { shorten } from '../../discord/text.ts'
import type { Action, Decision } from '../decision.ts'
import type { MessagePlace } from '../enforcement/effect.ts'
import { JOB_RULE, type JobJudgement } from '../jobs/verdict.ts'
import type { MessageFacts } from '../message.ts'
import { graver } from './past.ts'

/** One incident that a replay found. It holds excerpts of what was written, never a message. */
export interface Match {
  id: string
  rule: string
  authorId: string
  /** When the first of its messages was written, in epoch milliseconds. */
  at: number
  /** The first of its messages. */
  messages: MessagePlace[]
  /** How many there are. */
  size: number
  actions: Action[]
  score: number
  why: string
  excerpt: string
  /** The case there is about it; set when the replay is over. */
  case?: { number: number; standing: Standing }
}

/** What became of a case. */
export type Standing = 'taken back' | 'confirmed' | 'left to stand' | 'dismissed' | 'not decided'

const KEPT_MESSAGES = 50
const WHY_CHARS = 180
const EXCERPT_CHARS = 80
/** Matches of one author that may grow together: those lately found. */
const LOOK_BACK = 200

export function matchOf(decision: Decision, at: number): Match {
  return {
    id: decision.id,
    rule: decision.rule,
    authorId: decision.authorId,
    at,
    messages: decision.messages.slice(0, KEPT_MESSAGES).map(({ id, channelId }) => ({ id, channelId })),
    size: decision.messages.length,
    actions: decision.actions,
    score: decision.score,
    why: shorten(decision.explanation, WHY_CHARS),
    excerpt: shorten(decision.signals[0]?.evidence ?? '', EXCERPT_CHARS),
  }
}

/** A job post as words alone flag it: a reaction and a card. */
export function jobMatch(
  { id, channelId, author, createdAt, content }: MessageFacts,
  job: JobJudgement,
): Match {
  return {
    id: `${JOB_RULE}:${author.id}:${id}`,
    rule: JOB_RULE,
    authorId: author.id,
    at: createdAt,
    messages: [{ id, channelId }],
    size: 1,
    actions: [{ kind: 'react' }, { kind: 'card' }],
    score: job.score,
    why: shorten(job.reason, WHY_CHARS),
    excerpt: shorten(content.replace(/\s+/g, ' ').trim(), EXCERPT_CHARS),
  }
}

/** One incident stays one match: what shares a message with earlier matches of its author is one with them. */
export function withMatch(matches: readonly Match[], match: Match): Match[] {
  const from = Math.max(0, matches.length - LOOK_BACK)
  const same = matches.filter((known, index) => index >= from && isSame(known, match))
  const [first] = same
  if (!first) return [...matches, match]
  const joined = [...same, match].reduce(join)
  return matches.flatMap((known) => (known === first ? [joined] : same.includes(known) ? [] : [known]))
}

function join(known: Match, later: Match): Match {
  const messages = [
    ...known.messages,
    ...later.messages.filter(({ id }) => !known.messages.some((message) => message.id === id)),
  ].sort((a, b) => compareIds(a.id, b.id))
  return {
    ...graver(known, later),
    id: known.id,
    at: Math.min(known.at, later.at),
    messages: messages.slice(0, KEPT_MESSAGES),
    size: Math.max(known.size, later.size, messages.length),
  }
}

function isSame(a: Match, b: Match): boolean {
  return (
    a.authorId === b.authorId &&
    (a.id === b.id || a.messages.some(({ id }) => b.messages.some((message) => message.id === id)))
  )
}
