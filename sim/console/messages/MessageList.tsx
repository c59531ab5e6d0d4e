import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Message } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { moveFocus } from '../overlays/roving.ts'
import { useActions } from '../state/actions.ts'
import { type Place, placeLabel, useDirectory } from '../state/directory.ts'
import { firstUnread } from '../state/unread.ts'
import { SNAPSHOT_MESSAGES } from '../state/world.ts'
import { ChannelStart } from './ChannelStart.tsx'
import { longDay } from './dates.ts'
import { groupMessages } from './grouping.ts'
import { MessageItem } from './MessageItem.tsx'
import { messageShortcut } from './message-shortcuts.ts'

interface MessageListProps {
  place: Place
  messages: readonly Message[]
  /** Newest message seen before this channel was opened; "New" stands after it. */
  mark: string | undefined
  editId: string | undefined
}

/** How near to the end counts as reading the newest, in CSS pixels. */
const NEAR_END = 120

export function MessageList({ place, messages, mark, editId }: MessageListProps) {
  const actions = useActions()
  const directory = useDirectory()
  const scroller = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [tabStop, setTabStop] = useState<string>()
  const [hasOlder, setHasOlder] = useState(messages.length >= SNAPSHOT_MESSAGES)
  const [isLoading, setIsLoading] = useState(false)
  const [hasMissed, setHasMissed] = useState(false)
  const [newFrom] = useState(() => mark && firstUnread(messages, mark, directory.snapshot.viewerId))
  const newest = messages.at(-1)
  const viewerId = directory.snapshot.viewerId
  const stop = messages.some((message) => message.id === tabStop) ? tabStop : messages.at(-1)?.id

  const scrollToEnd = () => {
    const element = scroller.current
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight
  }
  const jumpToEnd = () => {
    isAtEnd.current = true
    setHasMissed(false)
    scrollToEnd()
  }
  useLayoutEffect(() => {
    // What the viewer wrote or asked for is shown wherever the list stands; the rest waits until it is wanted.
    const isForViewer =
      newest && (newest.authorId === viewerId || newest.ephemeral || newest.invokedBy?.memberId === viewerId)
    if (isForViewer) jumpToEnd()
    else if (!isAtEnd.current) setHasMissed(true)
  }, [newest?.id])
  useLayoutEffect(scrollToEnd, [messages])
  useEffect(() => {
    // Pictures and fonts that come later make the list taller.
    const observer = new ResizeObserver(scrollToEnd)
    for (const element of [scroller.current, scroller.current?.firstElementChild])
      if (element) observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (isAtEnd.current && document.visibilityState === 'visible') actions.markRead(place.id)
  }, [messages])

  const onScroll = async () => {
    const element = scroller.current
    if (!element) return
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END
    if (isAtEnd.current) {
      setHasMissed(false)
      actions.markRead(place.id)
    }
    if (element.scrollTop > NEAR_END || !hasOlder || isLoading) return
    setIsLoading(true)
    const fromEnd = element.scrollHeight - element.scrollTop
    const count = messages.length
    await actions.loadOlder(place.id)
    setIsLoading(false)
    requestAnimationFrame(() => {
      element.scrollTop = element.scrollHeight - fromEnd
      if (element.querySelectorAll('[data-message-id]').length === count) setHasOlder(false)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const message = messages.find((known) => known.id === tabStop)
    const isOnMessage = document.activeElement?.hasAttribute('data-message-id') ?? false
    if (isOnMessage && message && messageShortcut(event, message, directory, actions)) return
    if (isOnMessage) moveFocus(event, scroller.current)
  }
  const onFocusIn = (event: FocusEvent) => {
    // Only a message itself: going through the links and buttons inside leaves the tab order as it is.
    const id = event.target instanceof Element ? event.target.getAttribute('data-message-id') : null
    if (id !== null) setTabStop(id)
  }
  const onContextMenu = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || event.target.closest('a, [data-more], textarea')) return
    const more = event.target.closest('[data-message-id]')?.querySelector('[data-more]')
    if (!more) return
    event.preventDefault()
    const { clientX, clientY } = event
    more.dispatchEvent(new MouseEvent('contextmenu', { clientX, clientY, cancelable: true }))
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the messages inside take the focus and the keys
    <div
      ref={scroller}
      class="message-scroller"
      id="messages"
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onFocusIn={onFocusIn}
      onContextMenu={onContextMenu}
    >
      <div class="message-column">
        {hasOlder ? <p class="loading-older">Loading older messages…</p> : <ChannelStart place={place} />}
        <div
          class="message-list"
          role="feed"
          aria-busy={isLoading}
          aria-label={`Messages in ${placeLabel(place)}`}
        >
          {groupMessages(messages).map((line) => (
            <div key={line.message.id}>
              {line.startsDay && (
                <p class="day">
                  <span>{longDay(line.message.createdAt)}</span>
                </p>
              )}
              {line.message.id === newFrom && (
                <p class="new-line">
                  <span>New</span>
                </p>
              )}
              <MessageItem
                line={line}
                isTabStop={line.message.id === stop}
                isEditing={line.message.id === editId}
              />
            </div>
          ))}
        </div>
      </div>
      {hasMissed && (
        <button type="button" class="jump" onClick={jumpToEnd}>
          New messages <Icon name="down" size={16} />
        </button>
      )}
    </div>
  )
}
