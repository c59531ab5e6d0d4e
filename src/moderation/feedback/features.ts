import type { AttributeName } from './attributes.ts'
import type { Answers } from './questions.ts'
import type { CandidateStatistics } from './statistics.ts'

export interface FeatureInput {
  answers: Answers
  statistics: CandidateStatistics
}

/** What the expert believes of a feature's weight (log-odds for a step of 1) before any moderator has voted. */
export interface FeaturePrior {
  mean: number
  /** Precision, 1/variance: 4 leaves a standard deviation of one half, 1 of one whole. */
  strength: number
  /** The weight never takes the other sign, whatever the data. */
  sign?: 'positive' | 'negative'
  reason: string
}

interface Feature {
  range: readonly [number, number]
  definition: string
  /** What stands in when it is not known. */
  missing: number
  /** Null when it is not known. */
  value(input: FeatureInput): number | null
  prior: FeaturePrior
}

const HARSHNESS = { none: 0, mild: 0.25, blunt: 0.5, harsh: 0.75, hostile: 1 } as const
const FRAMING = { none: 0, some: 0.5, strong: 1 } as const
const INVITED = { no: 0, implicit: 0.5, explicit: 1 } as const
const RECIPROCITY = { one_sided: -1, unknown: 0, mutual: 1 } as const
const DISCOMFORT = { unlikely: 0, possible: 0.5, likely: 1 } as const
const DAY_MS = 86_400_000
const MAX_LENGTH_CHARS = 4_000

const flag = (value: boolean): number => (value ? 1 : 0)
const UNIT = [0, 1] as const
const SIGNED = [-1, 1] as const

/** An attribute around its middle: −0.5 to 0.5. */
const attribute = (
  who: 'author' | 'target',
  name: AttributeName,
  definition: string,
  prior: FeaturePrior,
): Feature => ({
  range: [-0.5, 0.5],
  definition,
  missing: 0,
  value: ({ statistics }) => {
    const known = statistics[who]?.attributes[name]
    return known ? known.value - 0.5 : null
  },
  prior,
})

