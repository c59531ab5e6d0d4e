import type { Message } from '../../protocol.ts'

/** Messages of one author this close together share a heading, as in Discord. */
const GROUP_MS = 7 * 60_000

export interface Line {
  readonly message: Message
  /** Shows avatar, name and time. */
  readonly leads: boolean
  /** The first of its day. */
  readonly startsDay: boolean
}

const PLAIN_TYPES: readonly number[] = [0, 19, 20, 23]

/** Messages in order, each with what is drawn around it. Days are those of the reader's time zone. */
export function groupMessages(messages: readonly Message[]): Line[] {
  return messages.map((message, index) => {
    const before = messages[index - 1]
    const startsDay = before === undefined || dayOf(before) !== dayOf(message)
    return { message, startsDay, leads: startsDay || before === undefined || !continues(before, message) }
  })
}

function continues(before: Message, message: Message): boolean {
  return (
    before.authorId === message.authorId &&
    PLAIN_TYPES.includes(before.type) &&
    message.type === 0 &&
    message.invokedBy === null &&
    message.reference === null &&
    message.ephemeral === before.ephemeral &&
    Date.parse(message.createdAt) - Date.parse(before.createdAt) < GROUP_MS
  )
}

const dayOf = (message: Message) => new Date(message.createdAt).toDateString()
