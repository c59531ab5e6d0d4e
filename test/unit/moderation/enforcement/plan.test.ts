import { describe, expect, it } from 'vitest'
import { nonceOf } from '../../../../src/discord/post-once.ts'
import type { Action, Decision } from '../../../../src/moderation/decision.ts'
import { type Effect, effectOf } from '../../../../src/moderation/enforcement/effect.ts'
import type { EnforcementFacts } from '../../../../src/moderation/enforcement/facts.ts'
import { DEFAULT_LADDER, ladderStep } from '../../../../src/moderation/enforcement/ladder.ts'
import { nextEffect } from '../../../../src/moderation/enforcement/next.ts'
import { planEffects } from '../../../../src/moderation/enforcement/plan.ts'
import type { EnforcementPolicy } from '../../../../src/moderation/enforcement/policy.ts'
import { planResolution } from '../../../../src/moderation/enforcement/press-plan.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const DAY_MS = 86_400_000
const policy: EnforcementPolicy = {
  isDry: false,
  ladder: DEFAULT_LADDER,
  strikeDays: 30,
  reaction: '👀',
  banDeleteSeconds: 86_400,
  proposeBanFor: ['shilling'],
  jobRules: ['jobs'],
}

function decision(actions: Action[], change: Partial<Decision> = {}): Decision {
  return {
    id: 'd',
    rule: 'rule',
    authorId: 'member',
    messages: [{ id: '1', channelId: 'general' }],
    actions,
    score: 1,
    signals: [],
    explanation: 'why',
    memberText: 'text',
    isStrike: false,
    isDry: false,
    ...change,
  }
}

function facts(change: Partial<EnforcementFacts> = {}): EnforcementFacts {
  return {
    messages: [
      {
        id: '1',
        channelId: 'general',
        content: 'x',
        authorName: 'm',
        attachments: [],
        createdAt: NOW - 1000,
      },
    ],
    member: { isOwner: false, isAdministrator: false, position: 1, timedOutUntil: null },
    self: { id: 'bot', permissions: String((1n << 40n) | (1n << 2n)), position: 5 },
    strikes: 0,
    places: { moderators: 'cards', jobs: 'jobs' },
    ...change,
  }
}

const kinds = (effects: Effect[]) => effects.map(({ act }) => act.kind)
const find = (effects: Effect[], kind: Effect['act']['kind']) => effects.find(({ act }) => act.kind === kind)

