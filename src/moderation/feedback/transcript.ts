import type { Pseudonyms } from '../../privacy/pseudonyms.ts'
import { type HistoryMessage, MAX_MESSAGE_CHARS } from './history.ts'

export interface Transcript {
  /** One line a message: `m7* USER_3 ->m5 +40s: text`. `*` marks what is to be judged, `->` a reply. */
  text: string
  /** `m7` → Discord's id. */
  ids: Map<string, string>
}

/** Every break a text can have is one mark, so that a message cannot begin a line and speak as another. */
const BREAKS = /[\n\r\u0085\u2028\u2029\v\f]+/g

/** Messages, oldest first, as a model reads them: no name, no id, one line each. */
export function transcriptOf(messages: readonly HistoryMessage[], pseudonyms: Pseudonyms): Transcript {
  const keys = new Map(messages.map(({ id }, index) => [id, `m${index + 1}`]))
  let before: number | null = null
  const lines = messages.map((message) => {
    const gap = before === null ? '' : ` +${gapText(message.createdAt - before)}`
    before = message.createdAt
    const repliesTo = message.replyToId === null ? undefined : keys.get(message.replyToId)
    const reply = repliesTo === undefined ? '' : ` ->${repliesTo}`
    const text = pseudonyms.hide(message.text.slice(0, MAX_MESSAGE_CHARS)).trim().replace(BREAKS, ' ⏎ ')
    return `${keys.get(message.id)}${message.isToJudge ? '*' : ''} ${authorOf(message, pseudonyms)}${reply}${gap}: ${text}`
  })
  return {
    text: lines.join('\n'),
    ids: new Map([...keys].map(([id, key]) => [key, id])),
  }
}

function authorOf({ authorId }: HistoryMessage, pseudonyms: Pseudonyms): string {
  const token = pseudonyms.tokenOf(authorId)
  if (token === null) throw new Error('an author without a pseudonym')
  return token
}

function gapText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 100) return `${seconds}s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes}min` : `${Math.round(minutes / 60)}h`
}
