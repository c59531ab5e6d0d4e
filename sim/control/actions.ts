import type * as z from 'zod'
import type { RateLimits } from '../discord/rate-limits.ts'
import type { Faults } from '../faults.ts'
import { actOnGithub } from '../github/actions.ts'
import type { Github } from '../github/github.ts'
import { autocomplete, useCommand } from '../interactions/commands.ts'
import { submitModal, useComponent } from '../interactions/components.ts'
import { ping, raw } from '../interactions/raw.ts'
import type { InteractionDesk } from '../interactions/service.ts'
import type { Log } from '../log.ts'
import { ACTIONS, type ActionAnswers, type ActionPath } from '../protocol.ts'
import type { Player } from '../scenarios/player.ts'
import { seedState } from '../seed.ts'
import { archiveIdleThreads } from '../world/threads.ts'
import { DEFAULT_SETTINGS, type World } from '../world/world.ts'
import { removeMember, setChannel, setMember, setRole } from './community.ts'
import {
  changeThread,
  deleteMessage,
  dismissMessage,
  editMessage,
  pinMessage,
  reactToMessage,
  sendMessage,
  startThread,
  typeInChannel,
} from './messages.ts'
import type { ReadModeration } from './moderation.ts'
import { badBody, done, type Outcome } from './refusal.ts'

/** What actions act on. */
export interface Control {
  world: World
  desk: InteractionDesk
  faults: Faults
  limits: RateLimits
  log: Log
  player: Player
  github: Github
  /** Carries GitHub's deliveries to Steward. */
  send: typeof fetch
  /** Steward's own records; null where there is no database. */
  moderation: ReadModeration | null
}

type Handlers = {
  [P in ActionPath]: (
    control: Control,
    body: z.output<(typeof ACTIONS)[P]>,
  ) => Outcome<ActionAnswers[P]> | Promise<Outcome<ActionAnswers[P]>>
}

const SCHEMAS: { [P in ActionPath]: z.ZodType<z.output<(typeof ACTIONS)[P]>> } = ACTIONS

const HANDLERS: Handlers = {
  '/sim/messages': ({ world }, body) => sendMessage(world, body),
  '/sim/messages/edit': ({ world }, body) => editMessage(world, body),
  '/sim/messages/delete': ({ world }, body) => deleteMessage(world, body),
  '/sim/messages/react': ({ world }, body) => reactToMessage(world, body),
  '/sim/messages/pin': ({ world }, body) => pinMessage(world, body),
  '/sim/messages/dismiss': ({ world }, body) => dismissMessage(world, body),
  '/sim/typing': ({ world }, body) => typeInChannel(world, body),
  '/sim/threads': ({ world }, body) => startThread(world, body),
  '/sim/threads/patch': ({ world }, body) => changeThread(world, body),
  '/sim/interactions/command': ({ desk }, body) => useCommand(desk, body),
  '/sim/interactions/autocomplete': ({ desk }, body) => autocomplete(desk, body),
  '/sim/interactions/component': ({ desk }, body) => useComponent(desk, body),
  '/sim/interactions/modal': ({ desk }, body) => submitModal(desk, body),
  '/sim/interactions/ping': ({ desk }) => ping(desk),
  '/sim/interactions/raw': ({ desk }, body) => raw(desk, body),
  '/sim/members': ({ world }, body) => setMember(world, body),
  '/sim/members/remove': ({ world }, body) => removeMember(world, body),
  '/sim/roles': ({ world }, body) => setRole(world, body),
  '/sim/channels': ({ world }, body) => setChannel(world, body),
  '/sim/settings': ({ world }, body) => {
    Object.assign(world.settings, body)
    return done({ settings: world.settings })
  },
  '/sim/clock': ({ world }, body) => {
    world.clock.advance(body.advanceSeconds * 1000)
    archiveIdleThreads(world)
    world.tell({ kind: 'community' })
    return done({ now: world.clock.iso() })
  },
  '/sim/faults': ({ faults }, body) => done({ fault: faults.add(body) }),
  '/sim/faults/clear': ({ faults }, body) => {
    faults.clear(body.id)
    return done({ faults: faults.list() })
  },
  '/sim/scenarios/start': ({ player }, body) => player.start(body),
  '/sim/scenarios/stop': ({ player }) => done({ run: player.stop() }),
  '/sim/github': ({ github, send }, body) => actOnGithub(github, send, body),
  '/sim/reset': (control) => {
    reset(control)
    return done({ ok: true })
  },
}

/** Registered commands stay: Steward put them there once, when it was set up. */
function reset({ world, desk, faults, limits, log, player, github }: Control): void {
  player.reset()
  github.reset()
  const { commands } = world.state
  world.clock.reset()
  world.state = { ...seedState(world.clock.now(), world), commands }
  world.settings = { ...DEFAULT_SETTINGS }
  faults.clear()
  limits.reset()
  log.reset()
  desk.modals.clear()
  desk.sent.clear()
  world.tell({ kind: 'community' })
}

export function isAction(path: string): path is ActionPath {
  return Object.hasOwn(ACTIONS, path)
}

export function act<P extends ActionPath>(
  control: Control,
  path: P,
  body: unknown,
): Outcome<ActionAnswers[P]> | Promise<Outcome<ActionAnswers[P]>> {
  const parsed = SCHEMAS[path].safeParse(body)
  if (parsed.success) return HANDLERS[path](control, parsed.data)
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  return badBody(problems.join('; '))
}
