import type Anthropic from '@anthropic-ai/sdk'

interface Thinking {
  /** Undefined: the parameter is left out. */
  thinking?: Anthropic.ThinkingConfigParam
  effort?: 'low'
  /** Added to `max_tokens`, which bounds thinking and text together, where thinking cannot be turned off. */
  allowanceTokens: number
}

/**
 * Passages are at hand and the answer is short, so thinking is off wherever a model lets it be turned off.
 * Models disagree on how, and answer 400 to the wrong way:
 * https://platform.claude.com/docs/en/build-with-claude/thinking-troubleshooting
 */
const RULES: [models: RegExp, thinking: Thinking][] = [
  [/^claude-sonnet-5-5\b/, { thinking: { type: 'between_tools' }, allowanceTokens: 0 }],
  [/^claude-(opus-5-5|fable-|mythos-)/, { effort: 'low', allowanceTokens: 2_048 }],
  [/^claude-(haiku-5-5|opus-5|sonnet-5)\b/, { thinking: { type: 'disabled' }, allowanceTokens: 0 }],
  // Up to 4.8 a model thinks only when asked to.
  [/^claude-(haiku|sonnet|opus)-4-\d\b/, { allowanceTokens: 0 }],
]

/** A model nobody has read about yet may think by default. */
const UNKNOWN: Thinking = { allowanceTokens: 2_048 }

export function thinkingOf(model: string): Thinking {
  return RULES.find(([models]) => models.test(model))?.[1] ?? UNKNOWN
}
