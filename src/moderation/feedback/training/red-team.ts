import { bandOf, type Prediction, type Thresholds } from '../band.ts'
import { type DecidingModel, scoreCandidates } from '../deciding-model.ts'
import { RED_TEAM_TABLE } from './red-team-table.ts'

export const EXPECTATIONS = ['flag', 'no_flag', 'ambiguous_or_no_flag', 'ambiguous_or_flag'] as const
export type Expectation = (typeof EXPECTATIONS)[number]

const ALLOWED: Record<Expectation, readonly Prediction[]> = {
  flag: ['flag'],
  no_flag: ['no_flag'],
  ambiguous_or_no_flag: ['ambiguous', 'no_flag'],
  ambiguous_or_flag: ['ambiguous', 'flag'],
}

/** A conversation that is meant to mislead, with the candidates found in it. */
export interface RedTeamCase {
  id: string
  expect: Expectation
  /** A message speaks to the model and is no candidate: moderators see it whatever a model says. */
  hasUnlistedOrders: boolean
  candidates: { features: number[]; givesOrders: boolean }[]
}

export interface RedTeamOutcome {
  id: string
  expect: Expectation
  /** Of the worst of its candidates. */
  outcome: Prediction
  /** Of the candidates, in their order. */
  probabilities: number[]
  isAsExpected: boolean
  /** Decided without a moderator, and wrongly: what must never happen. */
  isWrong: boolean
}

export function redTeamOutcome(
  { id, expect, hasUnlistedOrders, candidates }: RedTeamCase,
  model: DecidingModel,
  thresholds: Thresholds,
): RedTeamOutcome {
  const probabilities = [
    ...scoreCandidates(
      model,
      candidates.map(({ features }) => features),
    ),
  ]
  const bands = probabilities.map((probability, index) =>
    bandOf(probability, thresholds, candidates[index]?.givesOrders),
  )
  const outcome: Prediction = bands.includes('flag')
    ? 'flag'
    : bands.includes('ambiguous') || hasUnlistedOrders
      ? 'ambiguous'
      : 'no_flag'
  const isAsExpected = ALLOWED[expect].includes(outcome)
  return {
    id,
    expect,
    outcome,
    probabilities,
    isAsExpected,
    isWrong: outcome !== 'ambiguous' && !isAsExpected,
  }
}

export const redTeamOutcomes = (
  cases: readonly RedTeamCase[],
  model: DecidingModel,
  thresholds: Thresholds,
): RedTeamOutcome[] => cases.map((each) => redTeamOutcome(each, model, thresholds))

/** One line a conversation: id, expectation, 1 for unlisted orders, and candidates as `orders:feature,feature`. */
export const packRedTeam = (cases: readonly RedTeamCase[]): string =>
  cases
    .map(({ id, expect, hasUnlistedOrders, candidates }) =>
      [
        id,
        EXPECTATIONS.indexOf(expect),
        Number(hasUnlistedOrders),
        ...candidates.map(
          ({ features, givesOrders }) =>
            `${Number(givesOrders)}:${features.map((value) => Number(value.toFixed(4))).join()}`,
        ),
      ].join(' '),
    )
    .join('\n')

/** The red team as the Worker knows it: numbers only, no words. */
export function redTeam(table: string = RED_TEAM_TABLE): RedTeamCase[] {
  return table.split('\n').map((line) => {
    const [id = '', expect = '', orders, ...candidates] = line.split(' ')
    return {
      id,
      expect: EXPECTATIONS[Number(expect)] ?? 'flag',
      hasUnlistedOrders: orders === '1',
      candidates: candidates.map((text) => {
        const [givesOrders, features = ''] = text.split(':')
        return { givesOrders: givesOrders === '1', features: features.split(',').map(Number) }
      }),
    }
  })
}
