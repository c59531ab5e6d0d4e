import { MINUTE_MS } from '../budget/day.ts'
import type { KeptData } from '../privacy/retention.ts'
import { KEEP_DELETED_MS } from './channel-state.ts'
import { ACROSS_MS } from './channel-work.ts'
import { watchSchema } from './policy.ts'

const minutes = (ms: number): string => `${ms / MINUTE_MS} minutes`
const { historyMessages } = watchSchema.parse({})
const MOST = watchSchema.unwrap().shape.historyMessages.unwrap().maxValue

/** What the objects keep that watch; only while watching is on. */
export const WATCH_KEPT: readonly KeptData[] = [
  {
    what: `The latest messages of each channel, at most ${historyMessages} unless the operator chose up to ${MOST}: their words, links, names of files, and who wrote them`,
    store: 'watch',
    table: 'state',
    keptFor: () => 'until a day after the channel fell silent, two days at most',
    why: 'so that repeated messages and edits are noticed',
  },
  {
    what: 'Messages that were deleted',
    store: 'watch',
    table: 'state',
    keptFor: () => `${minutes(KEEP_DELETED_MS)} after they were written`,
    why: 'so that a flood is still noticed when its first messages are gone',
  },
  {
    what: 'The last messages of all channels together',
    store: 'pulse',
    table: 'pulse',
    keptFor: () => `${minutes(ACROSS_MS)}, or until the next look, a few minutes later at most`,
    why: 'so that one post in many channels is noticed',
  },
  {
    what: 'Your roles, your name in the server and when you joined',
    store: 'watch',
    table: 'state',
    keptFor: () => 'as long as a message of yours is kept above',
    why: 'so that who is new, and who is exempt, is known',
  },
  {
    what: 'A decision about a message, with the message',
    store: 'watch',
    table: 'decisions',
    keptFor: () => 'until it is carried out, usually seconds',
    why: 'so that a crash does not lose it',
  },
  {
    what: 'After that, the decision’s id, with your Discord id, and the ids of its messages',
    store: 'watch',
    table: 'decisions',
    keptFor: () => 'two days',
    why: 'so that nothing is judged twice',
  },
  {
    what: 'How many messages a check for unconstructive feedback waits for, and the ids of deleted ones',
    store: 'watch',
    table: 'state',
    keptFor: () => 'a day after the channel fell silent',
    why: 'so that it is known when a check is due, and a card says that its message is gone',
  },
  {
    what: 'That a moderator asked for a check with `/check`, by the token of the command',
    store: 'watch',
    table: 'asked_checks',
    keptFor: () => 'until they are told what came of it, 15 minutes at most',
    why: 'so that they can be told',
  },
  {
    what: "What Steward is going to do because of a message, such as an answer, a reaction or a welcome: the message's id and your Discord id, no words",
    store: 'watch',
    table: 'errands',
    keptFor: () => 'until it is done, an hour at most in a usual configuration',
    why: 'so that a crash does not lose it',
  },
  {
    what: "After that, the message's id and what was done",
    store: 'watch',
    table: 'errands',
    keptFor: () => 'two days at most',
    why: 'so that nothing is done twice',
  },
]
