import { useEffect, useRef, useState } from 'preact/hooks'
import type { Message } from '../../protocol.ts'
import { plainText } from '../markdown/plain.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { compareIds } from '../state/snowflake.ts'

/** Tells a screen reader what arrives in the open channel: new messages, and answers that were being thought about. */
export function Announcer() {
  const { world, channelId } = useConsole()
  const [text, setText] = useState('')
  const seen = useRef<{ place: string; newest: string; thinking: ReadonlySet<string> }>()
  const viewerId = world.snapshot?.viewerId ?? ''
  const messages = (channelId && world.snapshot?.messages[channelId]) || []

  useEffect(() => {
    const place = `${viewerId}/${channelId}`
    const before = seen.current?.place === place ? seen.current : undefined
    const thinking = new Set(
      messages.filter((message) => message.state === 'thinking').map((message) => message.id),
    )
    seen.current = { place, newest: messages.at(-1)?.id ?? '0', thinking }
    if (before === undefined) return
    const news = messages.filter((message) => {
      const isNew = compareIds(message.id, before.newest) > 0
      const isAnswered = before.thinking.has(message.id) && message.state !== 'thinking'
      return (isNew && message.authorId !== viewerId) || isAnswered
    })
    if (news.length > 0) setText(news.map(sentence).join(' '))
  }, [messages])

  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  )
}

/** Long answers are cut: the message itself is there to be read. */
const MAX_SPOKEN = 300

function sentence(message: Message): string {
  if (message.state === 'thinking') return `${message.author.name} is thinking.`
  const text = plainText(message.content) || message.embeds[0]?.title || 'sent a message'
  return `${message.author.name}: ${text.slice(0, MAX_SPOKEN)}`
}
