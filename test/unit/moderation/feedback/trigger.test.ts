import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isLargeEdit, levenshtein } from '../../../../src/moderation/feedback/edit-distance.ts'
import {
  NEW_TRIGGER_STATE,
  type Outlook,
  step,
  type TriggerEvent,
  type TriggerState,
} from '../../../../src/moderation/feedback/trigger.ts'

const POLICY = { messageCountThreshold: 12, idleSeconds: 45, cooldownSeconds: 20 }

/** What happens, at which second. */
type Happening = [second: number, event: TriggerEvent]
const said: TriggerEvent = { kind: 'message' }
const tick: TriggerEvent = { kind: 'tick' }
const edit: TriggerEvent = { kind: 'edit' }
const deletion: TriggerEvent = { kind: 'deletion', wasJudged: true, messagesLeft: 5 }
const command: TriggerEvent = { kind: 'command', messagesInWindow: 5 }
const started = (runId = 'r'): TriggerEvent => ({ kind: 'started', runId })
const finished = (runId = 'r', later = 0): TriggerEvent => ({
  kind: 'finished',
  runId,
  lastProcessedMessageId: '9',
  later,
})
const failed = (runId = 'r'): TriggerEvent => ({ kind: 'failed', runId })
const times = (count: number, second: number): Happening[] =>
  Array.from({ length: count }, () => [second, said])

function play(happenings: readonly Happening[]): { state: TriggerState; outlook: Outlook } {
  return happenings.reduce(
    ({ state }, [second, event]) => step(state, event, POLICY, second * 1000),
    step(NEW_TRIGGER_STATE, tick, POLICY, 0),
  )
}
const wait = (second: number): Outlook => ({ kind: 'wait', until: second * 1000 })
const due = (...reasons: Extract<Outlook, { kind: 'due' }>['reasons']): Outlook => ({ kind: 'due', reasons })
const CHECKED: Happening[] = [
  [0, said],
  [45, started()],
  [50, finished()],
]

