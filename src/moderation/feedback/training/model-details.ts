import type { MessageParts } from '../../../discord/messages.ts'
import type { Model, Prior } from '../../../learning/index.ts'
import type { FeedbackModel } from '../../../storage/feedback-models.ts'
import { decidingModel } from '../deciding-model.ts'
import { FEATURE_NAMES } from '../features.ts'
import { count, inWords, percent } from './figure-text.ts'
import { parseTrainingReport } from './report-json.ts'
import { testLines } from './training-message.ts'

const COLOUR = 0x3b6ea8
const SHOWN_WEIGHTS = 12

/** What a model weighs and how it was tested; null is the expert's prior. */
export function modelDetails(stored: FeedbackModel | null, prior: Prior): MessageParts {
  const { model } = decidingModel(stored, prior)
  return {
    embeds: [
      {
        title: stored === null ? 'The expert’s prior' : `Version ${stored.version}`,
        description: (stored === null ? priorLines() : lines(stored)).join('\n'),
        fields: [{ name: 'What weighs most (log-odds for a step of 1)', value: weightLines(model, prior) }],
        color: COLOUR,
      },
    ],
  }
}

const priorLines = (): string[] => [
  'What was believed of each feature before anybody had voted. It decides until a model has learned enough to do better, and whenever you go back to it.',
]

function lines({ createdAt, metrics, kind }: FeedbackModel): string[] {
  const report = parseTrainingReport(metrics)
  const share = report.learnedFrom.rows === 0 ? 0 : report.learnedFrom.upheld / report.learnedFrom.rows
  return [
    `Trained <t:${Math.floor(createdAt / 1000)}:f> on ${count(report.learnedFrom.rows, 'rated message')}, ${percent(share)} of them upheld. ${kind === 'mlp' ? 'A small network on top of' : 'A'} logistic regression.`,
    ...testLines(report),
  ]
}

function weightLines(model: Model, prior: Prior): string {
  const { weights } = model.kind === 'mlp' ? model.base : model
  return weights
    .map((weight, index) => ({ weight, index }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, SHOWN_WEIGHTS)
    .map(({ weight, index }) => {
      const before = prior.weights[index]?.mean ?? 0
      const change = Math.abs(weight - before) < 0.005 ? '' : ` (at first ${signed(before)})`
      return `${inWords(FEATURE_NAMES[index] ?? 'unknown')} **${signed(weight)}**${change}`
    })
    .join('\n')
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
