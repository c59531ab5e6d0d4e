import { type LexicalVerdict, lexicalIntent } from './lexical.ts'

/**
 * Words by which a text speaks to a model instead of to people. They prove nothing by themselves: they only mean that a
 * model's leniency about this message is not to be trusted.
 */
const MARKS = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|policy|policies|above|previous|prior|everything)\b/i,
  /\b(?:you are|act as|pretend to be|respond as)\b[^.\n]{0,30}\b(?:moderator|moderation|model|assistant|classifier|bot|ai|system)\b/i,
  /\b(?:system|developer|assistant|user)\s*(?:prompt|message|note|override)?\s*:/i,
  /\b(?:classif(?:y|ied)|label|mark|treat|rate|judge|output|answer|respond|return|reply)\b[^.\n]{0,40}(?:\ballow\b|["'`]?other["'`]?|["'`]?intent["'`]?|["'`]?action["'`]?|not a job|harmless|hate speech|spam|post_job|seek_job)/i,
  /["'`]?(?:intent|action|spam|reasoning)["'`]?\s*[:=]\s*["'`]?(?:allow|move|flag|delete|ban|other|post_job|seek_job|true|false)\b/i,
  /<<[^>\n]{0,60}>>|\[\[ ?## ?\w+ ?## ?\]\]|<\/?(?:system|data|message|instructions?)>|```json/i,
  /\bthe (?:next|following|previous) message\b[^.\n]{0,30}\b(?:is|was|should|must)\b/i,
]

export function speaksToModel(text: string): boolean {
  return MARKS.some((mark) => mark.test(text))
}

/**
 * The lexical verdict of a text that speaks to a model: the stronger of the whole and of what is left without those
 * words. A part that reads like a job post by itself is enough to doubt that it is something else. So words added to a
 * job post, orders or padding, cannot make it less of one.
 */
export function verdictDespiteOrders(text: string): LexicalVerdict {
  const parts = text
    .split(/\n+|(?<=[.!?])\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !speaksToModel(part))
  const whole = lexicalIntent(text)
  const rest = lexicalIntent(parts.join(' '))
  const verdict = rest.probabilities.other < whole.probabilities.other ? rest : whole
  const isDoubtful = parts.some((part) => lexicalIntent(part).intent !== 'other')
  return verdict.intent === 'other' && isDoubtful ? { ...verdict, isClear: false } : verdict
}
