import type { ComponentChildren } from 'preact'
import { COMMUNITY } from '../../community.ts'
import { useActions } from '../state/actions.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { useDirectory } from '../state/directory.ts'
import { EMPTY_DRAFT, listEntries, startInvocation } from '../state/draft.ts'
import { useStored } from '../state/storage.ts'
import { Icon } from './Icon.tsx'

const QUESTION = 'How do I set the daily budget?'
/** Every press floods in other words. */
const SEEDS = 1_000_000

/** For somebody's first visit: one thing to try, by one press. First asking, then moderation; each is gone once it was used. */
export function Hint() {
  const { world } = useConsole()
  const { snapshot } = useDirectory()
  const [asking, setAsking] = useStored('hint', 'new')
  const [moderating, setModerating] = useStored('hint-moderation', 'new')
  const messages = Object.values(world.snapshot?.messages ?? {}).flat()
  const hasAsked = messages.some(({ invokedBy }) => invokedBy?.memberId === snapshot.viewerId)
  const hasHelp = snapshot.channels.some((channel) => channel.name === 'help')
  if (asking === 'new' && !hasAsked && hasHelp) return <AskHint onDone={() => setAsking('seen')} />
  if (!snapshot.bot.isWatching || moderating === 'seen') return null
  if (moderating === 'new' && !world.scenario)
    return <FloodHint onPlayed={() => setModerating('played')} onDone={() => setModerating('seen')} />
  return moderating === 'played' ? <CardHint onDone={() => setModerating('seen')} /> : null
}

function AskHint({ onDone }: { onDone: () => void }) {
  const { open, draft } = useActions()
  const { channelId } = useConsole()
  const { snapshot } = useDirectory()
  const fill = () => {
    const help = snapshot.channels.find((channel) => channel.name === 'help')
    if (!help) return
    const ask = listEntries(snapshot.commands).find((entry) => entry.name === 'ask')
    const filled = ask
      ? { ...EMPTY_DRAFT, invocation: startInvocation(ask, QUESTION) }
      : { ...EMPTY_DRAFT, text: `/ask ${QUESTION}` }
    if (channelId !== help.id) open(help.id)
    draft(help.id, () => filled, true)
    onDone()
  }
  return (
    <HintBox button="Try it" onPress={fill} onDismiss={onDone}>
      <strong>New here?</strong> Ask Steward something in #help: <code>/ask {QUESTION}</code>
    </HintBox>
  )
}

function FloodHint({ onPlayed, onDone }: { onPlayed: () => void; onDone: () => void }) {
  const { call } = useActions()
  const play = async () => {
    const seed = Math.floor(Math.random() * SEEDS)
    const result = await call('/sim/scenarios/start', { name: 'flood', seed })
    if (result.ok) onPlayed()
  }
  return (
    <HintBox button="Play a flood" onPress={play} onDismiss={onDone}>
      <strong>See Steward moderate:</strong> let somebody write the same thing five times. Within a minute the
      copies are gone and the moderators have a card.
    </HintBox>
  )
}

function CardHint({ onDone }: { onDone: () => void }) {
  const { become } = useActions()
  const look = () => {
    onDone()
    become(COMMUNITY.members.bruno, COMMUNITY.channels.modCards)
  }
  return (
    <HintBox button="Be Bruno" onPress={look} onDismiss={onDone}>
      <strong>Steward looks every ten seconds or so.</strong> Its card comes to #mod-cards, which moderators
      see: be Bruno, and press Undo if you think it was wrong.
    </HintBox>
  )
}

interface HintBoxProps {
  button: string
  onPress: () => void
  onDismiss: () => void
  children: ComponentChildren
}

function HintBox({ button, onPress, onDismiss, children }: HintBoxProps) {
  return (
    <aside class="first-hint" aria-label="Something to try">
      <p>{children}</p>
      <button type="button" class="button primary" onClick={onPress}>
        {button}
      </button>
      <button type="button" class="icon-button" aria-label="Dismiss the hint" onClick={onDismiss}>
        <Icon name="close" size={18} />
      </button>
    </aside>
  )
}