describe('the effects of a decision', () => {
  it('come in order: record, copy and card, removal, timeout, direct message, outcome', () => {
    const all: Action[] = [
      { kind: 'timeout', seconds: 60 },
      { kind: 'warn' },
      { kind: 'move' },
      { kind: 'card' },
    ]
    expect(kinds(planEffects(decision(all), facts(), policy, NOW))).toEqual([
      'record',
      'copy',
      'card',
      'remove',
      'timeout',
      'dm',
      'notice',
      'outcome',
      'show_outcome',
    ])
  })

  it('are the same each time, whatever was seen first', () => {
    const ids = () => planEffects(decision([{ kind: 'remove' }]), facts(), policy, NOW).map(({ id }) => id)
    expect(ids()).toEqual(ids())
    expect(new Set(ids()).size).toBe(ids().length)
  })

  it('of a ban say that it was done before its left-overs are searched for, and once more after that', () => {
    const effects = planEffects(decision([{ kind: 'ban' }]), facts(), policy, NOW)
    const ended = effects.map((effect) => ({ ...effect, state: 'done' as const }))
    const sweep = effects.findIndex(({ act }) => act.kind === 'sweep')
    const told = effects.findIndex(({ act }) => act.kind === 'show_outcome')
    const before = effects.map((effect, index) => (index < told ? (ended[index] ?? effect) : effect))
    expect(nextEffect(before, NOW)).toMatchObject({ do: 'try', effect: { act: { kind: 'show_outcome' } } })
    expect(kinds(effects.slice(sweep))).toEqual(['sweep', 'outcome', 'show_outcome'])
    const during = effects.map((effect, index) => (index < sweep ? (ended[index] ?? effect) : effect))
    expect(nextEffect(during, NOW)).toEqual({ do: 'wait', at: NOW + 20_000 })
    expect(new Set(effects.map(({ id }) => id)).size).toBe(effects.length)
  })

  it('of a ban that cannot be done hold no search, and no word of it to the member', () => {
    const member = { isOwner: false, isAdministrator: false, position: 9, timedOutUntil: null }
    const effects = planEffects(decision([{ kind: 'ban' }]), facts({ member }), policy, NOW)
    expect(find(effects, 'ban')?.state).toBe('parked')
    expect(find(effects, 'sweep')).toBeUndefined()
    expect(effects.filter(({ act }) => act.kind === 'dm').map(({ act }) => act)).toEqual([{ kind: 'dm' }])
  })

  it.each([
    [
      'Steward decides',
      () => planEffects(decision([{ kind: 'remove' }, { kind: 'ban' }]), facts(), policy, NOW),
    ],
    [
      'a moderator decides',
      () => planResolution('banned', decision([{ kind: 'card' }]), [], facts(), policy, NOW),
    ],
  ])('of a ban that %s tell the member before it, and the ban waits for that', (_, plan) => {
    const effects = plan()
    const dm = find(effects, 'dm')
    const ban = find(effects, 'ban')
    expect(dm?.act).toEqual({ kind: 'dm', before: 'ban' })
    expect(kinds(effects).filter((kind) => kind === 'dm')).toHaveLength(1)
    const others = (state: 'waiting' | 'started' | 'parked' | 'done') =>
      effects.flatMap((effect) =>
        effect === dm ? { ...effect, state, dueAt: NOW + 1000 } : effect === ban ? effect : [],
      )
    expect(nextEffect(others('started'), NOW)).toEqual({ do: 'wait', at: NOW + 1000 })
    for (const state of ['parked', 'done'] as const)
      expect(nextEffect(others(state), NOW)).toMatchObject({ do: 'try', effect: { act: { kind: 'ban' } } })
  })

  it('of a ban tell the member without waiting for anything but the record', () => {
    const effects = planEffects(decision([{ kind: 'remove' }, { kind: 'ban' }]), facts(), policy, NOW)
    const recorded = effects.map((effect) => ({
      ...effect,
      ...(effect.act.kind === 'record' ? { state: 'done' as const } : {}),
      ...(effect.act.kind === 'card' ? { dueAt: NOW + 9000 } : {}),
    }))
    expect(nextEffect(recorded, NOW)).toMatchObject({ do: 'try', effect: { act: { kind: 'dm' } } })
  })

  it('remove the original only when its copy is confirmed', () => {
    const effects = planEffects(decision([{ kind: 'move' }]), facts(), policy, NOW)
    expect(find(effects, 'remove')?.needs).toContain(find(effects, 'copy')?.id)
  })

  it('remove in bulk what is young, and one by one what is about to be 14 days old', () => {
    const messages = ['1', '2', '3'].map((id) => ({ id, channelId: 'general' }))
    const found = messages.map((place, index) => ({
      ...place,
      content: '',
      authorName: 'm',
      attachments: [],
      createdAt: NOW - (index === 2 ? 13.5 : 1) * DAY_MS,
    }))
    const effects = planEffects(
      decision([{ kind: 'remove' }], { messages }),
      facts({ messages: found }),
      policy,
      NOW,
    )
    const removed = effects.flatMap(({ act }) => (act.kind === 'remove' ? [act.ids] : []))
    expect(removed).toEqual([['1', '2'], ['3']])
  })

  it('never remove more than 100 at once', () => {
    const messages = Array.from({ length: 230 }, (_, index) => ({ id: `${index}`, channelId: 'general' }))
    const effects = planEffects(decision([{ kind: 'remove' }], { messages }), facts(), policy, NOW)
    const sizes = effects.flatMap(({ act }) => (act.kind === 'remove' ? [act.ids.length] : []))
    expect(sizes).toEqual([100, 100, 30])
  })

  it.each([
    ['a higher role', { position: 5 }, 'my role is below theirs'],
    ['the owner', { isOwner: true }, 'they own the server'],
    ['an administrator', { isAdministrator: true }, 'nobody time out an administrator'],
  ])('are parked with the reason when the member is %s', (_, change, why) => {
    const member = { isOwner: false, isAdministrator: false, position: 1, timedOutUntil: null, ...change }
    const effects = planEffects(decision([{ kind: 'timeout', seconds: 60 }]), facts({ member }), policy, NOW)
    expect(find(effects, 'timeout')).toMatchObject({ state: 'parked', problem: expect.stringContaining(why) })
  })

  it('do not shorten a longer timeout', () => {
    const member = { isOwner: false, isAdministrator: false, position: 1, timedOutUntil: NOW + DAY_MS }
    const effects = planEffects(decision([{ kind: 'timeout', seconds: 60 }]), facts({ member }), policy, NOW)
    expect(find(effects, 'timeout')?.state).toBe('skipped')
  })

  it('take the longer of what the rule asks for and what the ladder says', () => {
    const until = (strikes: number, seconds: number, isStrike = true) => {
      const asked = decision([{ kind: 'timeout', seconds }], { isStrike })
      const act = find(planEffects(asked, facts({ strikes }), policy, NOW), 'timeout')?.act
      return act?.kind === 'timeout' ? (act.until - NOW) / 1000 : null
    }
    expect([until(0, 60), until(1, 60), until(2, 60), until(9, 60)]).toEqual([60, 3600, 86_400, 86_400])
    expect(until(2, 100_000)).toBe(100_000)
    expect(until(2, 60, false)).toBe(60)
  })

  it('of a reply are nothing but the reply', () => {
    const effects = planEffects(decision([{ kind: 'reply' }]), facts(), policy, NOW)
    expect(kinds(effects)).toEqual(['record', 'reply', 'outcome', 'show_outcome'])
  })

  it('are dry but for the record and the card, by decision or for all of Steward', () => {
    for (const effects of [
      planEffects(decision([{ kind: 'remove' }], { isDry: true }), facts(), policy, NOW),
      planEffects(decision([{ kind: 'remove' }]), facts(), { ...policy, isDry: true }, NOW),
    ]) {
      expect(effects.filter(({ state }) => state !== 'dry').map(({ act }) => act.kind)).toEqual([
        'record',
        'card',
        'outcome',
        'show_outcome',
      ])
    }
  })
})

