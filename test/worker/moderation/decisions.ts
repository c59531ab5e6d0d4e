import type { Action, Decision } from '../../../src/moderation/decision.ts'

const GENERAL = 'general'

export function decisionOf(id: string, actions: Action[], change: Partial<Decision> = {}): Decision {
  return {
    id,
    rule: 'rule',
    authorId: `author-${id}`,
    messages: [{ id: `${id}-1`, channelId: GENERAL }],
    actions,
    score: 1,
    signals: [{ name: 'seen', evidence: 'what was *seen* <@1>', weight: 1 }],
    explanation: `why ${id}`,
    memberText: `text for ${id}`,
    isStrike: false,
    isDry: false,
    ...change,
  }
}
