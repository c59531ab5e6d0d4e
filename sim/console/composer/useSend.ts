import { useRef } from 'preact/hooks'
import { useActions } from '../state/actions.ts'
import { act } from '../state/api.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { type Place, useDirectory } from '../state/directory.ts'
import { type Draft, EMPTY_DRAFT, listEntries, readTyped, startInvocation } from '../state/draft.ts'

/** Discord's clients say "typing" again after this long. */
const TYPING_EVERY_MS = 8000

/** Sends the draft of a place; what was refused comes back into the composer. */
export function useSend(place: Place, draft: Draft) {
  const actions = useActions()
  const directory = useDirectory()
  const { world } = useConsole()
  const lastTyping = useRef(0)
  const { viewerId } = directory.snapshot

  const send = async () => {
    const content = draft.text.trim()
    if (content === '') return
    const typed = readTyped(listEntries(directory.commands), `${content} `)
    if (typed && place.can.useCommands) {
      const invocation = startInvocation(typed.entry, typed.rest.trim())
      actions.draft(place.id, () => ({ ...EMPTY_DRAFT, invocation }), true)
      return
    }
    actions.draft(place.id, () => EMPTY_DRAFT, true)
    const reply = draft.replyToId === undefined ? {} : { replyTo: draft.replyToId }
    const body = { as: viewerId, channelId: place.id, content, ...reply }
    const result = await act('/sim/messages', body)
    if (result.ok) return
    actions.notify({ kind: 'error', text: result.refusal.message, action: undefined })
    actions.draft(place.id, (now) => (now.text === '' ? draft : now))
  }
  const typing = () => {
    if (Date.now() - lastTyping.current < TYPING_EVERY_MS) return
    lastTyping.current = Date.now()
    // Whether others see the three dots is not worth a message when it fails.
    act('/sim/typing', { as: viewerId, channelId: place.id })
  }
  return Object.assign(send, { typing, messages: world.snapshot?.messages[place.id] ?? [] })
}
