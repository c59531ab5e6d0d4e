/**
 * `npm run bench -- rules [--quick]`: how many messages a second go through all rules on one core, beside a bare word
 * filter over the same messages in the same run. 100,000 synthetic messages of a mixed community, judged in batches as
 * watching a channel gives them: each with the channel's recent messages. Results: bench/results/rules.{json,md}.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { decide } from '../src/moderation/decide.ts'
import type { MessageFacts } from '../src/moderation/message.ts'
import { moderationPolicy, moderationSchema } from '../src/moderation/policy.ts'
import { seeded } from './random.ts'
import { syntheticMessages } from './rules/messages.ts'
import { median, pairedRatios, perCpuSecond, spread } from './statistics.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const MESSAGES = values.quick ? 10_000 : 100_000
const ROUNDS = values.quick ? 1 : 5
const BATCH = 20
const HISTORY = 60
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
function judgeAll(messages: readonly MessageFacts[]): Map<string, number> {
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

const FILTERED = /\b(?:badword|worse\w*|free\s+nitro|presale|discord\.gg)\b|https?:\/\//

/** What a bare filter does: fold the text once, and try one pattern. */
const filterAll = (messages: readonly MessageFacts[]): number =>
  messages.filter(({ content }) => FILTERED.test(content.normalize('NFKC').toLowerCase())).length

const rateOf = (pass: () => void): number => perCpuSecond(MESSAGES, pass)

const messages = syntheticMessages(MESSAGES, seeded(1))
judgeAll(messages.slice(0, 5000))
filterAll(messages)
let decisions = new Map<string, number>()
const rounds = Array.from({ length: ROUNDS }, () => ({
  rules: rateOf(() => {
    decisions = judgeAll(messages)
  }),
  filter: rateOf(() => void filterAll(messages)),
}))
const rules = rounds.map((round) => round.rules)
const ratio = spread(
  pairedRatios(
    rounds.map((round) => round.filter),
    rules,
  ),
)
const perSecond = Math.round(median(rules))
const result = {
  messages: MESSAGES,
  rounds: ROUNDS,
  perSecond,
  goal: GOAL_PER_SECOND,
  timesTheFilter: ratio,
  decisions: Object.fromEntries(decisions),
}
const markdown = `# Rules

${MESSAGES.toLocaleString('en-US')} synthetic messages through all rules on one core, in batches of ${BATCH} with ${HISTORY} recent ones; median of
${ROUNDS} rounds. The bare filter folds each text once and tries one pattern: what the least filter would cost. Run it with
\`npm run bench -- rules\`.

| | figure | goal |
|---|---|---|
| messages a second of CPU | ${perSecond.toLocaleString('en-US')} | ${GOAL_PER_SECOND.toLocaleString('en-US')} |
| times the work of the bare filter, same round | ${ratio.median.toFixed(1)} (${ratio.min.toFixed(1)}–${ratio.max.toFixed(1)}) | |

| rule | decisions |
|---|---|
${[...decisions].map(([rule, count]) => `| ${rule} | ${count} |`).join('\n')}
`
console.log(markdown)
if (!values.quick) {
  await writeFile(new URL('results/rules.md', import.meta.url), markdown)
  await writeFile(new URL('results/rules.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
}
