import type { CandidateAnswer } from '../../../../src/moderation/feedback/questions.ts'

export {
  type Conversation,
  conversation,
  memberId,
  messageId,
  NOW,
} from '../../../../scripts/red-team/conversation.ts'

/** What a careful reader says of an ordinary remark; change what differs. */
export function answered(change: Partial<CandidateAnswer> = {}): CandidateAnswer {
  return {
    message_ids: ['m2'],
    note: 'USER_2 tells USER_1 that the layout could be better.',
    is_direct_address: true,
    target: 'USER_1',
    sarcasm_marker_present: 'none',
    target_objection_present: false,
    power_gap: 'peer',
    tone_harshness: 'mild',
    positive_framing: 'none',
    gives_reasons: false,
    actionable_suggestion: false,
    feedback_invited: 'no',
    in_ongoing_discussion: false,
    directed_at: 'work',
    reciprocity: 'unknown',
    target_discomfort: 'possible',
    preliminary_flag_percent: 60,
    unknown_terms: [],
    ...change,
  }
}
