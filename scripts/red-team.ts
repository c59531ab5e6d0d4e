/**
 * `npm run red-team`: the conversations of test/data/feedback/red-team.jsonl through the whole way of a check, with the
 * answers recorded in it or, with --real-model, with those of the configured model. Fails when anything is wrong with high confidence.
 */
import { loadSettings } from '../src/config/settings.ts'
import { readJudgement } from '../src/llm/judgement-request.ts'
import { priorDecides } from '../src/moderation/feedback/deciding-model.ts'
import { expertPrior } from '../src/moderation/feedback/prior.ts'
import { checkAnswer } from '../src/moderation/feedback/questions.ts'
import { type RedTeamOutcome, redTeamOutcome } from '../src/moderation/feedback/training/red-team.ts'
import config from '../steward.config.ts'
import { readFlags } from './flags.ts'
import { type RedTeamEntry, redTeamEntries } from './red-team/entries.ts'
import { conversationOf, judgedConversation } from './red-team/judged.ts'
import { modelWithin } from './replay/model.ts'

const flags = readFlags(
  ['real-model'],
  `Usage: npm run red-team [-- --real-model]

  --real-model   asks the configured model instead of using the recorded answers; needs its key, costs some cents,
                 and never spends more than budget.dailyUsd`,
)
const settings = loadSettings(config, process.env)
const { feedback } = settings.config
const deciding = priorDecides(expertPrior(feedback.prior))
const asked = flags['real-model'] ? modelWithin(settings) : null
if (asked && !asked.ok) {
  console.error(asked.problem.replace('--model', '--real-model'))
  process.exit(2)
}
const model = asked?.model ?? null

/** Null: no usable answer. */
async function answerTo(entry: RedTeamEntry, conversation: ReturnType<typeof conversationOf>) {
  if (!model) return readJudgement(JSON.stringify(entry.answers), checkAnswer)?.value ?? null
  const outcome = await model.ask(conversation.packet.request)
  return outcome?.ok ? outcome.value : null
}

const outcomes: (RedTeamOutcome & { kind: string })[] = []
const unanswered: string[] = []
for (const [index, entry] of redTeamEntries().entries()) {
  const conversation = conversationOf(entry, model ? feedback.guidelines : undefined)
  const answer = await answerTo(entry, conversation)
  if (model && index % 20 === 19) console.error(`${index + 1} asked, $${model.spentUsd().toFixed(4)} spent`)
  if (answer === null) unanswered.push(entry.id)
  else {
    const judged = judgedConversation(entry, conversation, answer)
    outcomes.push({ ...redTeamOutcome(judged, deciding, feedback.thresholds), kind: entry.kind })
  }
}

const wrong = outcomes.filter(({ isWrong }) => isWrong)
console.log(model ? `Answers by ${model.name}, $${model.spentUsd().toFixed(4)}` : 'Recorded answers')
console.log(
  `${'kind'.padEnd(20)} ${'all'.padStart(4)} ${'as expected'.padStart(12)} ${'to moderators'.padStart(14)} ${'wrong'.padStart(6)}`,
)
for (const [kind, own] of Map.groupBy(outcomes, (each) => each.kind)) {
  const expected = own.filter(({ isAsExpected }) => isAsExpected).length
  const grave = own.filter(({ isWrong }) => isWrong).length
  const doubtful = own.length - expected - grave
  console.log(
    `${kind.padEnd(20)} ${String(own.length).padStart(4)} ${String(expected).padStart(12)} ${String(doubtful).padStart(14)} ${String(grave).padStart(6)}`,
  )
}
for (const { id, expect, outcome, probabilities } of wrong)
  console.log(
    `WRONG ${id}: ${outcome} (${probabilities.map((p) => p.toFixed(2)).join(', ') || 'no candidate'}), expected ${expect.replaceAll('_', ' ')}`,
  )
if (unanswered.length > 0) console.log(`No usable answer: ${unanswered.join(', ')}`)
console.log(
  wrong.length === 0
    ? 'Nothing is wrong with high confidence.'
    : `${wrong.length} wrong with high confidence.`,
)
process.exitCode = wrong.length === 0 && unanswered.length === 0 ? 0 : 1
