import { describe, expect, it } from 'vitest'
import type { ActionKind, Decision } from '../../../../src/moderation/decision.ts'
import { DM_CLOSED } from '../../../../src/moderation/enforcement/after-attempt.ts'
import { offeredActs } from '../../../../src/moderation/enforcement/case-acts.ts'
import { effectOf } from '../../../../src/moderation/enforcement/effect.ts'
import type { EnforcementFacts } from '../../../../src/moderation/enforcement/facts.ts'
import { DEFAULT_LADDER } from '../../../../src/moderation/enforcement/ladder.ts'
import { directMessage, givenBack } from '../../../../src/moderation/enforcement/member-text.ts'
import { nextEffect } from '../../../../src/moderation/enforcement/next.ts'
import { planEffects } from '../../../../src/moderation/enforcement/plan.ts'
import { planMore } from '../../../../src/moderation/enforcement/plan-more.ts'
import { planResolution } from '../../../../src/moderation/enforcement/press-plan.ts'
import type { Case, CaseEffect } from '../../../../src/storage/cases.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const policy = {
  isDry: false,
  ladder: DEFAULT_LADDER,
  strikeDays: 30,
  reaction: '👀',
  banDeleteSeconds: 86_400,
  proposeBanFor: [],
  jobRules: ['jobs'],
}
const messages = [
  { id: '1', channelId: 'general' },
  { id: '2', channelId: 'dev' },
]
const facts: EnforcementFacts = {
  messages: messages.map((place) => ({
    ...place,
    content: 'hi',
    authorName: 'A',
    attachments: [],
    createdAt: NOW,
  })),
  member: null,
  self: { id: 'me', permissions: '8', position: 9 },
  strikes: 0,
  places: { moderators: 'mods', jobs: 'jobs' },
}

function decision(...kinds: ActionKind[]): Decision {
  return {
    id: 'd',
    rule: 'jobs',
    authorId: 'member',
    messages,
    actions: kinds.map((kind) => ({ kind })),
    score: 1,
    signals: [],
    explanation: 'why',
    memberText: 'Job posts have a channel of their own.',
    isStrike: false,
    isDry: false,
  }
}

/** A case of which everything was done. */
function done(about: Decision): Case {
  const effects = planEffects(about, facts, policy, NOW).map(
    (effect): CaseEffect => ({
      ...effect,
      state: 'done',
      posted: effect.act.kind === 'copy' ? { id: 'copy', channelId: 'jobs' } : null,
    }),
  )
  return {
    number: 7,
    decision: about,
    openedAt: NOW,
    effects,
    decidedBy: 'steward',
    card: null,
    resolution: null,
    isFalsePositive: false,
  }
}

describe('the card of a job post', () => {
  it('that was moved or removed offers to take it back, one that was flagged to move it', () => {
    expect(offeredActs(done(decision('move', 'card')), policy, false)).toEqual(['undo', 'not_job'])
    expect(offeredActs(done(decision('remove', 'card')), policy, false)).toEqual(['undo', 'not_job'])
    expect(offeredActs(done(decision('react', 'card')), policy, false)).toEqual([
      'move',
      'not_job',
      'dismiss',
    ])
  })
})

describe('a copy that joins a post which was to be moved', () => {
  const joining = { ...decision('move', 'card'), messages: messages.slice(1) }
  const later = { ...facts, messages: facts.messages.slice(1) }

  it('is only removed when the post stands in the jobs channel', () => {
    const kinds = planMore(joining, later, policy, NOW, true).map(({ act }) => act.kind)
    expect(kinds).toEqual(['record', 'remove', 'outcome', 'show_outcome'])
  })

  it('is moved itself when its author had deleted the first one before, so that the post is not lost', () => {
    const plan = planMore(joining, later, policy, NOW, false)
    expect(plan.map(({ act }) => act.kind)).toEqual([
      'record',
      'copy',
      'remove',
      'dm',
      'notice',
      'outcome',
      'show_outcome',
    ])
    const copy = plan.find(({ act }) => act.kind === 'copy')
    expect(copy?.act).toMatchObject({ message: { id: '2' }, channelId: 'jobs' })
    expect(plan.find(({ act }) => act.kind === 'remove')?.needs).toContain(copy?.id)
  })
})

describe('taking a moved post back', () => {
  const { effects, decision: moved } = done(decision('move', 'card'))
  const plan = planResolution('not_job', moved, effects, facts, policy, NOW)
  const kinds = plan.map(({ act }) => act.kind)

  it('gives the author words and files before the copy goes', () => {
    expect(kinds.indexOf('give_back')).toBeLessThan(kinds.indexOf('remove_copy'))
    expect(kinds).not.toContain('copy')
  })

  it('leaves the copy where it is when the author cannot be reached, so that nothing is lost', () => {
    const closed = plan.map((effect) =>
      effect.act.kind === 'give_back'
        ? { ...effect, state: 'parked' as const, problem: DM_CLOSED }
        : effect.act.kind === 'remove_copy'
          ? effect
          : { ...effect, state: 'done' as const },
    )
    expect(nextEffect(closed, NOW)).toMatchObject({
      do: 'skip',
      effect: { act: { kind: 'remove_copy' } },
      why: DM_CLOSED,
    })
  })
})

describe('what the author of a job post reads', () => {
  it('says where it is now, that copies went, and how to object', () => {
    const { content } = directMessage(done(decision('move', 'card')), 'guild')
    expect(content).toBe(
      [
        'Job posts have a channel of their own.',
        'Your post is here now: https://discord.com/channels/guild/jobs/copy',
        'Its copies in other channels were removed.',
        'If this is a mistake, write to a moderator and name case 7.',
      ].join('\n'),
    )
  })

  it('says, when it is taken back, that it is out of the jobs channel again', () => {
    const { content } = givenBack(done(decision('move')), [], true)
    expect(content).toMatch(/you did nothing wrong.*taken out of the jobs channel/)
    expect(givenBack(done(decision('remove')), [], false).content).not.toContain('jobs channel')
  })
})

it('an effect keeps its name, so that a copy that is planned again is the same', () => {
  const act = { kind: 'copy', message: { id: '1', channelId: 'general' }, channelId: 'jobs' } as const
  expect(effectOf('d', act, NOW).id).toBe('d/copy/1')
})
