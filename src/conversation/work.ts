import type { Ask, WindowTurn } from './ask.ts'
import type { ConversationDeps } from './deps.ts'
import { nextStep } from './next-step.ts'
import { partsOf } from './parts.ts'
import { perform, turnOf } from './perform.ts'
import { isSilent, newRun, type Run } from './run.ts'
import type { ConversationStore } from './store.ts'
import { nextAlarm, withTurn } from './window.ts'

/** 96 bits, as hexadecimal digits short enough for a custom id. */
const ANSWER_ID_BYTES = 12
/** After an error nobody expected. */
const UNEXPECTED_RETRY_MS = 3_000
const MINUTE_MS = 60_000

/** Stores a question and wakes the object for it. The same id twice is one question. */
export async function takeAsk(store: ConversationStore, ask: Ask, deps: ConversationDeps): Promise<void> {
  if (await store.isKnown(ask.id)) return
  const now = deps.now()
  await store.save(newRun(ask, deps.randomHex(ANSWER_ID_BYTES), now))
  await store.setForgetAt(forgetAt(deps))
  await store.wakeAt(now)
}

/** Takes over a turn from another object, once, and keeps it for as long as a conversation may rest. */
export async function takeTurn(
  store: ConversationStore,
  turn: WindowTurn,
  deps: ConversationDeps,
): Promise<void> {
  await store.saveTurns(withTurn(await store.turns(), turn))
  await store.setForgetAt(forgetAt(deps))
  await arm(store)
}

/**
 * The alarm: works on the question that is due first until it has to wait or is done; with no question left and the
 * conversation at rest for long enough, forgets everything. Arms the next alarm whatever happens; rejects only when
 * storage itself fails, and the platform then repeats the alarm.
 */
export async function work(store: ConversationStore, deps: ConversationDeps): Promise<void> {
  try {
    const now = deps.now()
    const runs = await store.runs()
    const due = runs.find(({ dueAt }) => dueAt <= now)
    if (due) await workOn(due, store, deps)
    else if (runs.length === 0 && now >= ((await store.forgetAt()) ?? 0)) {
      await store.forgetEverything()
    }
  } finally {
    await arm(store)
  }
}

async function workOn(stored: Run, store: ConversationStore, deps: ConversationDeps): Promise<void> {
  let run: Run = { ...stored, starts: stored.starts + 1 }
  try {
    await store.save(run)
    for (;;) {
      const step = nextStep(run, {
        now: deps.now(),
        hasModel: deps.model !== null,
        minScore: deps.config.retrieval.minScore,
        partCount: partsOf(run).length,
      })
      if (step.do === 'finish') return await finish(run, store, deps)
      run = await perform(step, run, await store.turns(), deps, store.save)
      await store.save(run)
      if (run.dueAt > deps.now()) return
    }
  } catch (error) {
    // What was stored last is what the next attempt goes by: a step that was begun may have had its effect.
    const [latest = run] = (await store.runs()).filter(({ answerId }) => answerId === run.answerId)
    deps.log('conversation_error', {
      answerId: run.answerId,
      starts: run.starts,
      detail: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown',
    })
    await store.save({ ...latest, dueAt: deps.now() + UNEXPECTED_RETRY_MS * run.starts })
  }
}

async function finish(run: Run, store: ConversationStore, deps: ConversationDeps): Promise<void> {
  const { ask, result } = run
  if (ask.threadId !== null && !ask.isPrivate && result && !isSilent(run)) {
    await store.saveTurns(withTurn(await store.turns(), turnOf(run)))
  }
  await store.setForgetAt(forgetAt(deps))
  await store.close(run)
}

async function arm(store: ConversationStore): Promise<void> {
  const runs = await store.runs()
  const at = nextAlarm(
    runs.map(({ dueAt }) => dueAt),
    await store.forgetAt(),
  )
  if (at !== null) await store.wakeAt(at)
}

function forgetAt({ now, config }: Pick<ConversationDeps, 'now' | 'config'>): number {
  return now() + config.retention.conversationMinutes * MINUTE_MS
}
