import { Composer } from '../composer/Composer.tsx'
import { MessageList } from '../messages/MessageList.tsx'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { useDirectory } from '../state/directory.ts'
import { draftKey, EMPTY_DRAFT } from '../state/draft.ts'
import type { PanelName } from './App.tsx'
import { Hint } from './Hint.tsx'
import { PaneHeader } from './PaneHeader.tsx'
import { ThreadIndex } from './ThreadIndex.tsx'
import { TypingLine } from './TypingLine.tsx'

interface MessagePaneProps {
  panel: PanelName
  onPanel: (panel: PanelName) => void
  onMenu: () => void
}

const FORUM = 15

export function MessagePane({ panel, onPanel, onMenu }: MessagePaneProps) {
  const { world, channelId, drafts, focusRequests, marks } = useConsole()
  const directory = useDirectory()
  const place = channelId === undefined ? undefined : directory.place(channelId)
  const draft = drafts[draftKey(directory.snapshot.viewerId, channelId ?? '')] ?? EMPTY_DRAFT
  const isForum = place?.kind === 'channel' && place.channel.type === FORUM
  return (
    <main class="pane">
      <PaneHeader place={place} panel={panel} onPanel={onPanel} onMenu={onMenu} />
      {place === undefined ? (
        <div class="empty">
          <h2>Nothing to see here</h2>
          <p>This channel does not exist, or {directory.viewer?.name ?? 'this member'} may not see it.</p>
          <p>Choose another one from the list, or become somebody who may.</p>
        </div>
      ) : isForum ? (
        <ThreadIndex channel={place.channel} />
      ) : (
        <>
          <MessageList
            key={`${place.id}/${directory.snapshot.viewerId}`}
            place={place}
            messages={world.snapshot?.messages[place.id] ?? []}
            mark={marks[place.id]}
            editId={draft.editId}
          />
          <div class="pane-foot">
            <Hint />
            <Composer
              key={`${place.id}/${directory.snapshot.viewerId}`}
              place={place}
              draft={draft}
              focusRequests={focusRequests}
            />
            <TypingLine placeId={place.id} />
          </div>
        </>
      )}
    </main>
  )
}