describe('the next effect', () => {
  const first = effectOf('d', { kind: 'card', channelId: 'c' }, NOW + 1000)
  const second = effectOf('d', { kind: 'ban', deleteSeconds: 1 }, NOW)
  const dm = effectOf('d', { kind: 'dm' }, NOW)

  it('is not held up by one that waits for Discord, unless it speaks of it', () => {
    expect(nextEffect([first, second], NOW)).toMatchObject({ do: 'try', effect: { id: second.id } })
    expect(nextEffect([first, dm], NOW)).toEqual({ do: 'wait', at: NOW + 1000 })
  })

  it('is skipped when what it rests on could not be done', () => {
    const needy = { ...dm, needs: [second.id] }
    expect(nextEffect([{ ...second, state: 'parked', problem: 'no' }, needy], NOW)).toMatchObject({
      do: 'skip',
      why: 'no',
    })
    expect(
      nextEffect(
        [
          { ...second, state: 'done' },
          { ...dm, state: 'done' },
        ],
        NOW,
      ),
    ).toEqual({ do: 'finished' })
  })
})

it('a nonce fits into Discord’s 25 characters and follows from the effect', async () => {
  expect(await nonceOf('a'.repeat(500))).toHaveLength(24)
  expect(await nonceOf('a')).toBe(await nonceOf('a'))
  expect(await nonceOf('a')).not.toBe(await nonceOf('b'))
})

it('an empty ladder leads nowhere', () => {
  expect(ladderStep(3, [])).toBeNull()
})
