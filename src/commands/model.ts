import { CONTEXT, commandGroup, OPTION, subCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { privately } from '../discord/reply.ts'
import { count, decimals, versionText } from '../moderation/feedback/training/figure-text.ts'
import { modelDetails } from '../moderation/feedback/training/model-details.ts'
import { parseTrainingReport } from '../moderation/feedback/training/report-json.ts'
import type { FeedbackModel } from '../storage/feedback-models.ts'
import type { CommandDeps } from './deps.ts'

const LISTED = 15

const STATUS: Record<FeedbackModel['status'], string> = {
  champion: 'decides',
  challenger: 'waits',
  retired: 'decided before',
  rejected: 'not let through',
}

const list = subCommand({
  declaration: { name: 'list', description: 'The latest models, and which one decides' },

  async handle(_, { training }: CommandDeps) {
    const models = await training.list(LISTED)
    if (models.length === 0) {
      return privately(
        'No model was trained yet: the expert’s prior decides. `/retrain` trains one, or says what is missing for it.',
      )
    }
    const isPrior = models.every(({ status }) => status !== 'champion') && (await training.deciding()) === 0
    return privately(
      [...models.map(line), `**0** the expert’s prior${isPrior ? ': decides' : ''}`]
        .join('\n')
        .slice(0, 2000),
    )
  },
})

function line({ version, status, labels, createdAt, metrics }: FeedbackModel): string {
  const { gate } = parseTrainingReport(metrics)
  return `**${version}** <t:${Math.floor(createdAt / 1000)}:d>: ${STATUS[status]}; from ${count(labels, 'rating')}, log-loss ${decimals(gate.holdOut.challenger)} held out`
}

const show = subCommand({
  declaration: {
    name: 'show',
    description: 'A model: what it weighs, how it was tested, how it came to decide',
    options: [
      {
        type: OPTION.integer,
        name: 'version',
        description: 'Which one; without it, the one that decides. 0 is the expert’s prior',
        min_value: 0,
      },
    ],
  },

  async handle({ options }, { training }: CommandDeps) {
    const version = options.version ?? (await training.deciding())
    const model = version === 0 ? null : await training.byVersion(version)
    if (version !== 0 && model === null) return privately(unknown(version))
    return { kind: 'message', ephemeral: true, ...modelDetails(model, training.prior) }
  },
})

const promote = subCommand({
  declaration: {
    name: 'promote',
    description: 'Makes a model the one that decides, whatever its test said',
    options: [
      {
        type: OPTION.integer,
        name: 'version',
        description: 'Which one; 0 is the expert’s prior',
        required: true,
        min_value: 0,
      },
    ],
  },

  async handle({ actor, options: { version } }, { training, now }: CommandDeps) {
    if ((await training.deciding()) === version)
      return privately(`${capital(versionText(version))} decides already.`)
    const model = version === 0 ? null : await training.byVersion(version)
    if (version !== 0 && model === null) return privately(unknown(version))
    await training.promote({
      interactionId: actor.interactionId,
      moderatorId: actor.memberId,
      version,
      now: now(),
    })
    const doubt =
      model && !parseTrainingReport(model.metrics).gate.passes
        ? ' It did not pass its test: `/model show` says why.'
        : ''
    return privately(
      `From the next check on, ${versionText(version)} decides.${doubt} \`/model rollback\` takes it back.`,
    )
  },
})

const rollback = subCommand({
  declaration: { name: 'rollback', description: 'Back to the model that decided before' },

  async handle({ actor }, { training, now }: CommandDeps) {
    const back = await training.rollback({
      interactionId: actor.interactionId,
      moderatorId: actor.memberId,
      now: now(),
    })
    return privately(
      back === null
        ? 'No other model decided before. `/model list` shows what there is.'
        : `${capital(versionText(back.to))} decides again, from the next check on, instead of ${versionText(back.from)}. \`/model promote\` brings any other.`,
    )
  },
})

/** For moderators: the models that were trained on their votes. */
export const modelCommand = commandGroup({
  declaration: {
    name: 'model',
    description: 'For moderators: the models that learned from your ratings, and which one decides',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',
  subCommands: [list, show, promote, rollback],
})

const unknown = (version: number): string =>
  `There is no version ${version}. \`/model list\` shows what there is.`
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
