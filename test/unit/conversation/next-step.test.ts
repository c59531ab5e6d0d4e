import { describe, expect, test } from 'vitest'
import { afterFailure } from '../../../src/conversation/after-failure.ts'
import type { Ask } from '../../../src/conversation/ask.ts'
import { nextStep, type StepFacts } from '../../../src/conversation/next-step.ts'
import { newRun, type Result, type Run } from '../../../src/conversation/run.ts'
import { nextAlarm, withTurn } from '../../../src/conversation/window.ts'
import type { DiscordFailure } from '../../../src/discord/result.ts'

const MINUTE = 60_000
const ask: Ask = {
  id: '1',
  origin: { kind: 'interaction', applicationId: '2', token: 't' },
  text: 'How?',
  memberId: '3',
  channelId: '4',
  budgetChannelId: '4',
  threadId: null,
  scope: undefined,
  isPrivate: false,
  target: null,
}
const message: Partial<Ask> = { target: { id: '9' }, threadId: '9' }
const passages = [
  {
    score: 0.8,
    section: {
      id: 'a',
      url: 'https://docs.test/a',
      page: '',
      title: 'A',
      headings: [],
      body: '',
      scope: '',
      position: 0,
    },
  },
]
const result: Result = {
  outcome: 'answered',
  composed: { content: 'x', components: [] },
  sectionIds: ['a'],
  forWindow: 'x',
}
const open = { id: 'r', worstMicroUsd: 9, state: 'open' } as const
const answered = { ...open, state: 'answered' } as const
const calling = { ...open, state: 'calling' } as const
const facts: StepFacts = { now: 0, hasModel: true, minScore: 0.3, partCount: 1 }

function run(change: Partial<Run> = {}, asked: Partial<Ask> = {}): Run {
  return { ...newRun({ ...ask, ...asked }, 'answer', 0), ...change }
}
const shown = { passages, result, marks: { sources: 'done', 'part:0': 'done' } } as const
const messages = [{ id: 'm', channelId: '4' }]

