import type { Message } from '../../protocol.ts'
import { RoleColour } from '../layout/RoleColour.tsx'
import { fullTime, headingTime } from './dates.ts'

export function MessageHeading({
  message,
  name,
  colour,
}: {
  message: Message
  name: string
  colour: string | null
}) {
  return (
    <p class="message-heading">
      <RoleColour colour={colour} class="author">
        {name}
      </RoleColour>
      {message.author.bot && <span class="app-tag">APP</span>}
      <time dateTime={message.createdAt} title={fullTime(message.createdAt)}>
        {headingTime(message.createdAt)}
      </time>
      {message.pinned && <span class="note">pinned</span>}
    </p>
  )
}
