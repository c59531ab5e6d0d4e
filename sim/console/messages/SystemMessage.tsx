import type { Message } from '../../protocol.ts'
import { Icon, type IconName } from '../layout/Icon.tsx'
import { Markdown } from '../markdown/Markdown.tsx'
import { useActions } from '../state/actions.ts'
import { headingTime } from './dates.ts'
import { AUTO_MODERATION, JOINED, PINNED, THREAD_CREATED } from './system-types.ts'

const ICONS: Readonly<Record<number, IconName>> = {
  [PINNED]: 'pin',
  [JOINED]: 'out',
  [THREAD_CREATED]: 'thread',
  [AUTO_MODERATION]: 'warning',
}

/** What Discord itself writes into a channel: joins, pins, threads, blocked messages. */
export function SystemMessage({ message, name }: { message: Message; name: string }) {
  const { open } = useActions()
  return (
    <div class="message-row system">
      <div class="gutter">
        <Icon name={ICONS[message.type] ?? 'reply'} />
      </div>
      <div class="message-main">
        <p>
          {describe(message, name)}{' '}
          {message.threadId && (
            <button type="button" class="text-button" onClick={() => open(message.threadId ?? '')}>
              See the thread
            </button>
          )}{' '}
          <time dateTime={message.createdAt}>{headingTime(message.createdAt)}</time>
        </p>
        {message.type === AUTO_MODERATION && <Markdown source={message.content} />}
      </div>
    </div>
  )
}

function describe(message: Message, name: string) {
  switch (message.type) {
    case PINNED:
      return `${name} pinned a message to this channel.`
    case JOINED:
      return `${name} just joined. Say hello!`
    case THREAD_CREATED:
      return `${name} started a thread: ${message.content}`
    case AUTO_MODERATION:
      return `AutoMod blocked a message of ${name}.`
    default:
      return message.content
  }
}