describe('the next step', () => {
  test.each<[string, Run, Partial<StepFacts>, object]>([
    ['a new question is searched for', run(), {}, { do: 'retrieve' }],
    ['a search that failed is tried again', run({ failures: { retrieve: 2 } }), {}, { do: 'retrieve' }],
    [
      'after three it is said',
      run({ failures: { retrieve: 3 } }),
      {},
      { do: 'conclude', with: 'search_unavailable' },
    ],
    ['nothing found is said', run({ passages: [] }), {}, { do: 'conclude', with: 'nothing_found' }],
    ['a weak match is a gap', run({ passages }), { minScore: 0.9 }, { do: 'conclude', with: 'gap' }],
    ['a match at the score is none', run({ passages }), { minScore: 0.8 }, { do: 'show_sources' }],
    [
      'the thread comes before the sources',
      run({ passages }, message),
      {},
      { do: 'start_thread', threadId: '9' },
    ],
    [
      'in a thread there is none to start',
      run({ passages }, { ...message, threadId: '4' }),
      {},
      { do: 'show_sources' },
    ],
    [
      'in private there is none to start',
      run({ passages }, { ...message, isPrivate: true }),
      {},
      { do: 'show_sources' },
    ],
    ['sources are shown at once', run({ passages }), {}, { do: 'show_sources' }],
    [
      'and again when it is not known that they were',
      run({ passages, marks: { sources: 'started' } }),
      {},
      { do: 'show_sources' },
    ],
    [
      'money is set aside before the call',
      run({ passages, marks: { sources: 'done' } }),
      {},
      { do: 'reserve', call: 1 },
    ],
    [
      'without a model the docs are quoted',
      run({ passages, marks: { sources: 'skipped' } }),
      { hasModel: false },
      { do: 'conclude', with: 'no_model' },
    ],
    [
      'with the money the model is asked',
      run({ passages, marks: { sources: 'done' }, calls: 1, reservation: open }),
      {},
      { do: 'call_model' },
    ],
    [
      'a call cut off is written off',
      run({ passages, marks: { sources: 'done' }, calls: 1, reservation: calling }),
      {},
      { do: 'write_off_call' },
    ],
    [
      'and repeated once',
      run({ passages, marks: { sources: 'done' }, calls: 1 }),
      {},
      { do: 'reserve', call: 2 },
    ],
    [
      'not twice',
      run({ passages, marks: { sources: 'done' }, calls: 2 }),
      {},
      { do: 'conclude', with: 'interrupted' },
    ],
    [
      'a question that waited ten minutes is not written for any more',
      run({ passages, marks: { sources: 'done' } }),
      { now: 11 * MINUTE },
      { do: 'conclude', with: 'timeout' },
    ],
    [
      'the answer is shown',
      run({ passages, result, marks: { sources: 'done' } }),
      {},
      { do: 'show_part', part: 0 },
    ],
    ['part by part', run({ ...shown }), { partCount: 2 }, { do: 'show_part', part: 1 }],
    [
      'a reply whose token is over is left',
      run({ passages, result }),
      { now: 15 * MINUTE },
      { do: 'leave_reply' },
    ],
    [
      'but not to where others see a private answer',
      run({ passages, result }, { isPrivate: true }),
      { now: 15 * MINUTE },
      { do: 'abandon' },
    ],
    [
      'after twenty minutes nothing is tried any more',
      run({ passages, result, place: { kind: 'channel', channelId: '4', replyTo: null } }),
      { now: 21 * MINUTE },
      { do: 'abandon' },
    ],
    ['nor after twenty restarts', run({ starts: 21 }), {}, { do: 'abandon' }],
    [
      'what was abandoned is still settled',
      run({ marks: { abandon: 'skipped' }, reservation: open }),
      { now: 21 * MINUTE },
      { do: 'settle' },
    ],
    [
      'the asker is told where the answer is',
      run({ ...shown, messages, place: { kind: 'channel', channelId: '9', replyTo: null } }, message),
      {},
      { do: 'point_to_answer' },
    ],
    ['the bill is settled', run({ ...shown, reservation: answered }), {}, { do: 'settle' }],
    ['the answer is counted', run({ ...shown }), {}, { do: 'record_usage' }],
    [
      'counting that keeps failing is given up',
      run({ ...shown, failures: { usage: 5 } }),
      {},
      { do: 'finish' },
    ],
    [
      'the turn is handed to the thread that may follow',
      run({ ...shown, messages, marks: { ...shown.marks, usage: 'done' } }),
      {},
      { do: 'hand_over', threadId: 'm' },
    ],
    [
      'but not from where it stays',
      run({ ...shown, messages, marks: { ...shown.marks, usage: 'done' } }, { threadId: '4' }),
      {},
      { do: 'finish' },
    ],
    [
      'and never from private',
      run({ ...shown, messages, marks: { ...shown.marks, usage: 'done' } }, { isPrivate: true }),
      {},
      { do: 'finish' },
    ],
    ['then it is done', run({ ...shown, marks: { ...shown.marks, usage: 'done' } }), {}, { do: 'finish' }],
  ])('%s', (_, state, change, expected) => {
    expect(nextStep(state, { ...facts, ...change })).toEqual(expected)
  })
})