/** In the order in which models store their weights: new ones go to the end, none is ever taken out or moved. */
export const FEATURES = {
  direct_address: {
    range: UNIT,
    definition: 'speaks to the target',
    missing: 0,
    value: ({ answers }) => flag(answers.is_direct_address),
    prior: {
      mean: 0.3,
      strength: 2,
      reason: 'said to the face it is feedback, otherwise it is talk about somebody',
    },
  },
  sarcasm_explicit: {
    range: UNIT,
    definition: 'marked as not meant literally',
    missing: 0,
    value: ({ answers }) => flag(answers.sarcasm_marker_present === 'explicit'),
    prior: { mean: -0.5, strength: 2, reason: 'who marks a joke wants it to be taken as one' },
  },
  sarcasm_implicit: {
    range: UNIT,
    definition: 'says the opposite of what it means, unmarked',
    missing: 0,
    value: ({ answers }) => flag(answers.sarcasm_marker_present === 'implicit'),
    prior: { mean: 0.6, strength: 2, reason: 'mockery that can be denied helps nobody to do better' },
  },
  target_objection: {
    range: UNIT,
    definition: 'the target shows that it is not wanted',
    missing: 0,
    value: ({ answers }) => flag(answers.target_objection_present),
    prior: { mean: 0.9, strength: 4, sign: 'positive', reason: 'the plainest sign of unsolicited' },
  },
  power_gap_down: {
    range: UNIT,
    definition: 'from an old-timer to a newcomer',
    missing: 0,
    value: ({ answers }) => flag(answers.power_gap === 'old_timer_to_newcomer'),
    prior: {
      mean: 0.25,
      strength: 2,
      reason: 'the same words weigh more from above, but old-timers also help most',
    },
  },
  power_gap_up: {
    range: UNIT,
    definition: 'from a newcomer to an old-timer',
    missing: 0,
    value: ({ answers }) => flag(answers.power_gap === 'newcomer_to_old_timer'),
    prior: { mean: 0, strength: 2, reason: 'no view: left to the data' },
  },
  tone_harshness: {
    range: UNIT,
    definition: 'none, mild, blunt, harsh, hostile in steps of 0.25',
    missing: 0.25,
    value: ({ answers }) => HARSHNESS[answers.tone_harshness],
    prior: { mean: 1.8, strength: 4, sign: 'positive', reason: 'harsher words never make feedback better' },
  },
  positive_framing: {
    range: UNIT,
    definition: 'none, some, strong in steps of 0.5',
    missing: 0,
    value: ({ answers }) => FRAMING[answers.positive_framing],
    prior: { mean: -0.85, strength: 4, sign: 'negative', reason: 'sincere praise beside it shows good will' },
  },
  gives_reasons: {
    range: UNIT,
    definition: 'says why',
    missing: 0,
    value: ({ answers }) => flag(answers.gives_reasons),
    prior: {
      mean: -0.6,
      strength: 4,
      sign: 'negative',
      reason: 'reasons are what makes criticism constructive',
    },
  },
  actionable_suggestion: {
    range: UNIT,
    definition: 'says what could be done',
    missing: 0,
    value: ({ answers }) => flag(answers.actionable_suggestion),
    prior: {
      mean: -0.6,
      strength: 4,
      sign: 'negative',
      reason: 'what to do next is the other half of constructive',
    },
  },
  feedback_invited: {
    range: UNIT,
    definition: 'no, implicitly, explicitly in steps of 0.5',
    missing: 0,
    value: ({ answers }) => INVITED[answers.feedback_invited],
    prior: { mean: -1.7, strength: 4, sign: 'negative', reason: 'what was asked for is not unsolicited' },
  },
  in_ongoing_discussion: {
    range: UNIT,
    definition: 'the two were already talking about it',
    missing: 0,
    value: ({ answers }) => flag(answers.in_ongoing_discussion),
    prior: { mean: -0.45, strength: 2, reason: 'a reply in an exchange is rarely out of the blue' },
  },
  directed_at_person: {
    range: UNIT,
    definition: 'about what somebody is like',
    missing: 0,
    value: ({ answers }) => flag(answers.directed_at === 'person'),
    prior: { mean: 0.7, strength: 4, sign: 'positive', reason: 'a person cannot be improved by a message' },
  },
  directed_at_statement: {
    range: UNIT,
    definition: 'about what somebody said',
    missing: 0,
    value: ({ answers }) => flag(answers.directed_at === 'statement'),
    prior: { mean: -0.5, strength: 2, reason: 'to disagree is to talk; the brief is about feedback on work' },
  },
  reciprocity: {
    range: SIGNED,
    definition: '1 mutual, −1 one-sided, 0 unknown',
    missing: 0,
    value: ({ answers }) => RECIPROCITY[answers.reciprocity],
    prior: { mean: -0.6, strength: 2, sign: 'negative', reason: 'banter is a game of two' },
  },
  target_discomfort: {
    range: UNIT,
    definition: 'unlikely, possible, likely in steps of 0.5',
    missing: 0.5,
    value: ({ answers }) => DISCOMFORT[answers.target_discomfort],
    prior: {
      mean: 0.8,
      strength: 4,
      sign: 'positive',
      reason: 'the harm that the guidelines are to prevent',
    },
  },
  preliminary: {
    range: SIGNED,
    definition: 'the model’s own guess: 0 % is −1, 100 % is 1',
    missing: 0,
    value: ({ answers }) => (answers.preliminary_flag_percent - 50) / 50,
    prior: {
      mean: 0.8,
      strength: 2,
      sign: 'positive',
      reason: 'sees what the questions miss, but is not calibrated',
    },
  },
  uninvited_harshness: {
    range: UNIT,
    definition: 'harshness × (1 − invited)',
    missing: 0.25,
    value: ({ answers }) => HARSHNESS[answers.tone_harshness] * (1 - INVITED[answers.feedback_invited]),
    prior: {
      mean: 0.65,
      strength: 2,
      sign: 'positive',
      reason: '"be brutal" takes the sting out of brutal words',
    },
  },
  seniority: {
    range: SIGNED,
    definition: 'log of the ratio of days in the server, tenfold is 1',
    missing: 0,
    value: ({ statistics }) => statistics.seniority,
    prior: { mean: 0.15, strength: 2, reason: 'as the power gap, but measured' },
  },
  familiarity: {
    range: UNIT,
    definition: 'exchanges of the two, n/(n + 10)',
    missing: 0,
    value: ({ statistics }) => statistics.familiarity,
    prior: { mean: -0.5, strength: 2, reason: 'friends know how it is meant' },
  },
  length: {
    range: UNIT,
    definition: 'log of the characters, 4,000 is 1',
    missing: 0.5,
    value: ({ statistics }) => Math.log1p(statistics.length) / Math.log1p(MAX_LENGTH_CHARS),
    prior: { mean: -0.15, strength: 2, reason: 'a one-liner rarely helps; a weak sign' },
  },
  target_silence: {
    range: UNIT,
    definition: 'log of the time since the target wrote, a day is 1',
    missing: 0.5,
    value: ({ statistics: { targetSilenceMs } }) =>
      targetSilenceMs === null
        ? null
        : Math.min(1, Math.log1p(targetSilenceMs / 1000) / Math.log1p(DAY_MS / 1000)),
    prior: { mean: 0.15, strength: 2, reason: 'old work dug up is less likely to be a conversation' },
  },
  author_sarcasm_rate: attribute('author', 'sarcasm_rate', 'the author’s sarcasm_rate', {
    mean: -0.15,
    strength: 2,
    reason: 'harsh words of a joker are more often a joke',
  }),
  author_bluntness: attribute('author', 'bluntness', 'the author’s bluntness', {
    mean: -0.15,
    strength: 2,
    reason: 'blunt without ill will, by definition',
  }),
  target_banter_tolerance: attribute('target', 'banter_tolerance', 'the target’s banter_tolerance', {
    mean: -0.45,
    strength: 2,
    reason: 'who enjoys teasing is not put down by it',
  }),
  target_feedback_receptiveness: attribute(
    'target',
    'feedback_receptiveness',
    'the target’s feedback_receptiveness',
    { mean: -0.5, strength: 2, reason: 'some are glad of any hint' },
  ),
  author_false_positives: {
    range: [-0.5, 0.5],
    definition: 'share of the author’s flags that moderators rejected, around one half',
    missing: 0,
    value: ({ statistics: { author } }) =>
      author?.falsePositiveHistory == null ? null : author.falsePositiveHistory - 0.5,
    prior: { mean: -0.65, strength: 2, sign: 'negative', reason: 'we have been wrong about them before' },
  },
} as const satisfies Record<string, Feature>

export type FeatureName = keyof typeof FEATURES
export const FEATURE_NAMES = Object.keys(FEATURES) as FeatureName[]

/** The values in the order of `FEATURE_NAMES`, each inside its range; what is not known has its stand-in. */
export function featureVector(input: FeatureInput): number[] {
  return FEATURE_NAMES.map((name) => {
    const feature: Feature = FEATURES[name]
    const value = feature.value(input)
    if (value === null || !Number.isFinite(value)) return feature.missing
    const [least, most] = feature.range
    return Math.min(most, Math.max(least, value))
  })
}
