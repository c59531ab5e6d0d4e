import { component, type Press } from '../discord/command.ts'
import { encodeCustomId } from '../discord/custom-id.ts'
import type { MessageParts } from '../discord/messages.ts'
import { privately, type Reply } from '../discord/reply.ts'
import { MAX_NOTE_CHARS, VOTE_REASONS, type VoteReason } from '../storage/votes.ts'
import type { CommandDeps } from './deps.ts'

const REASON_LABELS: Record<VoteReason, string> = {
  wrong: 'It is wrong',
  outdated: 'It is outdated',
  off_target: 'It is not what I asked',
  other: 'Something else…',
}
const NOTE_FIELD = 'note'
/** Discord's numbers for components, as its types come without values. */
const ROW = 1
const SELECT = 3
const TEXT_INPUT = 4
const LABEL = 18
const PARAGRAPH = 2

/** Helpful or not; one vote a member and answer, changeable. */
export const vote = component({
  id: 'vote',
  async handle(
    { actor, fields: { answer, value } }: Press<{ answer: string; value: string }>,
    { votes }: CommandDeps,
  ) {
    const helpful = value === 'helpful'
    const { before } = await votes.cast({
      answerId: answer,
      memberId: actor.memberId,
      value: helpful ? 'helpful' : 'not_helpful',
    })
    if (!helpful) return { kind: 'message', ephemeral: true, ...askReason(answer) }
    if (before === 'helpful') return privately('Your vote is already counted as helpful. Thank you!')
    return privately(
      before === null
        ? 'Thank you! Your vote is counted; no name is kept with it.'
        : 'Changed: your vote now counts as helpful. Thank you!',
    )
  },
})

export const voteReason = component({
  id: 'vote-reason',
  async handle(
    { actor, fields: { answer }, values }: Press<{ answer: string }>,
    { votes }: CommandDeps,
  ): Promise<Reply> {
    const reason = VOTE_REASONS.find((known) => known === values[0]) ?? 'other'
    if (reason === 'other') return noteModal(answer)
    await votes.cast({ answerId: answer, memberId: actor.memberId, value: 'not_helpful', reason })
    return {
      kind: 'update',
      content: `Noted: “${REASON_LABELS[reason]}”. Thank you, it helps to improve the docs.`,
      components: [],
    }
  },
})

export const voteNote = component({
  id: 'vote-note',
  async handle(
    { actor, fields: { answer }, inputs }: Press<{ answer: string }>,
    { votes }: CommandDeps,
  ): Promise<Reply> {
    const note = (inputs.get(NOTE_FIELD) ?? '').trim().slice(0, MAX_NOTE_CHARS)
    await votes.cast({
      answerId: answer,
      memberId: actor.memberId,
      value: 'not_helpful',
      reason: 'other',
      note,
    })
    return {
      kind: 'update',
      content: 'Noted, with your words. Thank you, it helps to improve the docs.',
      components: [],
    }
  },
})

function askReason(answer: string): MessageParts {
  return {
    content: 'Counted as not helpful. What was wrong with it?',
    components: [
      {
        type: ROW,
        components: [
          {
            type: SELECT,
            custom_id: encodeCustomId('vote-reason', { answer }),
            placeholder: 'Choose a reason',
            options: VOTE_REASONS.map((reason) => ({ label: REASON_LABELS[reason], value: reason })),
          },
        ],
      },
    ],
  }
}

function noteModal(answer: string): Reply {
  return {
    kind: 'modal',
    modal: {
      custom_id: encodeCustomId('vote-note', { answer }),
      title: 'What was wrong with the answer?',
      components: [
        {
          type: LABEL,
          label: 'In your words',
          description: 'Kept without your name. Please write nothing personal.',
          component: {
            type: TEXT_INPUT,
            custom_id: NOTE_FIELD,
            style: PARAGRAPH,
            max_length: MAX_NOTE_CHARS,
            required: true,
          },
        },
      ],
    },
  }
}
