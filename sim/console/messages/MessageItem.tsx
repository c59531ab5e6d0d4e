import { memo } from 'preact/compat'
import { Avatar } from '../layout/Avatar.tsx'
import { useDirectory } from '../state/directory.ts'
import { pingsViewer } from '../state/unread.ts'
import { clockTime } from './dates.ts'
import { EditForm } from './EditForm.tsx'
import type { Line } from './grouping.ts'
import { MessageActions } from './MessageActions.tsx'
import { MessageBody } from './MessageBody.tsx'
import { MessageHeading } from './MessageHeading.tsx'
import { MessageReference } from './MessageReference.tsx'
import { StarterMessage } from './StarterMessage.tsx'
import { SystemMessage } from './SystemMessage.tsx'
import { SYSTEM_TYPES, THREAD_STARTER } from './system-types.ts'

interface MessageItemProps {
  line: Line
  /** One message of the list is in the tab order; arrow keys move to the others. */
  isTabStop: boolean
  isEditing: boolean
}

export const MessageItem = memo(function MessageItem({ line, isTabStop, isEditing }: MessageItemProps) {
  const { message, leads } = line
  const directory = useDirectory()
  const author = directory.member(message.authorId)
  const name = author?.name ?? message.author.name
  const isSystem = SYSTEM_TYPES.includes(message.type)
  const classes = ['message', leads || isSystem ? 'leads' : 'follows']
  if (pingsViewer(message, directory.snapshot)) classes.push('pings')
  if (message.ephemeral) classes.push('ephemeral')
  return (
    <article
      class={classes.join(' ')}
      data-message-id={message.id}
      data-roving={message.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`${name}, ${clockTime(message.createdAt)}`}
    >
      {message.type === THREAD_STARTER ? (
        <StarterMessage message={message} />
      ) : isSystem ? (
        <SystemMessage message={message} name={name} />
      ) : (
        <>
          {(message.reference || message.invokedBy) && <MessageReference message={message} />}
          <div class="message-row">
            <div class="gutter">
              {leads ? (
                <Avatar name={name} hue={author?.hue ?? message.author.hue} bot={message.author.bot} />
              ) : (
                <time class="short-time" dateTime={message.createdAt}>
                  {clockTime(message.createdAt)}
                </time>
              )}
            </div>
            <div class="message-main">
              {leads && <MessageHeading message={message} name={name} colour={author?.colour ?? null} />}
              {isEditing ? <EditForm message={message} /> : <MessageBody message={message} />}
            </div>
          </div>
        </>
      )}
      <MessageActions message={message} isTabStop={isTabStop} />
    </article>
  )
})
