import type { MessageParts } from '../../../discord/messages.ts'
import type { TrainingReport } from './challenger.ts'
import { count, decimals, percent, versionText } from './figure-text.ts'
import { LOSS_MARGIN } from './gate.ts'
import type { Job, TrainingOutcome } from './job.ts'

const COLOUR: Record<TrainingOutcome, number> = {
  promoted: 0x2f7d6b,
  not_let_through: 0xb7791f,
  overtaken: 0xb7791f,
  same: 0x5b6370,
  failed: 0xb3261e,
}
/** Conversations of the red team that are named. */
const NAMED = 5

/** What moderators read when a training is over. */
export function trainingMessage(
  { by, version, outcome }: Pick<Job, 'by' | 'version' | 'outcome'>,
  report: TrainingReport | null,
): MessageParts {
  const ended = outcome ?? 'failed'
  const asked = by === null ? 'Enough new ratings were in.' : `Asked for by <@${by}>.`
  const lines = report === null || version === null ? failedLines() : linesOf(ended, version, report)
  return {
    embeds: [
      {
        title: titleOf(ended, version ?? 0),
        description: [...lines, '', asked].join('\n'),
        color: COLOUR[ended],
      },
    ],
  }
}

function titleOf(outcome: TrainingOutcome, version: number): string {
  switch (outcome) {
    case 'promoted':
      return `Feedback model: version ${version} decides now`
    case 'not_let_through':
      return `Feedback model: version ${version} was not let through`
    case 'overtaken':
      return `Feedback model: version ${version} waits`
    case 'same':
      return 'Feedback model: nothing new was learned'
    case 'failed':
      return 'Feedback model: learning failed'
  }
}

const failedLines = (): string[] => [
  'Something went wrong on my side, several times. The model that decided before still does. `/retrain` tries it again.',
]

function linesOf(outcome: TrainingOutcome, version: number, report: TrainingReport): string[] {
  if (outcome === 'same') return [`The ratings give the very model that decides already, version ${version}.`]
  const { gate, learnedFrom, network, calibration, proposals } = report
  const left =
    learnedFrom.leftOut === 0
      ? ''
      : `; ${learnedFrom.leftOut} left out, as others of their conversation are held out`
  return [
    `Learned from ${count(learnedFrom.rows, 'rated message')}, ${learnedFrom.upheld} of them upheld${left}.`,
    '',
    ...testLines(report),
    '',
    `Kind: ${network?.isBetter ? 'small network, better than the logistic regression out of fold' : networkText(network)}. Calibration: ${CALIBRATION[calibration]}.`,
    ...proposalLines(proposals),
    '',
    NEXT[outcome](version, gate.against),
  ]
}

/** What the test said, one line a part. */
export function testLines({ gate: { against, holdOut, redTeam } }: TrainingReport): string[] {
  return [
    `${mark(holdOut.isNotWorse)} **On ${count(holdOut.rows, 'message')} held out:** log-loss ${decimals(holdOut.challenger)}, ${versionText(against)} has ${decimals(holdOut.champion)} (lower is better). ${worstText(holdOut.worstCase)}`,
    `${mark(redTeam.isNotWorse)} **On ${redTeam.conversations} conversations of the red team:** ${redTeamText(redTeam)}`,
  ]
}

const mark = (isGood: boolean): string => (isGood ? '✅' : '❌')

function worstText(worst: number | null): string {
  if (worst === null) return 'How much worse it might be cannot be told.'
  if (worst <= 0) return 'It is better also in the worst case.'
  return `At worst it is ${decimals(worst)} worse; up to ${decimals(LOSS_MARGIN)} is let through.`
}

function redTeamText({ challengerWrong, championWrong }: TrainingReport['gate']['redTeam']): string {
  if (challengerWrong.length === 0) return 'wrong with high confidence nowhere.'
  const named = challengerWrong.slice(0, NAMED).map((id) => `\`${id}\``)
  const more = challengerWrong.length - named.length
  return `wrong with high confidence in ${challengerWrong.length} (before: ${championWrong.length}): ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}

const networkText = (network: TrainingReport['network']): string =>
  network === null
    ? 'logistic regression (too few ratings to try a network)'
    : 'logistic regression (a small network was tried and is not better)'

const CALIBRATION: Record<TrainingReport['calibration'], string> = {
  identity: 'none needed',
  platt: 'Platt',
  isotonic: 'isotonic',
}

function proposalLines({ wantedPrecision, wantedCards }: TrainingReport['proposals']): string[] {
  return [
    ...(wantedPrecision
      ? [
          `For 8 of 10 flags to be upheld, \`thresholds.tHigh\` could be ${decimals(wantedPrecision.threshold)} (it would flag ${percent(wantedPrecision.recall)} of what is to be upheld).`,
        ]
      : []),
    ...(wantedCards
      ? [
          `For at most 10 cards a day, \`thresholds.tLow\` could be ${decimals(wantedCards.threshold)} (they would hold ${percent(wantedCards.recall)} of what is to be upheld).`,
        ]
      : []),
  ]
}

const NEXT: Record<TrainingOutcome, (version: number, against: number) => string> = {
  promoted: (_, against) => `\`/model rollback\` brings back ${versionText(against)}.`,
  not_let_through: (version, against) =>
    `${capital(versionText(against))} goes on deciding. \`/model promote version:${version}\` overrides that.`,
  overtaken: (version, against) =>
    `It was compared with ${versionText(against)}, which no longer decides. \`/retrain\` compares anew, \`/model promote version:${version}\` takes it as it is.`,
  same: () => '',
  failed: () => '',
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
