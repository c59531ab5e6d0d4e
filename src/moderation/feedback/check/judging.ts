import { isAfter } from '../../../discord/snowflake.ts'
import { run as runSql } from '../../../knowledge/database.ts'
import { costMicroUsd } from '../../../llm/prices.ts'
import { addExchangesSql } from '../../../storage/exchanges.ts'
import { champion } from '../../../storage/feedback-models.ts'
import {
  clearSql,
  dropUnratedSql,
  type Flag,
  flagsOfMessages,
  judgeSql,
  markGoneSql,
} from '../../../storage/flags.ts'
import { keepMessages, markDeleted } from '../../../storage/messages.ts'
import { endRunSql } from '../../../storage/model-runs.ts'
import { NO_VOTES, votesOn } from '../../../storage/reviews.ts'
import { checkedAnswer } from '../candidates.ts'
import { decidingModel } from '../deciding-model.ts'
import { type KnownFlag, reconcile } from '../outcome.ts'
import { expertPrior } from '../prior.ts'
import { exchangesIn } from '../statistics.ts'
import type { CheckContext } from './context.ts'
import { contextOf } from './context.ts'
import type { CheckDeps } from './deps.ts'
import { type CheckRun, ended } from './run.ts'
import { type Judged, judgedCandidates } from './scoring.ts'
import { isReacted, planShown, type Shown, type ShowPlan, type Wanted } from './showing.ts'

/**
 * What follows from the model's answer: rows first, then, in one step with the end of the run, what is to be shown. A
 * restart in between does it again, and the rows know the run.
 */
export async function judge(run: CheckRun, deps: CheckDeps): Promise<CheckRun> {
  const { store, db, policy, now, model, log } = deps
  const { order, answer } = run
  const { runId, place } = order
  const context = await contextOf(order, deps)
  const { plan, pseudonyms } = context
  const judgedMessages = plan.kept.filter(({ isToJudge }) => isToJudge)
  const checked = answer
    ? checkedAnswer(answer.value, context.packet(null), pseudonyms)
    : { candidates: [], dropped: [], unlistedOrders: [] }
  if (checked.dropped.length > 0)
    log('check_dropped', { run: runId, reasons: checked.dropped.map(({ reason }) => reason).join(', ') })
  const judgedIds = new Set(judgedMessages.map(({ id }) => id))
  const goneIds = new Set(order.goneIds)
  const rows = await flagsOfMessages(db, place.id, [...judgedIds, ...goneIds])
  const { judged: matched, cleared } = reconcile(
    knownFlags(rows, store.allShown(), new Set([...judgedIds, ...goneIds])),
    [...checked.candidates, ...checked.unlistedOrders.map((id) => ({ messageIds: [id] }))],
    judgedIds,
    goneIds,
  )
  const deciding = decidingModel(await champion(db), expertPrior(policy.prior))
  const judged = await judgedCandidates(
    matched,
    new Map(rows.map((row) => [row.flagId, row])),
    context,
    deciding,
    {
      ...deps,
      runId,
      place,
    },
  )
  const fate = fateOf(judged, cleared, store.allShown(), rows, goneIds)
  const at = now()
  await keepMessages(
    db,
    order.messages
      .filter(({ id }) => judgedIds.has(id))
      .map((message) => ({
        id: message.id,
        channelId: place.id,
        authorId: message.author.id,
        createdAt: message.createdAt,
        editedAt: message.editedAt,
        content: message.content,
      })),
  )
  if (goneIds.size > 0) await markDeleted(db, [...goneIds])
  const usage = answer?.usage ?? null
  await runSql(db, [
    ...judged.map(({ row }) => judgeSql(row, at)),
    ...(fate.gone.length > 0 ? [markGoneSql(fate.gone, at)] : []),
    ...(fate.cleared.length > 0 ? [clearSql(fate.cleared, runId, at), dropUnratedSql(fate.cleared)] : []),
    ...addedExchanges(context, runId, at, policy.attributeHalfLifeDays),
    endRunSql(
      runId,
      {
        status: 'done',
        candidates: judged.length,
        usage,
        costMicroUsd: usage && costMicroUsd(usage, model.price),
        detail: null,
      },
      at,
    ),
  ])
  await deps.followUps.askAbout(
    checked.candidates.flatMap(({ answers, messageIds: [messageId = ''] }) =>
      answers.unknown_terms.map((term) => ({ term, messageId, channelId: place.id })),
    ),
  )
  const plans = await plansOf(judged, fate, deps, place.id)
  const done = ended(
    run,
    {
      isDone: true,
      lastProcessedMessageId: judgedMessages.at(-1)?.id ?? null,
      later: laterThan(plan.later, judgedMessages.at(-1)?.id ?? null),
    },
    {
      summary: {
        judged: judgedMessages.length,
        flagged: judged.filter(({ row, wantsCard }) => wantsCard && row.prediction === 'flag').length,
        doubtful: judged.filter(({ row, wantsCard }) => wantsCard && row.prediction !== 'flag').length,
        cleared: fate.cleared.length,
      },
    },
  )
  store.conclude(done, plans, at)
  return done
}

