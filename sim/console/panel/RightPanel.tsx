import { useState } from 'preact/hooks'
import type { PanelName } from '../layout/App.tsx'
import { Icon } from '../layout/Icon.tsx'
import { CasesPanel } from './CasesPanel.tsx'
import { FaultsPanel } from './FaultsPanel.tsx'
import { MemberList } from './MemberList.tsx'
import { ScenariosPanel } from './ScenariosPanel.tsx'
import { StewardLog } from './StewardLog.tsx'
import { Workbench } from './Workbench.tsx'

const TABS = {
  log: 'Activity',
  cases: 'Cases',
  scenarios: 'Scenarios',
  faults: 'Faults',
  bench: 'Tools',
} as const
type Tab = keyof typeof TABS
const TAB_NAMES: readonly Tab[] = ['log', 'cases', 'scenarios', 'faults', 'bench']

interface RightPanelProps {
  panel: PanelName
  onClose: () => void
  /** Somebody goes to the messages: a panel that lies over them makes way. */
  onLeave: () => void
}

export function RightPanel({ panel, onClose, onLeave }: RightPanelProps) {
  const [tab, setTab] = useState<Tab>('log')
  const close = (
    <button type="button" class="icon-button only-narrow" aria-label="Close the panel" onClick={onClose}>
      <Icon name="close" />
    </button>
  )
  if (panel === 'members')
    return (
      <aside class="side-panel members" aria-label="Members">
        <div class="side-head">
          <h2>Members</h2>
          {close}
        </div>
        <MemberList />
      </aside>
    )
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const next = TAB_NAMES[(TAB_NAMES.indexOf(tab) + step + TAB_NAMES.length) % TAB_NAMES.length] ?? 'log'
    setTab(next)
    document.getElementById(`tab-${next}`)?.focus()
  }
  return (
    <aside class="side-panel" aria-label="What Steward did">
      <div class="side-head">
        <h2>What Steward did</h2>
        {close}
      </div>
      <div class="side-tabs">
        <div role="tablist" aria-label="Steward" class="tabs" onKeyDown={onKeyDown}>
          {TAB_NAMES.map((name) => (
            <button
              key={name}
              id={`tab-${name}`}
              type="button"
              role="tab"
              aria-selected={tab === name}
              aria-controls="tab-panel"
              tabIndex={tab === name ? 0 : -1}
              onClick={() => setTab(name)}
            >
              {TABS[name]}
            </button>
          ))}
        </div>
      </div>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`} class="tab-panel">
        <TabContent tab={tab} onLeave={onLeave} />
      </div>
    </aside>
  )
}

function TabContent({ tab, onLeave }: { tab: Tab; onLeave: () => void }) {
  switch (tab) {
    case 'log':
      return <StewardLog />
    case 'cases':
      return <CasesPanel onLeave={onLeave} />
    case 'scenarios':
      return <ScenariosPanel />
    case 'faults':
      return <FaultsPanel />
    case 'bench':
      return <Workbench />
  }
}
