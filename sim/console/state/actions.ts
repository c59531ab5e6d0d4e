import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ActionAnswers, ActionBody, ActionPath, Message, Modal } from '../../protocol.ts'
import type { Result } from './api.ts'
import type { Draft } from './draft.ts'

export interface Toast {
  readonly id: number
  readonly kind: 'error' | 'info'
  readonly text: string
  /** What the person can do about it. */
  readonly action: { readonly label: string; readonly run: () => void } | undefined
}

/** A command that Steward has not acknowledged yet. */
export interface Sending {
  readonly channelId: string
  readonly name: string
}

/** What the page can do. The object stays the same for as long as the page lives. */
export interface Actions {
  open(channelId: string): void
  /** Opens a message's channel and puts the focus on it; says so when it is not there. */
  showMessage(channelId: string, messageId: string): void
  /** Sees through another member's eyes, in the channel that is open or in another. */
  become(memberId: string, channelId?: string): void
  /** Posts an action; a refusal is shown as a toast and returned. */
  call<Path extends ActionPath>(path: Path, body: ActionBody<Path>): Promise<Result<ActionAnswers[Path]>>
  /** Sends a button press or a selection. Gives what the client says when it failed. */
  press(message: Message, customId: string, values?: string[]): Promise<string | undefined>
  /** Runs a command. Gives false when the simulator refused it before Steward saw it. */
  run(body: ActionBody<'/sim/interactions/command'>): Promise<boolean>
  showModal(modal: Modal | undefined): void
  notify(toast: Omit<Toast, 'id'>): void
  dismissToast(id: number): void
  /** Changes the draft of a channel and, with `focus`, puts the cursor there. */
  draft(channelId: string, change: (draft: Draft) => Draft, focus?: boolean): void
  /** Puts a slash command into the open channel's composer; `rest` fills its first field. */
  startCommand(name: string, rest?: string): void
  markRead(channelId: string): void
  loadOlder(channelId: string): Promise<void>
}

export const ActionsContext = createContext<Actions | undefined>(undefined)

export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (actions === undefined) throw new Error('useActions stands outside of its provider')
  return actions
}