describe('a check', () => {
  test.each<[string, Happening[], Outlook]>([
    ['does not run where nothing was written', [[100, tick]], { kind: 'nothing' }],
    [
      'waits until the channel has been quiet for 45 s',
      [
        [0, said],
        [10, said],
      ],
      wait(55),
    ],
    [
      'runs once it has',
      [
        [0, said],
        [10, said],
        [55, tick],
      ],
      due('idle'),
    ],
    ['does not run after 11 messages in a row', times(11, 3), wait(48)],
    ['runs at the twelfth', times(12, 3), due('message_count')],
    [
      'waits for the cooldown, which counts from the end of the last one',
      [...CHECKED, ...times(12, 60)],
      wait(70),
    ],
    ['runs when the cooldown is over', [...CHECKED, ...times(12, 60), [70, tick]], due('message_count')],
    ['does not run again by itself', [...CHECKED, [500, tick]], { kind: 'nothing' }],
    ['waits 2 s after an edit', [...CHECKED, [80, edit]], wait(82)],
    ['waits for the last of several edits', [...CHECKED, [80, edit], [81.5, edit]], wait(83.5)],
    [
      'waits 5 s at most for edits to end',
      [...CHECKED, [80, edit], [81, edit], [82, edit], [83, edit], [84, edit]],
      wait(85),
    ],
    ['runs after a deletion', [...CHECKED, [80, deletion]], due('deletion')],
    ['after a deletion waits for the cooldown all the same', [...CHECKED, [55, deletion]], wait(70)],
    [
      'does not run when the last message was deleted',
      [...CHECKED, [80, { kind: 'deletion', wasJudged: true, messagesLeft: 0 }]],
      { kind: 'nothing' },
    ],
    [
      'does not wait for a message that is gone before it was judged',
      [...CHECKED, [80, said], [81, { kind: 'deletion', wasJudged: false, messagesLeft: 0 }]],
      { kind: 'nothing' },
    ],
    ['runs at once when a moderator asks, cooldown or not', [...CHECKED, [55, command]], due('command')],
    [
      'has nothing to do in an empty channel, asked or not',
      [[5, { kind: 'command', messagesInWindow: 0 }]],
      { kind: 'nothing' },
    ],
    [
      'is one check, however many reasons there are',
      [...CHECKED, ...times(12, 80), [80, deletion], [80, command]],
      due('message_count', 'deletion', 'command'),
    ],
    [
      'is not started twice',
      [...CHECKED, ...times(12, 80), [80, started('a')], [81, started('b')]],
      { kind: 'running', runId: 'a' },
    ],
    [
      'goes on after a crash',
      [...CHECKED, ...times(12, 80), [80, started('a')], [900, tick]],
      { kind: 'running', runId: 'a' },
    ],
    [
      'leaves what came meanwhile to the next one',
      [...times(12, 0), [0, started()], ...times(12, 5), [8, finished()]],
      wait(28),
    ],
    [
      'that could not judge everything is followed by another',
      [...times(12, 0), [0, started()], [8, finished('r', 3)]],
      wait(45),
    ],
    [
      'that ended is not ended again by a late report',
      [...times(12, 0), [0, started()], [8, finished()], [9, failed()]],
      { kind: 'nothing' },
    ],
    ['that failed is tried again after 30 s', [...times(12, 0), [0, started()], [5, failed()]], wait(35)],
    [
      'that failed again, after 60 s',
      [...times(12, 0), [0, started()], [5, failed()], [35, started()], [40, failed()]],
      wait(100),
    ],
    [
      'that a moderator asked for and that failed waits as well',
      [...CHECKED, [55, command], [55, started()], [56, failed()]],
      wait(86),
    ],
  ])('%s', (_, happenings, outlook) => {
    expect(play(happenings).outlook).toEqual(outlook)
  })

  it('that keeps failing is tried every 10 min, and takes up what it had taken over', () => {
    let { state } = play([...times(12, 0), [1, deletion]])
    for (let second = 100; second < 200; second++) {
      for (const event of [started(), failed()]) state = step(state, event, POLICY, second * 1000).state
    }
    const { outlook } = step(state, tick, POLICY, 199_000)
    expect(outlook).toEqual(wait(199 + 600))
    expect(step(state, tick, POLICY, 800_000).outlook).toEqual(due('message_count', 'idle', 'deletion'))
  })

  it('always comes when something waits: no state is a dead end', () => {
    const event = fc.constantFrom(said, edit, deletion, command, started(), finished(), failed(), tick)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), event), { maxLength: 40 }), (events) => {
        let now = 0
        let state = NEW_TRIGGER_STATE
        for (const [gap, each] of events) {
          now += gap * 1000
          state = step(state, each, POLICY, now).state
        }
        if (state.running) state = step(state, finished(), POLICY, now).state
        const { outlook } = step(state, tick, POLICY, now)
        const { edit: edited, deletion: deleted, commandAt } = state.pending
        const waits = state.messagesSinceLastCheck > 0 || edited !== null || deleted || commandAt !== null
        expect(outlook.kind === 'nothing').toBe(!waits)
        if (outlook.kind !== 'wait') return
        expect(step(state, tick, POLICY, outlook.until).outlook.kind).toBe('due')
        expect(step(state, tick, POLICY, outlook.until - 1).outlook).toEqual(outlook)
      }),
    )
  })
})

function naive(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}

describe('an edit', () => {
  test.each([
    ['your layout is fine', 'your layout is fine!', false],
    ['your layout is fine', 'your layout is awful', true],
    ['your layout is fine', 'your layout is mine', false],
    ['nice ship', 'you have no idea what you are doing', true],
    ['', 'a', true],
    ['a', '', true],
    ['same', 'same', false],
    ['abcdefgh', 'abcdef', false],
    ['abcdefgh', 'abcde', true],
  ])('of %j to %j is large: %s', (before, after, isLarge) => {
    expect(isLargeEdit(before, after, 0.25)).toBe(isLarge)
  })

  it('is measured as the textbook has it, up to the bound', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 150 })
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 160 }), (a, b, bound) => {
        expect(levenshtein(a, b, bound)).toBe(Math.min(naive(a, b), bound + 1))
      }),
      { numRuns: 500 },
    )
  })

  it('of a whole long message is measured in few steps', () => {
    const long = (seed: number) =>
      Array.from({ length: 4000 }, (_, i) => String.fromCharCode(97 + ((i * i * seed) % 23))).join('')
    expect(levenshtein(long(7), long(5), 4000)).toBe(naive(long(7), long(5)))
    expect(levenshtein('x'.repeat(4000), 'y'.repeat(4000), 1000)).toBe(1001)
  })
})