describe('after a failure to show the answer', () => {
  const gone: DiscordFailure = { kind: 'refused', status: 404, code: 10008, message: '' }
  const forbidden: DiscordFailure = { kind: 'refused', status: 403, code: 50013, message: '' }
  const invalid: DiscordFailure = { kind: 'refused', status: 400, code: 50035, message: '' }
  const slow = (retryAfterMs: number): DiscordFailure => ({ kind: 'rate_limited', retryAfterMs })
  const inChannel: Partial<Run> = { place: { kind: 'channel', channelId: '4', replyTo: null } }
  const once = { failures: { 'part:0': 1 } }

  test.each<[string, Run, string, DiscordFailure, number, object]>([
    [
      'an unknown outcome is repeated in the same place',
      run(),
      'part:0',
      { kind: 'unknown', detail: '' },
      0,
      { do: 'retry', at: 1000 },
    ],
    [
      'at growing distances',
      run({ failures: { 'part:0': 3 } }),
      'part:0',
      { kind: 'unknown', detail: '' },
      0,
      { do: 'retry', at: 8000 },
    ],
    ['a rate limit is waited out', run(), 'part:0', slow(1_163), 0, { do: 'retry', at: 1163 }],
    [
      'one that names no time is not run against: it is waited out at growing distances',
      run({ failures: { 'part:0': 3 } }),
      'part:0',
      slow(0),
      0,
      { do: 'retry', at: 8000 },
    ],
    ['one beyond the token’s life is not', run(), 'part:0', slow(20 * MINUTE), 0, { do: 'leave_reply' }],
    [
      'in private there is nowhere else',
      run({}, { isPrivate: true }),
      'part:0',
      slow(20 * MINUTE),
      0,
      { do: 'give_up' },
    ],
    ['a reply that is gone is tried once more', run(), 'part:0', gone, 0, { do: 'retry', at: 1000 }],
    ['then left', run(once), 'part:0', gone, 0, { do: 'leave_reply' }],
    ['a private one is given up', run(once, { isPrivate: true }), 'part:0', gone, 0, { do: 'give_up' }],
    ['a body Discord does not take is given up', run(), 'part:0', invalid, 0, { do: 'give_up' }],
    [
      'a channel that is closed to Steward leaves the reply',
      run(inChannel),
      'part:0',
      forbidden,
      0,
      { do: 'use_reply' },
    ],
    ['not after its time', run(inChannel), 'part:0', forbidden, 15 * MINUTE, { do: 'give_up' }],
    [
      'not when it was gone before',
      run({ ...inChannel, refusedPlaces: ['reply'] }),
      'part:0',
      forbidden,
      0,
      { do: 'give_up' },
    ],
    [
      'a further message that may not be posted goes into the first',
      run(),
      'part:1',
      forbidden,
      0,
      { do: 'fold' },
    ],
  ])('%s', (_, state, mark, failure, now, expected) => {
    expect(afterFailure(state, mark, failure, now)).toEqual(expected)
  })
})

describe('the window', () => {
  const turn = (id: string) => ({ id, question: 'q', answer: 'a' })

  test('keeps the last six turns, each once', () => {
    const turns = ['1', '2', '2', '3', '4', '5', '6', '7'].reduce(
      (before, id) => withTurn(before, turn(id)),
      [turn('0')],
    )
    expect(turns.map(({ id }) => id)).toEqual(['2', '3', '4', '5', '6', '7'])
  })

  test('bounds every turn', () => {
    const [kept] = withTurn([], { id: '1', question: 'q'.repeat(9000), answer: 'a'.repeat(9000) })
    expect((kept?.question.length ?? 0) + (kept?.answer.length ?? 0)).toBe(3000)
  })

  test('wakes for the question due first, else to forget', () => {
    expect(nextAlarm([30, 10, 20], 5)).toBe(10)
    expect(nextAlarm([], 5)).toBe(5)
    expect(nextAlarm([], null)).toBeNull()
  })
})

describe('a question that nobody asked Steward', () => {
  const unasked: Partial<Ask> = { ...message, origin: { kind: 'message', why: 'unanswered' } }
  const next = (change: Partial<Run>, more: Partial<StepFacts> = {}) =>
    nextStep(run(change, unasked), { ...facts, ...more })
  const nothing = { ...result, outcome: 'gap' as const }

  test('shows nothing before there is an answer, then a thread with it', () => {
    expect(next({ passages })).toEqual({ do: 'reserve', call: 1 })
    expect(next({ passages, result })).toEqual({ do: 'start_thread', threadId: '9' })
    expect(next({ passages, result, marks: { thread: 'done' } })).toEqual({ do: 'show_part', part: 0 })
  })

  test('is met with silence when the docs have no answer, and counted', () => {
    expect(next({ passages, result: nothing, reservation: answered })).toEqual({ do: 'settle' })
    expect(next({ passages, result: nothing })).toEqual({ do: 'record_usage' })
    expect(next({ passages, result: nothing, marks: { usage: 'done' } })).toEqual({ do: 'finish' })
  })

  test('points nobody to the answer, as nobody waits for it', () => {
    const done = { thread: 'done', 'part:0': 'done', usage: 'done', 'hand-over:m': 'done' } as const
    expect(next({ passages, result, messages, marks: done })).toEqual({ do: 'finish' })
  })

  test('is given up without a word where Steward may not write', () => {
    const failure: DiscordFailure = { kind: 'refused', status: 403, code: 50001, message: '' }
    expect(afterFailure(run({ result }, unasked), 'part:0', failure, 0)).toEqual({ do: 'give_up' })
  })
})
