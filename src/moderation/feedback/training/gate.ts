import { type Comparison, compareSteps, logit, type Steps, seeded } from '../../../learning/index.ts'
import type { Thresholds } from '../band.ts'
import { type DecidingModel, scoreCandidates } from '../deciding-model.ts'
import { type RedTeamCase, redTeamOutcomes } from './red-team.ts'
import { type LabelledRow, tableOf } from './rows.ts'

/** Nats by which a challenger might be worse, at most, with 97.5 % confidence. */
export const LOSS_MARGIN = 0.05
const SEED = 3

/**
 * The test a challenger has to pass, in two parts. On the frozen hold-out its mean log-loss is not above the champion's,
 * and the upper end of the difference's 95 % interval (paired bootstrap, whole authors and conversations) is at most
 * `LOSS_MARGIN`. On the red team it is wrong with high confidence nowhere, or at least nowhere that the champion is not.
 */
export interface Gate {
  /** The version it was compared with. */
  against: number
  holdOut: {
    rows: number
    /** Mean log-loss, in nats. */
    champion: number
    challenger: number
    /** Upper end of challenger minus champion; null when it cannot be told. */
    worstCase: number | null
    isNotWorse: boolean
  }
  redTeam: {
    conversations: number
    /** Decided without a moderator, and wrongly. */
    championWrong: string[]
    challengerWrong: string[]
    isNotWorse: boolean
  }
  passes: boolean
}

export interface GateInput {
  champion: DecidingModel
  challenger: DecidingModel
  holdOut: readonly LabelledRow[]
  redTeam: readonly RedTeamCase[]
  thresholds: Thresholds
}

export function* gateSteps({ champion, challenger, holdOut, redTeam, thresholds }: GateInput): Steps<Gate> {
  const { data, groups } = tableOf(holdOut)
  const features = holdOut.map(({ candidate }) => candidate.features)
  const margins = (model: DecidingModel) => scoreCandidates(model, features).map(logit)
  const compared = yield* compareSteps(data, groups, margins(champion), margins(challenger), seeded(SEED))
  const wrong = (model: DecidingModel) =>
    redTeamOutcomes(redTeam, model, thresholds)
      .filter(({ isWrong }) => isWrong)
      .map(({ id }) => id)
  const championWrong = wrong(champion)
  const challengerWrong = wrong(challenger)
  const holdOutPart = { rows: holdOut.length, ...holdOutVerdict(compared) }
  const isNotWorse = challengerWrong.every((id) => championWrong.includes(id))
  return {
    against: champion.version,
    holdOut: holdOutPart,
    redTeam: { conversations: redTeam.length, championWrong, challengerWrong, isNotWorse },
    passes: holdOutPart.isNotWorse && isNotWorse,
  }
}

function holdOutVerdict({ champion, challenger, gain, interval }: Comparison) {
  const worstCase = interval === null ? null : -interval.low
  return {
    champion,
    challenger,
    worstCase,
    isNotWorse: gain >= 0 && worstCase !== null && worstCase <= LOSS_MARGIN,
  }
}
