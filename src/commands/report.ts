import { COMMAND, CONTEXT, component, type MessageCommand, type Press } from '../discord/command.ts'
import { encodeCustomId } from '../discord/custom-id.ts'
import { privately } from '../discord/reply.ts'
import { REPORTS_AN_HOUR } from '../moderation/enforcement/desk.ts'
import { MAX_REPORT_NOTE_CHARS } from '../storage/reports.ts'
import type { CommandDeps } from './deps.ts'

const NOTE_FIELD = 'note'
/** Discord's numbers for components, as its types come without values. */
const TEXT_INPUT = 4
const LABEL = 18
const PARAGRAPH = 2

/** On anybody's message: asks for a note, and tells the moderators. */
export const reportMessage: MessageCommand<CommandDeps> = {
  kind: 'message',
  declaration: { type: COMMAND.message, name: 'Report to moderators', contexts: [CONTEXT.guild] },
  isOn: ({ moderation }) => moderation !== null,

  async handle({ actor, target }, { moderation }) {
    if (!moderation) return privately('Reports are not set up here. Please write to a moderator.')
    if (target.author.id === actor.memberId) {
      return privately('This is your own message: you can edit or delete it yourself.')
    }
    return {
      kind: 'modal',
      modal: {
        custom_id: encodeCustomId('report-note', {
          channel: target.channel_id,
          message: target.id,
          author: target.author.id,
        }),
        title: 'Report to moderators',
        components: [
          {
            type: LABEL,
            label: 'What is wrong with it?',
            description: 'Moderators see your name and your note; nobody else does.',
            component: {
              type: TEXT_INPUT,
              custom_id: NOTE_FIELD,
              style: PARAGRAPH,
              max_length: MAX_REPORT_NOTE_CHARS,
              required: false,
            },
          },
        ],
      },
    }
  },
}

export const reportNote = component({
  id: 'report-note',
  async handle(
    {
      actor,
      fields: { channel, message, author },
      inputs,
    }: Press<{ channel: string; message: string; author: string }>,
    { moderation, now }: CommandDeps,
  ) {
    const outcome = await moderation?.report(
      {
        channelId: channel,
        messageId: message,
        authorId: author,
        reporterId: actor.memberId,
        note: (inputs.get(NOTE_FIELD) ?? '').trim().slice(0, MAX_REPORT_NOTE_CHARS),
      },
      now(),
    )
    if (outcome === 'too_many') {
      return privately(
        `You have reported ${REPORTS_AN_HOUR} messages within an hour. If more is wrong, please write to a moderator.`,
      )
    }
    return privately(
      'Thank you. The moderators will look at it; they may not be able to tell you what came of it.',
    )
  },
})
