import * as z from 'zod'
import { DAY_MS } from '../../budget/day.ts'
import type { JudgementRequest } from '../../llm/judgement.ts'
import { isPseudonym } from '../../privacy/pseudonym.ts'

/** What is estimated of a member after moderators have rated one of their conversations; each from 0 to 1. */
export const ATTRIBUTES = {
  sarcasm_rate: 'how often what they write is not meant literally',
  bluntness: 'how directly they usually say things, without ill will',
  banter_tolerance: 'how well they take teasing, and give it back',
  feedback_receptiveness: 'how welcome unasked feedback on their work usually is to them',
} as const
export type AttributeName = keyof typeof ATTRIBUTES
export const ATTRIBUTE_NAMES = Object.keys(ATTRIBUTES) as AttributeName[]

/** Nothing is known: in the middle. */
const NEUTRAL = 0.5
/** How many interactions the neutral value is worth: one rated conversation moves an attribute by a third. */
const NEUTRAL_WEIGHT = 2
/** Evidence that has decayed below this share no longer counts as known. */
const MIN_WEIGHT = 0.05

/** A stored attribute: a weighted mean, and the weight of all evidence in it at `updatedAt` (epoch milliseconds). */
export interface Attribute {
  value: number
  weight: number
  updatedAt: number
}

/** Weight that is left of evidence after its age; exponential, half after each half-life. */
export function decayed(weight: number, ageMs: number, halfLifeDays: number): number {
  return weight * 0.5 ** (Math.max(0, ageMs) / (halfLifeDays * DAY_MS))
}

/**
 * The mean with one more estimate in it. Mean and weight are all that is needed: w' = w·2^(−age/half-life) + 1 and
 * m' = (w·2^(−age/half-life)·m + x) / w', which equals the mean of all estimates, each with its own decay.
 */
export function withEstimate(
  before: Attribute | null,
  estimate: number,
  now: number,
  halfLifeDays: number,
): Attribute {
  const old = before ? decayed(before.weight, now - before.updatedAt, halfLifeDays) : 0
  const x = Math.min(1, Math.max(0, estimate))
  const weight = old + 1
  return { value: (old * (before?.value ?? 0) + x) / weight, weight, updatedAt: now }
}

export interface KnownAttribute {
  /** Drawn toward the middle while little is known. */
  value: number
  /** Rated conversations behind it, after decay. */
  weight: number
}

/** What is known now; null when there never was evidence, or it has faded. */
export function attributeNow(
  stored: Attribute | null,
  now: number,
  halfLifeDays: number,
): KnownAttribute | null {
  if (!stored) return null
  const weight = decayed(stored.weight, now - stored.updatedAt, halfLifeDays)
  if (weight < MIN_WEIGHT) return null
  return { value: (weight * stored.value + NEUTRAL_WEIGHT * NEUTRAL) / (weight + NEUTRAL_WEIGHT), weight }
}

/** Share of a member's flagged messages that moderators rejected, drawn toward one half by two imagined cases. */
export function falsePositiveHistory({
  accepted,
  rejected,
}: {
  accepted: number
  rejected: number
}): number | null {
  const rated = accepted + rejected
  return rated === 0 ? null : (rejected + 1) / (rated + 2)
}

/** One request's answer: null for what this conversation says nothing about. */
const person = z.strictObject({
  user: z.string(),
  sarcasm_rate: z.number().nullable(),
  bluntness: z.number().nullable(),
  banter_tolerance: z.number().nullable(),
  feedback_receptiveness: z.number().nullable(),
})
const attributeAnswer = z.strictObject({ members: z.array(person) })
export type AttributeAnswer = z.output<typeof attributeAnswer>

const MAX_OUTPUT_TOKENS = 800

/** What moderators decided together about a candidate. */
export type EstimateLabel = 'correct' | 'incorrect' | 'ambiguous'

/** Asks for the attributes of those involved in one rated conversation. All text is pseudonymous already. */
export function attributeRequest(
  history: string,
  rating: { candidate: string; label: EstimateLabel },
  users: readonly string[],
): JudgementRequest<AttributeAnswer> {
  const meaning = {
    correct: 'Moderators agreed that it was unconstructive or unsolicited feedback.',
    incorrect: 'Moderators said that there was nothing wrong with it.',
    ambiguous: 'Moderators were in doubt about it.',
  }[rating.label]
  return {
    system: [
      'You describe how members of a community talk, from one conversation, for moderators. Judge only what this conversation shows; null when it shows nothing.',
      'Each attribute is a number from 0 to 1:',
      ...ATTRIBUTE_NAMES.map((name) => `- ${name}: ${ATTRIBUTES[name]}.`),
      `Describe exactly these members: ${users.filter(isPseudonym).join(', ')}.`,
      meaning,
      'Reply with JSON: {"members":[{"user":"USER_n", …}]}.',
    ].join('\n'),
    data: [
      { label: 'conversation', text: history },
      { label: 'rated message', text: rating.candidate },
    ],
    schema: attributeAnswer,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
}

/** What of an answer can be used: asked members only, each once, values inside 0 to 1. */
export function usableEstimates(
  answer: AttributeAnswer,
  users: readonly string[],
): { user: string; name: AttributeName; estimate: number }[] {
  const seen = new Set<string>()
  return answer.members.flatMap((member) => {
    if (!users.includes(member.user) || seen.has(member.user)) return []
    seen.add(member.user)
    return ATTRIBUTE_NAMES.flatMap((name) => {
      const estimate = member[name]
      return estimate !== null && estimate >= 0 && estimate <= 1
        ? [{ user: member.user, name, estimate }]
        : []
    })
  })
}
