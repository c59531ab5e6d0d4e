import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10'
import { encodeCustomId } from '../../discord/custom-id.ts'
import type { MessageParts } from '../../discord/messages.ts'
import { escapeMarkdown, maskedLink, shorten } from '../../discord/text.ts'
import type { Step, Trouble } from '../announcement.ts'

/** Discord's numbers for a row, a button and its primary style. */
const ROW = 1
const BUTTON = 2
const PRIMARY = 1
const COLOR = { open: 0xd7_3a_49, tried: 0xbf_87_00, done: 0x2d_a4_4e } as const

const COULD_NOT: Record<Step, string> = {
  post: 'could not be posted',
  edit: 'could not be brought up to date',
  crosspost: 'could not be published to the servers that follow the channel',
  pin: 'could not be pinned',
  unpin: 'could not be unpinned',
}

/** The moderators' card about an announcement that is stuck. */
export function troubleCard({
  number,
  step,
  title,
  url,
  problem,
  retriedBy,
  outcome,
}: Trouble): MessageParts {
  const shown = escapeMarkdown(shorten(title, 200))
  const lines = [
    `${url ? maskedLink(shown, url) : shown} ${COULD_NOT[step]}.`,
    problem,
    ...(retriedBy ? [`<@${retriedBy}> asked to try again. ${OUTCOME[outcome ?? 'open']}`] : []),
  ]
  const button: APIButtonComponentWithCustomId = {
    type: BUTTON,
    style: PRIMARY,
    label: 'Retry',
    custom_id: encodeCustomId('announcement-retry', { number: String(number) }),
  }
  return {
    embeds: [
      {
        title: outcome === 'done' ? 'An announcement was stuck' : 'An announcement is stuck',
        description: lines.join('\n'),
        color: outcome === 'done' ? COLOR.done : retriedBy ? COLOR.tried : COLOR.open,
        footer: { text: `Announcement card ${number}` },
      },
    ],
    components: retriedBy ? [] : [{ type: ROW, components: [button] }],
  }
}

const OUTCOME = {
  open: 'I am at it.',
  done: 'It worked.',
  failed: 'It failed again; there is a new card about it.',
} as const
