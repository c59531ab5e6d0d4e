import { useActions } from '../state/actions.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { useDirectory } from '../state/directory.ts'
import { EMPTY_DRAFT, listEntries, startInvocation } from '../state/draft.ts'
import { useStored } from '../state/storage.ts'
import { Icon } from './Icon.tsx'

const QUESTION = 'How do I set the daily budget?'

/** For somebody's first visit: one thing to try, put into the composer by one press. Gone once a command was used. */
export function Hint() {
  const [state, setState] = useStored('hint', 'new')
  const { open, draft } = useActions()
  const { world, channelId } = useConsole()
  const { snapshot } = useDirectory()
  const help = snapshot.channels.find((channel) => channel.name === 'help')
  const messages = Object.values(world.snapshot?.messages ?? {}).flat()
  const hasAsked = messages.some(({ invokedBy }) => invokedBy?.memberId === snapshot.viewerId)
  if (state !== 'new' || help === undefined || hasAsked) return null
  const fill = () => {
    const ask = listEntries(snapshot.commands).find((entry) => entry.name === 'ask')
    const filled = ask
      ? { ...EMPTY_DRAFT, invocation: startInvocation(ask, QUESTION) }
      : { ...EMPTY_DRAFT, text: `/ask ${QUESTION}` }
    if (channelId !== help.id) open(help.id)
    draft(help.id, () => filled, true)
    setState('seen')
  }
  return (
    <aside class="first-hint" aria-label="A first thing to try">
      <p>
        <strong>New here?</strong> Ask Steward something in #help: <code>/ask {QUESTION}</code>
      </p>
      <button type="button" class="button primary" onClick={fill}>
        Try it
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Dismiss the hint"
        onClick={() => setState('seen')}
      >
        <Icon name="close" size={18} />
      </button>
    </aside>
  )
}
