import { readFileSync } from 'node:fs'
import { tokensOf } from '../../sim/model/tokens.ts'
import { randomFrom } from '../../sim/scenarios/random.ts'
import { jsonSchemaOf } from '../../src/llm/judgement-request.ts'
import { costMicroUsd, priceOf } from '../../src/llm/prices.ts'
import { checkInstructions } from '../../src/moderation/feedback/instructions.ts'
import { feedbackSchema } from '../../src/moderation/feedback/policy.ts'
import { checkAnswer } from '../../src/moderation/feedback/questions.ts'
import { NEW_TRIGGER_STATE, step, type TriggerPolicy } from '../../src/moderation/feedback/trigger.ts'

/** What is measured of packets and answers, in tokens. */
export interface TokenInputs {
  /** Instructions and the schema of the answer: the same for every check. */
  prefix: number
  /** One message as the model reads it. */
  message: number
  /** What a check says of its members, and around them. */
  overhead: number
  /** An answer without a candidate, and what each candidate adds. */
  emptyAnswer: number
  candidate: number
}

export interface Settings extends TriggerPolicy {
  historyMessages: number
}

export interface DayCost {
  checks: number
  inputTokens: number
  outputTokens: number
  /** Dollars in 30 such days. */
  usdAMonth: number
  /** Rows that the objects of checks and of watching write for checks, and requests to them. */
  objectRows: number
  objectRequests: number
  /** Rows that D1 writes, indexes included. */
  databaseRows: number
}

/** Times of a day's messages in one channel, in milliseconds: conversations of some messages, a minute apart at most. */
export function conversationTimes(messages: number, seed: number): number[] {
  const random = randomFrom(seed)
  const times: number[] = []
  while (times.length < messages) {
    let at = random.between(0, 86_400_000)
    const length = Math.min(random.between(2, 18), messages - times.length)
    for (let n = 0; n < length; n++) {
      times.push(at)
      at += random.between(5_000, 60_000)
    }
  }
  return times.toSorted((a, b) => a - b)
}

/** How many messages each check of a day judges, by the very function that decides when one runs. */
export function checksOf(times: readonly number[], policy: TriggerPolicy): number[] {
  let state = NEW_TRIGGER_STATE
  const judged: number[] = []
  const runIfDue = (now: number): number | null => {
    const seen = step(state, { kind: 'tick' }, policy, now)
    if (seen.outlook.kind === 'wait') return seen.outlook.until
    if (seen.outlook.kind !== 'due') return null
    judged.push(state.messagesSinceLastCheck)
    const runId = String(judged.length)
    state = step(state, { kind: 'started', runId }, policy, now).state
    state = step(
      state,
      { kind: 'finished', runId, lastProcessedMessageId: null, later: 0 },
      policy,
      now,
    ).state
    return null
  }
  let wake: number | null = null
  for (const at of [...times, Number.POSITIVE_INFINITY]) {
    while (wake !== null && wake <= at && Number.isFinite(wake)) wake = runIfDue(wake)
    if (!Number.isFinite(at)) break
    state = step(state, { kind: 'message' }, policy, at).state
    wake = runIfDue(at)
  }
  return judged
}

/** Start, run, answer and end of a check in its object; handing over and its end in the watched place; alarms of both. */
const ROWS_A_CHECK = 9
/** The alarm that finds it due, the call, its alarm, and the report. */
const REQUESTS_A_CHECK = 4
/** The run: a row and two indexes, and its end. */
const DATABASE_ROWS_A_CHECK = 4
/** A message with its three indexes. */
const DATABASE_ROWS_A_MESSAGE = 4
/** A candidate with its six indexes. */
const DATABASE_ROWS_A_CANDIDATE = 7

export function dayCost(
  traffic: { messages: number; channels: number; candidateShare: number },
  settings: Settings,
  tokens: TokenInputs,
  model: string,
): DayCost {
  const price = priceOf(model)
  if (!price) throw new Error(`no price is known of ${model}`)
  const perChannel = Math.round(traffic.messages / traffic.channels)
  const checks = Array.from({ length: traffic.channels }, (_, seed) =>
    checksOf(conversationTimes(perChannel, seed + 1), settings),
  ).flat()
  const inputTokens = checks.reduce(
    (sum, judged) =>
      sum + tokens.prefix + tokens.overhead + tokens.message * Math.max(judged, settings.historyMessages),
    0,
  )
  const candidates = traffic.messages * traffic.candidateShare
  const outputTokens = checks.length * tokens.emptyAnswer + candidates * tokens.candidate
  const longestPromptTokens = inputTokens / Math.max(1, checks.length)
  const usage = { inputTokens, outputTokens, cachedInputTokens: 0, longestPromptTokens }
  return {
    checks: checks.length,
    inputTokens,
    outputTokens: Math.round(outputTokens),
    usdAMonth: (30 * costMicroUsd(usage, price)) / 1_000_000,
    objectRows: checks.length * ROWS_A_CHECK,
    objectRequests: checks.length * REQUESTS_A_CHECK,
    databaseRows: Math.round(
      checks.length * DATABASE_ROWS_A_CHECK +
        traffic.messages * DATABASE_ROWS_A_MESSAGE +
        candidates * DATABASE_ROWS_A_CANDIDATE,
    ),
  }
}

/** Measured on the instructions as they are, and on the conversations of the red team with their recorded answers. */
export function measuredTokens(): TokenInputs {
  const lines = readFileSync('test/data/feedback/red-team.jsonl', 'utf8').trim().split('\n')
  const entries = lines.map(
    (line) => JSON.parse(line) as { conversation: [string, string][]; answers: { candidates: object[] } },
  )
  const texts = entries.flatMap(({ conversation }) =>
    conversation.map(([, text]) => `m12* USER_17 +40s: ${text}`),
  )
  const answers = entries.flatMap(({ answers: { candidates } }) =>
    candidates.map((each) => JSON.stringify(each)),
  )
  const mean = (all: readonly string[]) => all.reduce((sum, text) => sum + tokensOf(text), 0) / all.length
  const { guidelines } = feedbackSchema.parse({})
  return {
    prefix: tokensOf(checkInstructions(guidelines)) + tokensOf(JSON.stringify(jsonSchemaOf(checkAnswer))),
    message: mean(texts),
    overhead: 150,
    emptyAnswer: tokensOf('{"candidates":[]}'),
    candidate: mean(answers),
  }
}
