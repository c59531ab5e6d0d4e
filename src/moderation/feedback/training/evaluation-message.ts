import type { Drawing } from '../../../charts/drawing.ts'
import {
  cardsPerDay,
  type DayOfCards,
  precisionRecallCurve,
  reliabilityDiagram,
} from '../../../charts/evaluation.ts'
import type { MessageParts } from '../../../discord/messages.ts'
import { escapeMarkdown, maskedLink, shorten } from '../../../discord/text.ts'
import { messageUrl } from '../../enforcement/card.ts'
import type { Thresholds } from '../band.ts'
import type { Evaluation, Mistake } from './evaluation.ts'
import { count, decimals, figureText, percent, versionText } from './figure-text.ts'

const COLOUR = 0x3b6ea8
const NOTE_CHARS = 120

/** The figures of an evaluation in words: what it is, and its value with the 95 % interval. */
export function figureLines({ report }: Evaluation): [string, string][] {
  const { figures } = report
  return [
    ['Of what it flags at once, upheld', figureText(figures.precisionOfFlags)],
    ['Of what is to be upheld, flagged or asked about', figureText(figures.recallOfCards)],
    ['Decided without asking', figureText(figures.decidedShare)],
    ['Of that, right', figureText(figures.accuracyOfDecided)],
    ['ROC AUC', figureText(figures.rocAuc, decimals)],
    ['PR AUC', figureText(figures.prAuc, decimals)],
    ['Log-loss', figureText(figures.logLoss, decimals)],
    ['Brier score', figureText(figures.brier, decimals)],
    ['Calibration error', figureText(figures.expectedCalibrationError, decimals)],
  ]
}

export function evaluationDrawings(
  { report, curve }: Evaluation,
  band: Thresholds,
  days: readonly DayOfCards[] | null,
): Record<string, Drawing> {
  return {
    reliability: reliabilityDiagram(report.reliability),
    'precision-recall': precisionRecallCurve(curve, band),
    ...(days && { 'cards-per-day': cardsPerDay(days) }),
  }
}

/** What moderators read; the pictures go beside it. */
export function evaluationMessage(
  evaluation: Evaluation,
  { rows, guildId, by }: { rows: number; guildId: string; by: string | null },
): MessageParts {
  const { version, mistakes } = evaluation
  const lines = figureLines(evaluation).map(([name, value]) => `${name}: **${value}**`)
  return {
    embeds: [
      {
        title: `Evaluation of ${versionText(version)}`,
        description: [
          `On ${count(rows, 'rated message')} that it never learned from; in brackets 95 % intervals. What was shown by chance counts for all that was not shown.`,
          '',
          ...lines,
        ].join('\n'),
        color: COLOUR,
        ...(by !== null && { footer: { text: 'Asked for with /evaluate' } }),
      },
      {
        title: mistakes.length === 0 ? 'No confident mistakes' : 'Its most confident mistakes',
        description:
          mistakes.length === 0
            ? 'Nothing was on the wrong side of one half.'
            : mistakes.map((each) => mistakeLine(each, guildId)).join('\n'),
        color: COLOUR,
      },
    ],
  }
}

function mistakeLine({ row, probability }: Mistake, guildId: string): string {
  const { candidate, label } = row
  const id = candidate.messageIds.at(-1)
  const note = escapeMarkdown(shorten(candidate.note, NOTE_CHARS)) || 'no note'
  const where =
    id === undefined || candidate.channelId === ''
      ? note
      : `${maskedLink('message', messageUrl(guildId, { channelId: candidate.channelId, id }))} ${note}`
  return `• It said ${percent(probability)}, moderators ${label > 0.5 ? 'upheld' : 'rejected'} it (${percent(label)}): ${where}`
}
