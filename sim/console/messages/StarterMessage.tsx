import type { Message } from '../../protocol.ts'
import { Avatar } from '../layout/Avatar.tsx'
import { Markdown } from '../markdown/Markdown.tsx'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { findMessage, useDirectory } from '../state/directory.ts'
import { Embed } from './Embed.tsx'
import { MessageHeading } from './MessageHeading.tsx'

/** The first line of a thread: the message it was started from, as it stands now. */
export function StarterMessage({ message }: { message: Message }) {
  const { world } = useConsole()
  const directory = useDirectory()
  const { reference } = message
  const starter =
    reference && world.snapshot && findMessage(world.snapshot, reference.channelId, reference.messageId)
  if (!starter)
    return (
      <p class="reference">
        <em>{reference?.excerpt || 'The message this thread was started from is gone.'}</em>
      </p>
    )
  const author = directory.member(starter.authorId)
  const name = author?.name ?? starter.author.name
  return (
    <div class="message-row">
      <div class="gutter">
        <Avatar name={name} hue={author?.hue ?? starter.author.hue} bot={starter.author.bot} />
      </div>
      <div class="message-main">
        <MessageHeading message={starter} name={name} colour={author?.colour ?? null} />
        {starter.content !== '' && <Markdown source={starter.content} />}
        {starter.embeds.map((embed, index) => (
          <Embed key={index} embed={embed} />
        ))}
      </div>
    </div>
  )
}
