import type { Flag, JudgedCandidate, Reason } from '../../../storage/flags.ts'
import type { Place } from '../../../watch/place.ts'
import { bandOf } from '../band.ts'
import type { Candidate } from '../candidates.ts'
import { type DecidingModel, scoreCandidate } from '../deciding-model.ts'
import { FEATURE_NAMES, FEATURES, featureVector } from '../features.ts'
import { drawOf, outcomeOf } from '../outcome.ts'
import { statisticsOf } from '../statistics.ts'
import type { CheckContext } from './context.ts'
import type { CheckDeps } from './deps.ts'
import { waiverOf } from './waiver.ts'

const MAX_EXCERPT_CHARS = 900
/** As many reasons as a moderator reads. */
const REASONS = 3
const MIN_LOG_ODDS = 0.02
const UNLISTED_NOTE = 'It speaks to the model that helps here, which did not mention it.'

/** What a run found: a candidate, or a message that gives the model orders and that it kept quiet about. */
export type Found = Candidate | { messageIds: string[] }

export interface Judged {
  row: JudgedCandidate
  wantsCard: boolean
  /** As it stood before this run. */
  before: Flag | null
}

/** Scores what was found, and decides what becomes of each. */
export async function judgedCandidates(
  matched: readonly { candidate: Found; flagId: string }[],
  known: ReadonlyMap<string, Flag>,
  context: CheckContext,
  deciding: DecidingModel,
  deps: Pick<CheckDeps, 'policy' | 'secret' | 'discord' | 'guildId' | 'now'> & {
    runId: string
    place: Place
  },
): Promise<Judged[]> {
  const { policy, secret, runId, place, now } = deps
  const { plan, pseudonyms, people, members } = context
  const anonIds = new Map(members.map(({ discordId, anonId }) => [discordId, anonId]))
  const messages = new Map(plan.kept.map((message) => [message.id, message]))
  const isWaiver = waiverOf(deps)
  const judged: Judged[] = []
  for (const { candidate, flagId } of matched) {
    const isListed = 'answers' in candidate
    const features = isListed
      ? featureVector({
          answers: candidate.answers,
          statistics: statisticsOf(candidate, plan.kept, people, now()),
        })
      : FEATURE_NAMES.map((name) => FEATURES[name].missing)
    const { score, rawScore, contributions } = scoreCandidate(deciding, features)
    const prediction = bandOf(score, policy.thresholds, isListed ? candidate.givesOrders : true)
    const targetId = isListed ? candidate.targetId : null
    const isWaived = prediction !== 'no_flag' && targetId !== null && (await isWaiver(targetId))
    const before = known.get(flagId) ?? null
    const draw = await drawOf(flagId, secret)
    const outcome = outcomeOf(prediction, { isWaived, auditSampleRate: policy.auditSampleRate, draw })
    const isAudit = before?.isAudit ?? outcome.isAudit
    const wantsCard = outcome.card || (isAudit && !isWaived)
    const own = candidate.messageIds.flatMap((id) => messages.get(id) ?? [])
    const authorId = own[0]?.authorId ?? ''
    const words = own.map(({ text }) => pseudonyms.hide(text)).join('\n')
    judged.push({
      before,
      wantsCard,
      row: {
        flagId,
        messageIds: candidate.messageIds,
        channelId: place.id,
        runId,
        authorAnonId: anonIds.get(authorId) ?? null,
        targetAnonId: targetId === null ? null : (anonIds.get(targetId) ?? null),
        prediction,
        score,
        rawScore,
        modelVersion: deciding.version,
        calibrationVersion: deciding.calibrationVersion,
        features,
        why: reasonsOf(features, contributions),
        note: isListed ? candidate.note : UNLISTED_NOTE,
        excerpt: wantsCard ? words.slice(0, MAX_EXCERPT_CHARS) : null,
        isAudit,
        inclusionProbability: outcome.inclusionProbability,
        isWaived,
      },
    })
  }
  return judged
}

/** What moved the log-odds most, either way. */
function reasonsOf(features: readonly number[], contributions: readonly number[]): Reason[] {
  return FEATURE_NAMES.map((name, index) => ({
    name,
    value: features[index] ?? 0,
    logOdds: contributions[index] ?? 0,
  }))
    .filter(({ logOdds }) => Math.abs(logOdds) >= MIN_LOG_ODDS)
    .toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds))
    .slice(0, REASONS)
}
