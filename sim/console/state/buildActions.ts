import type { InteractionOutcome, Modal } from '../../protocol.ts'
import { focusMessage } from '../messages/focus-message.ts'
import type { Actions, Sending, Toast } from './actions.ts'
import { act, type Refusal, readMessages } from './api.ts'
import { type Draft, draftKey, EMPTY_DRAFT, listEntries, startInvocation } from './draft.ts'
import type { Route } from './route.ts'
import type { ReadMarks } from './unread.ts'
import { addHistory, type World } from './world.ts'

type Update<Value> = (change: (value: Value) => Value) => void

/** The provider's state of this moment and the ways to change it. */
export interface Controls {
  readonly world: World
  readonly channelId: string | undefined
  readonly setWorld: Update<World>
  readonly setDrafts: Update<Readonly<Record<string, Draft>>>
  readonly setFocusRequests: Update<number>
  readonly setToasts: Update<readonly Toast[]>
  readonly setModal: (modal: Modal | undefined) => void
  readonly setMarks: Update<ReadMarks>
  readonly setSending: Update<readonly Sending[]>
  readonly go: (route: Partial<Route>) => void
}

const TOAST_MS = { info: 4000, error: 15_000 }
const MAX_TOASTS = 4
/** A channel that was opened a moment ago shows its messages within so many tries, a frame or two apart. */
const FOCUS_TRIES = 20
const FOCUS_EVERY_MS = 50

export function buildActions(now: () => Controls): Actions {
  let toastIds = 0
  const viewerId = () => now().world.snapshot?.viewerId ?? ''
  const viewerName = () =>
    now().world.snapshot?.members.find(({ id }) => id === viewerId())?.name ?? 'This member'

  const notify: Actions['notify'] = (toast) => {
    toastIds += 1
    const id = toastIds
    now().setToasts((toasts) =>
      [...toasts.filter((other) => other.text !== toast.text), { ...toast, id }].slice(-MAX_TOASTS),
    )
    setTimeout(() => actions.dismissToast(id), TOAST_MS[toast.kind])
  }
  /** What was refused would be refused again; what was not answered is worth another try. */
  const refuse = (refusal: Refusal, again: () => void) => {
    const action = refusal.code === 'unreachable' ? { label: 'Try again', run: again } : undefined
    notify({ kind: 'error', text: refusal.message, action })
  }

  /** Shows what came back; gives the client's words when it failed without a message to show them. */
  const showOutcome = (outcome: InteractionOutcome): string | undefined => {
    if (outcome.kind === 'modal') now().setModal(outcome.modal)
    return outcome.kind === 'failed' && outcome.message === null ? outcome.text : undefined
  }

  const actions: Actions = {
    notify,
    open: (channelId) => now().go({ channelId }),
    showMessage(channelId, messageId) {
      const { world, channelId: shown } = now()
      if (!canOpen(world, channelId)) {
        const text = `${viewerName()} may not see that channel. Be a moderator, such as Bruno, to open it.`
        return notify({ kind: 'info', text, action: undefined })
      }
      if (channelId !== shown) actions.open(channelId)
      focusWhenThere(messageId, () =>
        notify({ kind: 'info', text: 'That message is no longer there.', action: undefined }),
      )
    },
    become: (memberId, channelId) => now().go({ memberId, ...(channelId !== undefined && { channelId }) }),
    dismissToast: (id) => now().setToasts((toasts) => toasts.filter((toast) => toast.id !== id)),
    showModal: (modal) => now().setModal(modal),
    async call(path, body) {
      const result = await act(path, body)
      if (!result.ok) refuse(result.refusal, () => actions.call(path, body))
      return result
    },
    async press(message, customId, values) {
      const place = { as: viewerId(), channelId: message.channelId, messageId: message.id, customId }
      const result = await act('/sim/interactions/component', { ...place, ...(values ? { values } : {}) })
      return result.ok ? showOutcome(result.value) : result.refusal.message
    },
    async run(body) {
      const sending = { channelId: body.channelId, name: body.name }
      now().setSending((others) => [...others, sending])
      const result = await act('/sim/interactions/command', body)
      now().setSending((others) => others.filter((other) => other !== sending))
      if (!result.ok) {
        refuse(result.refusal, () => actions.run(body))
        return false
      }
      const failure = showOutcome(result.value)
      if (failure !== undefined) notify({ kind: 'error', text: failure, action: undefined })
      return true
    },
    draft(channelId, change, focus = false) {
      const key = draftKey(viewerId(), channelId)
      now().setDrafts((drafts) => ({ ...drafts, [key]: change(drafts[key] ?? EMPTY_DRAFT) }))
      if (focus) now().setFocusRequests((count) => count + 1)
    },
    startCommand(name, rest = '') {
      const { world, channelId } = now()
      const entry = listEntries(world.snapshot?.commands ?? []).find((known) => known.name === name)
      if (channelId === undefined) return
      if (entry)
        actions.draft(channelId, () => ({ ...EMPTY_DRAFT, invocation: startInvocation(entry, rest) }), true)
      else
        notify({ kind: 'error', text: `/${name} is not registered here, or not for you.`, action: undefined })
    },
    markRead(channelId) {
      const { snapshot } = now().world
      const newest = snapshot?.messages[channelId]?.at(-1)?.id
      if (newest !== undefined)
        now().setMarks((marks) => (marks[channelId] === newest ? marks : { ...marks, [channelId]: newest }))
    },
    async loadOlder(channelId) {
      const oldest = now().world.snapshot?.messages[channelId]?.[0]
      if (oldest === undefined) return
      const result = await readMessages(channelId, viewerId(), oldest.id)
      if (!result.ok) return refuse(result.refusal, () => actions.loadOlder(channelId))
      now().setWorld((world) => addHistory(world, channelId, result.value.messages))
    },
  }
  return actions
}

function canOpen({ snapshot }: World, channelId: string): boolean {
  return [...(snapshot?.channels ?? []), ...(snapshot?.threads ?? [])].some(({ id }) => id === channelId)
}

function focusWhenThere(messageId: string, onMissing: () => void, tries = FOCUS_TRIES): void {
  if (focusMessage(messageId)) return
  if (tries === 0) onMissing()
  else setTimeout(() => focusWhenThere(messageId, onMissing, tries - 1), FOCUS_EVERY_MS)
}