/** Rows of the database, and what is shown of rows that are gone already. */
function knownFlags(rows: readonly Flag[], shown: readonly Shown[], ids: ReadonlySet<string>): KnownFlag[] {
  const inRows = new Set(rows.map(({ flagId }) => flagId))
  return [
    ...rows,
    ...shown
      .filter(({ flagId, messageIds }) => !inRows.has(flagId) && messageIds.some((id) => ids.has(id)))
      .map(({ flagId, messageIds }) => ({ flagId, messageIds, status: 'active' as const })),
  ]
}

interface Fate {
  /** Shown no longer. */
  cleared: string[]
  /** All their messages are deleted: moderators may still say what they were. */
  gone: string[]
}

function fateOf(
  judged: readonly Judged[],
  cleared: readonly string[],
  shown: readonly Shown[],
  rows: readonly Flag[],
  goneIds: ReadonlySet<string>,
): Fate {
  const messageIds = new Map([...rows, ...shown].map((each) => [each.flagId, each.messageIds]))
  const isShown = (flagId: string) => shown.some((each) => each.flagId === flagId && each.hasCard)
  const isGone = (flagId: string) => (messageIds.get(flagId) ?? []).every((id) => goneIds.has(id))
  // A card about a message that its author has taken back still waits for the moderators.
  const gone = cleared.filter((flagId) => isGone(flagId) && isShown(flagId))
  const dropped = judged.filter(({ row, wantsCard }) => !wantsCard && isShown(row.flagId))
  return {
    gone,
    cleared: [...cleared.filter((id) => !gone.includes(id)), ...dropped.map(({ row }) => row.flagId)],
  }
}

async function plansOf(
  judged: readonly Judged[],
  { cleared, gone }: Fate,
  { store, db, policy, isDry, now }: CheckDeps,
  channelId: string,
): Promise<ShowPlan[]> {
  const at = now()
  const plan = (flagId: string, wanted: Wanted) =>
    planShown(flagId, store.shown(flagId), store.effectsOf(flagId), wanted, at)
  const visible = judged.filter(({ row, wantsCard }) => wantsCard && !cleared.includes(row.flagId))
  const votes = await votesOn(
    db,
    visible.map(({ row }) => row.flagId),
  )
  const kept = visible.flatMap(({ row, before }) => {
    const reacts = !isDry && isReacted(row.prediction, votes.get(row.flagId) ?? NO_VOTES)
    const [first = row.flagId] = row.messageIds
    const reaction = reacts ? { message: { id: first, channelId }, emoji: policy.reactionEmoji } : null
    const shown = store.shown(row.flagId)
    const isSame =
      shown?.hasCard === true &&
      shown.reaction?.message.id === reaction?.message.id &&
      before !== null &&
      before.prediction === row.prediction &&
      before.goneAt === null &&
      before.messageIds.join() === row.messageIds.join()
    return isSame ? [] : [plan(row.flagId, { messageIds: row.messageIds, reaction, card: true })]
  })
  const removed = [...new Set(cleared)].flatMap((flagId) => {
    const shown = store.shown(flagId)
    return shown ? [plan(flagId, { messageIds: shown.messageIds, reaction: null, card: false })] : []
  })
  const marked = gone.flatMap((flagId) => {
    const shown = store.shown(flagId)
    return shown ? [plan(flagId, { messageIds: shown.messageIds, reaction: null, card: true })] : []
  })
  return [...kept, ...removed, ...marked]
}

function addedExchanges({ plan }: CheckContext, runId: string, now: number, halfLifeDays: number) {
  const counts = exchangesIn(plan.kept)
  return counts.size === 0 ? [] : [addExchangesSql(counts, runId, now, halfLifeDays)]
}

function laterThan(later: readonly { id: string }[], last: string | null): number {
  return later.filter(({ id }) => last === null || isAfter(id, last)).length
}
