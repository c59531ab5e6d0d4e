import { connectedGroups, type Dataset, makeDataset } from '../../../learning/index.ts'
import type { RatedCandidate } from '../../../storage/reviews.ts'
import { fitted } from '../deciding-model.ts'
import { FEATURE_NAMES } from '../features.ts'
import { hastyVotes, softLabel } from './votes.ts'

/** Candidates of a channel this close to each other are one conversation. */
const SAME_CONVERSATION_MS = 30 * 60_000

/** What a label is about: one candidate, whatever the number of votes. */
export interface LabelledRow {
  candidate: RatedCandidate
  label: number
  /** Inverse of the probability that it was shown, times what its votes count. */
  weight: number
  author: string | null
  conversation: string
}

export interface Rows {
  learn: LabelledRow[]
  holdOut: LabelledRow[]
  /** On the learning side, but part of a conversation that is held out: used for nothing. */
  leftOut: LabelledRow[]
}

/** What can be learned from and judged by, of everything that was rated; each candidate on its side (`sidesOf`). */
export function rowsOf(candidates: readonly RatedCandidate[]): Rows {
  const rows = labelledRows(candidates)
  const holdOut = rows.filter(({ candidate }) => candidate.isHoldOut)
  const heldOut = new Set(holdOut.map(({ conversation }) => conversation))
  const others = rows.filter(({ candidate }) => !candidate.isHoldOut)
  return {
    holdOut,
    learn: others.filter(({ conversation }) => !heldOut.has(conversation)),
    leftOut: others.filter(({ conversation }) => heldOut.has(conversation)),
  }
}

function labelledRows(candidates: readonly RatedCandidate[]): LabelledRow[] {
  const hasty = hastyVotes(candidates.flatMap(({ votes }) => votes))
  const conversations = conversationsOf(candidates)
  return candidates.flatMap((candidate) => {
    const voted = softLabel(candidate.votes, hasty)
    if (voted === null) return []
    return [
      {
        candidate,
        label: voted.label,
        weight: voted.weight / candidate.inclusionProbability,
        author: candidate.authorAnonId === null ? null : String(candidate.authorAnonId),
        conversation: conversations.get(candidate) ?? candidate.flagId,
      },
    ]
  })
}

/** Candidates of one channel that follow each other closely; what was imported without a channel stands alone. */
function conversationsOf(candidates: readonly RatedCandidate[]): Map<RatedCandidate, string> {
  const found = new Map<RatedCandidate, string>()
  for (const [channelId, own] of Map.groupBy(candidates, (each) => each.channelId)) {
    let name = ''
    let last = -Infinity
    for (const candidate of own.toSorted((a, b) => a.createdAt - b.createdAt)) {
      if (channelId === '' || candidate.createdAt - last > SAME_CONVERSATION_MS) name = candidate.flagId
      last = candidate.createdAt
      found.set(candidate, name)
    }
  }
  return found
}

export interface Table {
  data: Dataset
  /** Rows that share an author or a conversation, directly or through others. */
  groups: Int32Array
}

export function tableOf(rows: readonly LabelledRow[]): Table {
  const columns = FEATURE_NAMES.length
  return {
    data: makeDataset(
      Float64Array.from(rows.flatMap(({ candidate }) => fitted(candidate.features, columns))),
      columns,
      Float64Array.from(rows, ({ label }) => label),
      Float64Array.from(rows, ({ weight }) => weight),
    ),
    groups: connectedGroups(
      rows.map(({ author }) => author),
      rows.map(({ conversation }) => conversation),
    ),
  }
}

/** Days from the first to the last, at least one: what figures per day are about. */
export function daysOf(rows: readonly LabelledRow[]): number {
  const times = rows.map(({ candidate }) => candidate.createdAt)
  const span = times.reduce((a, b) => Math.max(a, b), 0) - times.reduce((a, b) => Math.min(a, b), Infinity)
  return Math.max(1, span / 86_400_000)
}
