/** Scrolls to a message of the open channel and puts the focus on it. Gives false when it is not loaded. */
export function focusMessage(messageId: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(messageId)}"]`)
  element?.scrollIntoView({ block: 'center' })
  element?.focus({ preventScroll: true })
  return element !== null
}
