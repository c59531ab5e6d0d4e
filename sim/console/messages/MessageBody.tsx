import type { Message } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { Markdown } from '../markdown/Markdown.tsx'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'
import { Components } from './Components.tsx'
import { fullTime } from './dates.ts'
import { Embed } from './Embed.tsx'
import { Reactions } from './Reactions.tsx'
import { SafeImage } from './SafeImage.tsx'
import { ThreadChip } from './ThreadChip.tsx'

export function MessageBody({ message }: { message: Message }) {
  const { snapshot } = useDirectory()
  if (message.state === 'thinking')
    return (
      <>
        <p class="thinking" aria-busy="true">
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {snapshot.bot.name} is thinking…
        </p>
        {message.ephemeral && <EphemeralNote message={message} />}
      </>
    )
  if (message.state === 'failed')
    return (
      <>
        <p class="interaction-failed">
          <Icon name="warning" size={16} /> {message.content}
        </p>
        <EphemeralNote message={message} />
      </>
    )
  const edited = message.editedAt && (
    <span class="edited" title={fullTime(message.editedAt)}>
      (edited)
    </span>
  )
  return (
    <>
      {message.content === '' ? edited : <Markdown source={message.content} tail={edited} />}
      {message.attachments.map((attachment) => (
        <div key={attachment.id} class="attachment">
          {attachment.contentType.startsWith('image/') && attachment.url ? (
            <SafeImage class="embed-image" url={attachment.url} description={attachment.filename} />
          ) : (
            <>
              <Icon name="file" /> {attachment.filename} <small>{Math.ceil(attachment.size / 1024)} KB</small>
            </>
          )}
        </div>
      ))}
      {!message.embedsSuppressed && message.embeds.map((embed, index) => <Embed key={index} embed={embed} />)}
      {message.components.length > 0 && <Components message={message} />}
      <Reactions message={message} />
      {message.threadId && <ThreadChip threadId={message.threadId} />}
      {message.ephemeral && <EphemeralNote message={message} />}
    </>
  )
}

function EphemeralNote({ message }: { message: Message }) {
  const { call } = useActions()
  const { snapshot } = useDirectory()
  const dismiss = () =>
    call('/sim/messages/dismiss', {
      as: snapshot.viewerId,
      channelId: message.channelId,
      messageId: message.id,
    })
  return (
    <p class="ephemeral-note">
      <Icon name="eye" size={15} /> Only you can see this ·{' '}
      <button type="button" class="text-button" onClick={dismiss}>
        Dismiss message
      </button>
    </p>
  )
}
