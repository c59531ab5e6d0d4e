import { CONTEXT, slashCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { privately } from '../discord/reply.ts'
import { count } from '../moderation/feedback/training/figure-text.ts'
import type { CommandDeps } from './deps.ts'

/** For moderators: the feedback model learns from the ratings now. */
export const retrain = slashCommand({
  declaration: {
    name: 'retrain',
    description:
      'For moderators: the feedback model learns from your ratings now, and is tested before it decides',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',

  async handle({ actor }, { training }: CommandDeps) {
    const { missing, rated } = await training.readiness()
    if (missing.length > 0) {
      return privately(
        [
          'There are too few ratings to learn from yet. Still missing:',
          ...missing.map((each) => `• ${each}`),
          '`/review` shows you what to rate next.',
        ].join('\n'),
      )
    }
    switch (await training.take({ id: actor.interactionId, kind: 'train', by: actor.memberId })) {
      case 'taken':
        return privately(
          `Learning from ${count(rated, 'rated message')}. What came of it will be in the moderators’ channel, in a minute as a rule.`,
        )
      case 'waiting':
        return privately('It is learning already: the result will be in the moderators’ channel in a moment.')
      case 'full':
        return privately('Too much is waiting to be done. Please try again in a few minutes.')
    }
  },
})

/** For moderators: how good the feedback model is, on what it never learned from. */
export const evaluate = slashCommand({
  declaration: {
    name: 'evaluate',
    description: 'For moderators: how good the feedback model is, with pictures and its worst mistakes',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',

  async handle({ actor }, { training }: CommandDeps) {
    const { heldOut } = await training.readiness()
    if (heldOut === 0) {
      return privately(
        'Nothing is held out to test with yet: the ratings on every fourth author’s messages are kept for that. `/review` shows you what to rate next.',
      )
    }
    switch (await training.take({ id: actor.interactionId, kind: 'evaluate', by: actor.memberId })) {
      case 'taken':
        return privately(
          `Evaluating on ${count(heldOut, 'rated message')} held out. The figures will be in the moderators’ channel in a moment.`,
        )
      case 'waiting':
        return privately(
          'An evaluation is under way: its figures will be in the moderators’ channel in a moment.',
        )
      case 'full':
        return privately('Too much is waiting to be done. Please try again in a few minutes.')
    }
  },
})
