import { Markdown } from '../markdown/Markdown.tsx'
import { useActions } from '../state/actions.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { type Place, useDirectory } from '../state/directory.ts'
import type { PanelName } from './App.tsx'
import { Icon } from './Icon.tsx'
import { placeIcon } from './place-icon.ts'

interface PaneHeaderProps {
  place: Place | undefined
  panel: PanelName
  onPanel: (panel: PanelName) => void
  onMenu: () => void
}

export function PaneHeader({ place, panel, onPanel, onMenu }: PaneHeaderProps) {
  const { open } = useActions()
  const { unread } = useConsole()
  const parent = place?.kind === 'thread' ? place.parent : undefined
  const topic = place?.kind === 'channel' ? place.channel.topic : null
  return (
    <header class="pane-header">
      <button
        type="button"
        class="icon-button only-narrow menu-button"
        aria-label="Channels"
        onClick={onMenu}
      >
        <Icon name="menu" />
        {unread.size > 0 && <span class="dot" />}
      </button>
      {parent && (
        <>
          <button type="button" class="text-button parent" onClick={() => open(parent.id)}>
            #{parent.name}
          </button>
          <Icon name="chevron" size={16} />
        </>
      )}
      <h1>
        {place && <Icon name={placeIcon(place)} size={20} />}
        <span>{place?.name ?? 'Unknown channel'}</span>
      </h1>
      {topic && (
        <p class="topic" title={topic}>
          <Markdown source={topic} inline />
        </p>
      )}
      {place?.kind === 'channel' && place.channel.slowmodeSeconds > 0 && (
        <span class="note">slow mode {place.channel.slowmodeSeconds} s</span>
      )}
      <ThreadControls place={place} />
      <div class="header-tools">
        <PanelToggle name="members" icon="people" label="Members" panel={panel} onPanel={onPanel} />
        <PanelToggle name="steward" icon="pulse" label="What Steward did" panel={panel} onPanel={onPanel} />
      </div>
    </header>
  )
}

function ThreadControls({ place }: { place: Place | undefined }) {
  const { call } = useActions()
  const { snapshot } = useDirectory()
  if (place?.kind !== 'thread') return null
  const { thread, can } = place
  if (thread.ownerId !== snapshot.viewerId && !can.manageMessages) return null
  const archive = () =>
    call('/sim/threads/patch', { as: snapshot.viewerId, threadId: thread.id, archived: !thread.archived })
  return (
    <button type="button" class="text-button" onClick={archive}>
      {thread.archived ? 'Reopen' : 'Archive'}
    </button>
  )
}

interface PanelToggleProps {
  name: Exclude<PanelName, 'none'>
  icon: 'people' | 'pulse'
  label: string
  panel: PanelName
  onPanel: (panel: PanelName) => void
}

function PanelToggle({ name, icon, label, panel, onPanel }: PanelToggleProps) {
  return (
    <button
      type="button"
      class="panel-toggle"
      aria-pressed={panel === name}
      aria-label={label}
      title={label}
      onClick={() => onPanel(name)}
    >
      <Icon name={icon} />
      <span aria-hidden="true">{label}</span>
    </button>
  )
}
