import { MINUTE_MS } from '../../budget/day.ts'
import { DISCORD_CODE, type DiscordFailure } from '../../discord/result.ts'
import { createdAt } from '../../discord/snowflake.ts'
import { REPORT_KEPT_MS } from '../../privacy/retention.ts'
import { detailOf, waitAfter } from '../../watch/reading-failed.ts'
import { rulesOf } from './asked.ts'
import { begin } from './beginning.ts'
import { compare } from './compare.ts'
import type { ReplayDeps } from './deps.ts'
import { progressMessage } from './progress.ts'
import { reportMessage } from './report.ts'
import type { Run } from './run.ts'
import { show } from './showing.ts'
import { step } from './step.ts'

/** Between steps, so that a replay takes a small part of the 50 requests a second that Discord allows. */
const PAUSE_MS = 1_000
/** Between edits of the progress: Discord takes few of one message. */
const SHOW_EVERY_MS = 5_000
/** In a row; with waits that double up to five minutes that is more than half an hour. */
const MAX_FAILURES = 12
const ERROR_RETRY_MS = 10_000

/** Does what is next about the run. When to be called again, in epoch milliseconds; null when nothing is left. */
export async function work(deps: ReplayDeps): Promise<number | null> {
  const run = deps.store.load()
  switch (run?.phase) {
    case undefined:
      return null
    case 'beginning':
      return begin(run, deps)
    case 'reading':
      return read(run, deps)
    case 'reporting':
      return report(run, deps)
    case 'finished':
      return forget(run, deps)
  }
}

async function read(before: Run, deps: ReplayDeps): Promise<number> {
  const { store, now } = deps
  const stopped = stoppedRun(before, deps)
  if (stopped) return saved(stopped, deps, now())
  const { run, buffers, recent, failure } = await step(before, deps)
  const failures = failure && failure.kind !== 'rate_limited' ? before.failures + 1 : 0
  const next = stoppedRun({ ...run, failures }, deps) ?? { ...run, failures }
  store.save(next, { buffers, recent })
  if (failure) return afterFailure(next, failure, deps)
  if (next.phase !== 'reading') return now()
  if (now() - next.shownAt < SHOW_EVERY_MS) return now() + PAUSE_MS
  // A progress that cannot be shown does not keep the run from going on; the report will be tried harder.
  const shown = await show(next, progressMessage(next, now(), deps.customId), deps)
  store.save({ ...(stoppedRun(next, deps) ?? next), message: shown.message, shownAt: now() })
  return now() + (shown.failure ? waitAfter(shown.failure, 1) : PAUSE_MS)
}

function stoppedRun(run: Run, { store }: ReplayDeps): Run | null {
  const stop = store.stop()
  if (stop?.runId !== run.id || run.phase !== 'reading') return null
  return { ...run, phase: 'reporting', outcome: { kind: 'stopped', by: stop.by } }
}

function saved(run: Run, { store }: ReplayDeps, at: number): number {
  store.save(run)
  return at
}

function afterFailure(run: Run, failure: DiscordFailure, deps: ReplayDeps): number {
  const { now, log } = deps
  log('replay_not_read', { detail: detailOf(failure) })
  if (run.failures < MAX_FAILURES) return now() + waitAfter(failure, Math.max(1, run.failures))
  const why = 'Discord did not answer for too long'
  return saved({ ...run, failures: 0, phase: 'reporting', outcome: { kind: 'failed', why } }, deps, now())
}

/** Compares with the cases there are, shows the report, and keeps nothing but what its pages need. */
async function report(before: Run, deps: ReplayDeps): Promise<number> {
  const { store, now, config, customId } = deps
  const { asked, scope, judgedTo, outcome } = before
  const until = outcome?.kind === 'done' ? asked.until : judgedTo + 1
  const { matches, comparison } = compare(before.matches, await deps.cases.since(asked.since), {
    rules: rulesOf(asked, deps.policy),
    now: now(),
    isInReach: ({ id, channelId }) =>
      (scope === null || scope.includes(channelId)) && createdAt(id) >= asked.since && createdAt(id) < until,
  })
  const run: Run = { ...before, matches, comparison }
  const parts = reportMessage(run, 0, { guildId: config.community.guildId, customId })
  const { message, failure } = await show(run, parts, deps)
  if (failure) {
    const failures = run.failures + 1
    const isTransient = failure.kind !== 'refused' || failure.code === DISCORD_CODE.unknownMessage
    store.save({ ...before, message, failures })
    if (isTransient && failures < MAX_FAILURES) return now() + waitAfter(failure, failures)
    deps.log('replay_not_reported', { detail: detailOf(failure) })
  }
  const finishedAt = now()
  store.forgetTexts()
  store.save({ ...run, message, phase: 'finished', finishedAt, members: {}, failures: 0 })
  return finishedAt + REPORT_KEPT_MS
}

/** The report stays in the channel, without the buttons that would need what is forgotten. */
async function forget(run: Run, deps: ReplayDeps): Promise<number | null> {
  const { store, now, discord } = deps
  const at = (run.finishedAt ?? 0) + REPORT_KEPT_MS
  if (now() < at) return at
  if (run.message) await discord.editMessage(run.message.channelId, run.message.id, { components: [] })
  // Another run may have begun meanwhile.
  if (store.load()?.id !== run.id) return now()
  store.forgetAll()
  return null
}

/** After an error nobody expected. When they go on, what was found so far is reported. */
export async function afterError({ store, now }: ReplayDeps): Promise<number | null> {
  const run = store.load()
  if (!run) return null
  const failures = run.failures + 1
  const isGivenUp = failures >= MAX_FAILURES && run.phase === 'reading'
  const outcome = { kind: 'failed' as const, why: 'something went wrong on my side' }
  store.save(isGivenUp ? { ...run, failures: 0, phase: 'reporting', outcome } : { ...run, failures })
  return now() + Math.min(ERROR_RETRY_MS * failures, 5 * MINUTE_MS)
}
