/**
 * `node bench/rules.ts`: how many messages a second go through all rules on one core. 100,000 synthetic messages of a
 * mixed community, judged in batches as watching a channel gives them: each with the channel's recent messages.
 */
import { decide } from '../src/moderation/decide.ts'
import type { MessageFacts } from '../src/moderation/message.ts'
import { moderationPolicy, moderationSchema } from '../src/moderation/policy.ts'
import { seededRandom, syntheticMessages } from './rules/messages.ts'

const MESSAGES = 100_000
const BATCH = 20
const HISTORY = 60
const RUNS = 3
const GOAL_PER_SECOND = 20_000

const policy = moderationPolicy({
  community: { docsUrl: 'https://docs.example.org', linkHosts: ['github.com'] },
  moderation: moderationSchema.parse({
    rules: {
      listed: { lists: [{ name: 'bench', words: ['badword', 'worse*'], patterns: ['free\\s+nitro'] }] },
    },
  }),
})

/** One pass over all messages; decisions by rule. */
function pass(messages: readonly MessageFacts[]): Map<string, number> {
  const decisions = new Map<string, number>()
  for (let from = 0; from < messages.length; from += BATCH) {
    const fresh = messages.slice(from, from + BATCH)
    const recent = messages.slice(Math.max(0, from - HISTORY), from)
    const now = fresh.at(-1)?.createdAt ?? 0
    for (const { rule } of decide({ fresh, edited: [], recent, readAfterOutage: false }, policy, now)) {
      decisions.set(rule, (decisions.get(rule) ?? 0) + 1)
    }
  }
  return decisions
}

const messages = syntheticMessages(MESSAGES, seededRandom(1))
pass(messages.slice(0, 5000))
const seconds: number[] = []
let decisions = new Map<string, number>()
for (let run = 0; run < RUNS; run++) {
  const start = performance.now()
  decisions = pass(messages)
  seconds.push((performance.now() - start) / 1000)
}
const median = seconds.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN
const rate = Math.round(MESSAGES / median)
console.log(`${MESSAGES} messages, batches of ${BATCH} with ${HISTORY} recent ones, median of ${RUNS} runs`)
console.log(
  `${rate} messages/s on one core (goal ${GOAL_PER_SECOND}): ${rate >= GOAL_PER_SECOND ? 'met' : 'missed'}`,
)
console.log([...decisions].map(([rule, count]) => `  ${rule} ${count}`).join('\n'))
