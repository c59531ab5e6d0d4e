import { useEffect, useState } from 'preact/hooks'
import { ModalDialog } from '../modals/ModalDialog.tsx'
import { RightPanel } from '../panel/RightPanel.tsx'
import { useActions } from '../state/actions.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { useStored } from '../state/storage.ts'
import { Announcer } from './Announcer.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { MessagePane } from './MessagePane.tsx'
import { Sidebar } from './Sidebar.tsx'
import { Toasts } from './Toasts.tsx'

export type PanelName = 'members' | 'steward' | 'none'

/** Below this width the sidebar and the panel are drawers over the messages; as in styles/layout.css. */
const NARROW = '(max-width: 899px)'

export function App() {
  const { world, connection, modal, channelId } = useConsole()
  const [remembered, remember] = useStored('panel', matchMedia(NARROW).matches ? 'none' : 'steward')
  const [panel, setPanel] = useState<PanelName>(
    matchMedia(NARROW).matches
      ? 'none'
      : remembered === 'members' || remembered === 'none'
        ? remembered
        : 'steward',
  )
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const { draft } = useActions()
  const showPanel = (name: PanelName) => {
    const next = name === panel ? 'none' : name
    setPanel(next)
    if (!matchMedia(NARROW).matches) remember(next)
  }
  useEffect(() => setIsMenuOpen(false), [channelId])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !matchMedia(NARROW).matches) return
      setIsMenuOpen(false)
      setPanel('none')
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])

  if (world.snapshot === undefined) return <Waiting isLost={connection === 'lost'} />
  const classes = ['app', isMenuOpen && 'menu-open', panel !== 'none' && 'panel-open']
    .filter(Boolean)
    .join(' ')
  return (
    <div class={classes}>
      <button
        type="button"
        class="skip-link"
        onClick={() => channelId !== undefined && draft(channelId, (known) => known, true)}
      >
        Skip to writing a message
      </button>
      <ConnectionBanner connection={connection} />
      <Sidebar onClose={() => setIsMenuOpen(false)} />
      <MessagePane panel={panel} onPanel={showPanel} onMenu={() => setIsMenuOpen(true)} />
      {panel !== 'none' && (
        <RightPanel
          panel={panel}
          onClose={() => setPanel('none')}
          onLeave={() => matchMedia(NARROW).matches && setPanel('none')}
        />
      )}
      {(isMenuOpen || panel !== 'none') && (
        <button
          type="button"
          class="backdrop"
          aria-label="Close"
          onClick={() => {
            setIsMenuOpen(false)
            setPanel('none')
          }}
        />
      )}
      {modal && <ModalDialog key={modal.id} modal={modal} />}
      <Toasts />
      <Announcer />
    </div>
  )
}

function Waiting({ isLost }: { isLost: boolean }) {
  return (
    <main class="waiting" aria-busy={!isLost}>
      <span class="mark" aria-hidden="true">
        S
      </span>
      {isLost ? (
        <>
          <h1>The simulator does not answer</h1>
          <p>
            Is <code>npm start</code> still running? This page tries again every two seconds.
          </p>
        </>
      ) : (
        <h1>Opening the community…</h1>
      )}
    </main>
  )
}
