import type { ComponentChildren } from 'preact'
import { createContext } from 'preact'
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { COMMUNITY } from '../../community.ts'
import type { Modal } from '../../protocol.ts'
import { ActionsContext, type Sending, type Toast } from './actions.ts'
import { buildActions, type Controls } from './buildActions.ts'
import { buildDirectory, DirectoryContext, firstChannelId } from './directory.ts'
import type { Draft } from './draft.ts'
import { loadMarks, saveMarks } from './marks.ts'
import { formatRoute, parseRoute, type Route } from './route.ts'
import { read, write } from './storage.ts'
import { type Connection, listen } from './stream.ts'
import { findUnread, type ReadMarks, startMarks, type Unread } from './unread.ts'
import { applyEvent, EMPTY_WORLD, forgetLog, type World } from './world.ts'

export interface ConsoleState {
  readonly world: World
  readonly connection: Connection
  readonly channelId: string | undefined
  readonly drafts: Readonly<Record<string, Draft>>
  /** Grows each time the cursor should go to the composer. */
  readonly focusRequests: number
  readonly toasts: readonly Toast[]
  readonly modal: Modal | undefined
  readonly marks: ReadMarks
  readonly sending: readonly Sending[]
  readonly unread: ReadonlyMap<string, Unread>
}

/** Who one is before choosing: a member with nothing special. */
const FIRST_MEMBER = COMMUNITY.members.edda

const StateContext = createContext<ConsoleState | undefined>(undefined)

export function useConsole(): ConsoleState {
  const state = useContext(StateContext)
  if (state === undefined) throw new Error('useConsole stands outside of its provider')
  return state
}

/** Holds all that the page knows, fed by the address and the simulator's stream. */
export function ConsoleProvider({ children }: { children: ComponentChildren }) {
  const route = useRoute()
  const memberId = route.memberId ?? read('member') ?? FIRST_MEMBER
  const [world, setWorld] = useState<World>(EMPTY_WORLD)
  const [connection, setConnection] = useState<Connection>('connecting')
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({})
  const [focusRequests, setFocusRequests] = useState(0)
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const [modal, setModal] = useState<Modal>()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const [marks, setMarks] = useState<ReadMarks>({})

  useEffect(
    () =>
      listen(memberId, {
        onEvent: (event) => setWorld((known) => applyEvent(known, event, Date.now())),
        onConnection(next) {
          setConnection(next)
          if (next === 'lost') setWorld(forgetLog)
          // What was said of a simulator that was away is over.
          if (next === 'open') setToasts([])
        },
        onStranger() {
          write('member', FIRST_MEMBER)
          location.hash = formatRoute({ channelId: route.channelId, memberId: FIRST_MEMBER })
        },
      }),
    [memberId],
  )

  const { snapshot } = world
  const viewerId = snapshot?.viewerId
  useEffect(() => {
    if (viewerId === undefined) return
    write('member', viewerId)
    setMarks(loadMarks(viewerId))
  }, [viewerId])
  useEffect(() => {
    if (snapshot) setMarks((known) => startMarks(known, snapshot))
  }, [snapshot?.channels.length, snapshot?.threads.length, viewerId])
  useEffect(() => {
    if (viewerId !== undefined && Object.keys(marks).length > 0) saveMarks(viewerId, marks)
  }, [marks, viewerId])

  const channelId = route.channelId ?? (snapshot && firstChannelId(snapshot))
  useEffect(() => {
    // The address can be copied at any time: it names the channel and the member even when nobody chose them.
    if (channelId === undefined || viewerId === undefined || route.memberId !== undefined) return
    history.replaceState(null, '', formatRoute({ channelId, memberId: viewerId }))
  }, [channelId, viewerId])

  const controls: Controls = {
    world,
    channelId,
    setWorld,
    setDrafts,
    setFocusRequests,
    setToasts,
    setModal,
    setMarks,
    setSending,
    go: (next) => {
      location.hash = formatRoute({ channelId, memberId: viewerId, ...next })
    },
  }
  const latest = useRef(controls)
  latest.current = controls
  const actions = useMemo(() => buildActions(() => latest.current), [])

  const directory = useMemo(
    () => snapshot && buildDirectory(snapshot),
    // Messages come and go all the time and are not looked up here.
    [snapshot?.members, snapshot?.roles, snapshot?.channels, snapshot?.threads, snapshot?.commands, viewerId],
  )
  const unread = useMemo(() => (snapshot ? findUnread(snapshot, marks) : new Map()), [snapshot, marks])
  const state = { world, connection, channelId, drafts, focusRequests, toasts, modal, marks, sending, unread }
  return (
    <ActionsContext.Provider value={actions}>
      <DirectoryContext.Provider value={directory}>
        <StateContext.Provider value={state}>{children}</StateContext.Provider>
      </DirectoryContext.Provider>
    </ActionsContext.Provider>
  )
}

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash))
  useEffect(() => {
    const onChange = () => setRoute(parseRoute(location.hash))
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  return route
}
