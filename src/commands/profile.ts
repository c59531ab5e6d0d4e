import { CONTEXT, commandGroup, component, OPTION, type Press, subCommand } from '../discord/command.ts'
import { encodeCustomId } from '../discord/custom-id.ts'
import type { MessageParts } from '../discord/messages.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { ATTRIBUTES } from '../moderation/feedback/attributes.ts'
import type { Profile } from '../moderation/follow-up/people-desk.ts'
import type { CommandDeps } from './deps.ts'

/** Discord's numbers for components and button styles. */
const ROW = 1
const BUTTON = 2
const STYLE = { secondary: 2, danger: 4 } as const
const SHOWN_EVIDENCE = 8
const LABELS = { correct: 'upheld', incorrect: 'rejected', ambiguous: 'in doubt' } as const

const member = subCommand({
  declaration: {
    name: 'member',
    description: 'How a member tends to talk, and which rated conversations say so',
    options: [{ type: OPTION.user, name: 'member', description: 'The member', required: true }],
  },
  async handle({ options: { member: id } }, { people, config }: CommandDeps) {
    const profile = await people.profile(id)
    return { kind: 'message', ephemeral: true, ...profileParts(id, profile, config.community.guildId) }
  },
})

/** For moderators: what checks of feedback are told about a member. */
export const profile = commandGroup({
  declaration: {
    name: 'profile',
    description: 'For moderators: what checks of feedback have learned about a member',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
  },
  needs: 'MODERATE_MEMBERS',
  subCommands: [member],
})

/** Forgetting it asks once more, as it cannot be taken back. */
export const profileButton = component({
  id: 'profile',
  needs: 'MODERATE_MEMBERS',
  async handle(
    { fields: { member: id, act } }: Press<{ member: string; act: string }>,
    { people, config }: CommandDeps,
  ) {
    if (act === 'reset') {
      return {
        kind: 'update',
        content: `Forget what was learned about <@${id}>? The numbers and the list behind them go for good; votes of moderators stay.`,
        embeds: [],
        components: [
          row(
            button(id, 'confirm', 'Forget it', STYLE.danger),
            button(id, 'keep', 'Keep it', STYLE.secondary),
          ),
        ],
      }
    }
    if (act === 'confirm') {
      await people.reset(id)
      return {
        kind: 'update',
        content: `What was learned about <@${id}> is forgotten. It starts afresh with the next rated conversation.`,
        embeds: [],
        components: [],
      }
    }
    return {
      kind: 'update',
      content: '',
      ...profileParts(id, await people.profile(id), config.community.guildId),
    }
  },
})

function profileParts(id: string, { attributes, evidence, history }: Profile, guildId: string): MessageParts {
  const lines = attributes.map(
    ({ name, known: { value, weight } }) =>
      `${bar(value)} **${words(name)}** ${value.toFixed(2)} · ${ATTRIBUTES[name]} (weight ${weight.toFixed(1)})`,
  )
  const behind = evidence.slice(0, SHOWN_EVIDENCE).map(({ at, label, estimates, place }) => {
    const what = Object.entries(estimates).map(([name, value]) => `${words(name)} ${value.toFixed(1)}`)
    const where = place
      ? `[the message](https://discord.com/channels/${guildId}/${place.channelId}/${place.messageId})`
      : 'a message that is gone'
    const rated = label ? ` ${LABELS[label]}` : ''
    return `<t:${Math.floor(at / 1000)}:d> ${where}${rated}: ${what.join(', ') || 'said nothing'}`
  })
  const more = evidence.length - behind.length
  const flagged = history
    ? `Of ${history.accepted + history.rejected} rated messages of theirs moderators upheld ${history.accepted} and rejected ${history.rejected}. That counts as a false-positive history of ${history.share.toFixed(2)}.`
    : 'No message of theirs was rated yet.'
  return {
    embeds: [
      {
        title: 'What checks know of a member',
        description: [
          `<@${id}>`,
          lines.length === 0
            ? 'Nothing was learned about them yet, or it has faded. That comes from conversations that moderators rate.'
            : `From 0 to 1; 0.5 is what is assumed of everybody.\n${lines.join('\n')}`,
        ].join('\n\n'),
        fields: [
          { name: 'Flagged messages', value: flagged },
          ...(behind.length === 0
            ? []
            : [
                {
                  name: 'From these conversations',
                  value: fitting([...behind, ...(more > 0 ? [`and ${more} more`] : [])], 1024),
                },
              ]),
        ],
      },
    ],
    components:
      evidence.length === 0 && attributes.length === 0
        ? []
        : [row(button(id, 'reset', 'Forget it…', STYLE.danger))],
  }
}

const words = (name: string): string => name.replaceAll('_', ' ')
const bar = (value: number): string => '▰'.repeat(Math.round(value * 5)).padEnd(5, '▱')

/** Whole lines, as many as fit. */
function fitting(lines: readonly string[], max: number): string {
  let text = ''
  for (const line of lines) {
    if (text.length + line.length + 1 > max) break
    text += text === '' ? line : `\n${line}`
  }
  return text
}

const row = (...components: ReturnType<typeof button>[]) => ({ type: ROW, components }) as const

const button = (memberId: string, act: string, label: string, style: 2 | 4) =>
  ({ type: BUTTON, style, label, custom_id: encodeCustomId('profile', { member: memberId, act }) }) as const
