import type { FeatureName } from '../features.ts'

const step = (words: readonly string[]) => (value: number) =>
  words[Math.max(0, Math.min(words.length - 1, Math.round(value * (words.length - 1))))] ?? ''
const yes = (is: string, isNot: string) => (value: number) => (value >= 0.5 ? is : isNot)
const share = (value: number): string => `${Math.round((value + 0.5) * 100)} %`
const sides = (above: string, level: string, below: string) => (value: number) =>
  value > 0.1 ? above : value < -0.1 ? below : level

/** What a feature's value says of a candidate, in a moderator's words. */
export const FEATURE_WORDS: Record<FeatureName, (value: number) => string> = {
  direct_address: yes('said to them directly', 'said about them, not to them'),
  sarcasm_explicit: yes('marked as a joke', 'not marked as a joke'),
  sarcasm_implicit: yes('says the opposite of what it means', 'meant as written'),
  target_objection: yes('they show that they do not want it', 'they do not object'),
  power_gap_down: yes('from an old-timer to a newcomer', 'not from an old-timer to a newcomer'),
  power_gap_up: yes('from a newcomer to an old-timer', 'not from a newcomer to an old-timer'),
  tone_harshness: step(['no harshness', 'a mild tone', 'a blunt tone', 'a harsh tone', 'a hostile tone']),
  positive_framing: step(['no praise beside it', 'some praise beside it', 'a lot of praise beside it']),
  gives_reasons: yes('says why', 'does not say why'),
  actionable_suggestion: yes('says what could be done', 'does not say what could be done'),
  feedback_invited: step(['was not asked for', 'was more or less asked for', 'was asked for']),
  in_ongoing_discussion: yes('part of a discussion of the two', 'out of the blue'),
  directed_at_person: yes('about the person', 'not about the person'),
  directed_at_statement: yes('about something they said', 'not about something they said'),
  reciprocity: sides('both give as good as they get', 'unclear whether both join in', 'one-sided'),
  target_discomfort: step(['unlikely to hurt', 'may hurt', 'likely to hurt']),
  preliminary: (value) => `the model’s own guess: ${Math.round((value + 1) * 50)} %`,
  uninvited_harshness: step(['no uninvited harshness', 'some uninvited harshness', 'uninvited and harsh']),
  seniority: sides('in the server for much longer', 'both here for about as long', 'newer in the server'),
  familiarity: step(['the two hardly know each other', 'the two talk at times', 'the two talk often']),
  length: step(['very short', 'of middling length', 'long']),
  target_silence: step([
    'they wrote just before',
    'they wrote a while ago',
    'they have not written for long',
  ]),
  author_sarcasm_rate: (value) => `author’s sarcasm ${share(value)}`,
  author_bluntness: (value) => `author’s bluntness ${share(value)}`,
  target_banter_tolerance: (value) => `target’s liking for banter ${share(value)}`,
  target_feedback_receptiveness: (value) => `target’s liking for feedback ${share(value)}`,
  author_false_positives: (value) => `author’s earlier flags rejected: ${share(value)}`,
}
