import { deleteMessage, editMessage, reactToMessage, sendMessage } from '../control/messages.ts'
import { conflict, done, notFound, type Outcome } from '../control/refusal.ts'
import type { ActionBody, ScenarioPost, ScenarioRun } from '../protocol.ts'
import { addPeople, announceArrival, newPerson } from '../world/members.ts'
import type { StoredMember } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { scenarioNamed } from './registry.ts'
import type { CastMember, Timeline, TimelineEvent } from './timeline.ts'

/** Plays timelines into the community by the same actions that a member's client uses, so that Discord's rules hold. */
export interface Player {
  start(body: ActionBody<'/sim/scenarios/start'>): Outcome<{ run: ScenarioRun }>
  stop(): ScenarioRun | null
  /** The one that is played, or was played last. */
  run(): ScenarioRun | null
  posts(): ScenarioPost[]
  /** Stops and forgets. */
  reset(): void
}

/** Calls back after a while; gives the way to take that back. */
export type Schedule = (callback: () => void, delayMs: number) => () => void

const bySystemTimer: Schedule = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}

interface Playing {
  run: ScenarioRun
  timeline: Timeline
  /** Ids by the timeline's keys. */
  people: Map<string, string>
  posts: Map<string, ScenarioPost>
  cancel: () => void
}

export function createPlayer(
  world: World,
  {
    now = () => performance.now(),
    schedule = bySystemTimer,
  }: { now?: () => number; schedule?: Schedule } = {},
): Player {
  let playing: Playing | null = null
  const tell = () => world.tell({ kind: 'scenario', run: playing && { ...playing.run } })

  const start: Player['start'] = (body) => {
    const scenario = scenarioNamed(body.name)
    if (!scenario) return notFound('scenario')
    if (playing?.run.state === 'running') return conflict('A scenario is running. Stop it first.')
    const { defaults } = scenario
    const { name, seed = 1, speed = defaults.speed } = body
    const timeline = scenario.generate({
      seed,
      members: body.members ?? defaults.members,
      messages: body.messages ?? defaults.messages,
      minutes: body.minutes ?? defaults.minutes,
    })
    const run: ScenarioRun = {
      name,
      label: scenario.label,
      seed,
      state: 'running',
      played: 0,
      total: timeline.events.length,
      refused: 0,
      startedAt: world.clock.iso(),
      seconds: Math.round((timeline.events.at(-1)?.atMs ?? 0) / speed / 1000),
    }
    const one: Playing = { run, timeline, people: new Map(), posts: new Map(), cancel: () => {} }
    playing = one
    const there = timeline.cast.filter(({ isThere }) => isThere)
    const people = there.map((member) => bring(world, one, member))
    if (people.length > 0) addPeople(world, people)
    const startedAt = now()
    const step = () => {
      const event = timeline.events[run.played]
      if (!event) {
        run.state = 'done'
        return tell()
      }
      const wait = startedAt + event.atMs / speed - now()
      if (wait > 0) {
        one.cancel = schedule(step, wait)
        return
      }
      if (!play(world, one, event)) run.refused += 1
      run.played += 1
      tell()
      // One event a turn: requests and the page get theirs in between.
      one.cancel = schedule(step, 0)
    }
    tell()
    one.cancel = schedule(step, 0)
    return done({ run: { ...run } })
  }

  const stop = (): ScenarioRun | null => {
    if (playing?.run.state === 'running') {
      playing.cancel()
      playing.run.state = 'stopped'
      tell()
    }
    return playing && { ...playing.run }
  }
  return {
    start,
    stop,
    run: () => playing && { ...playing.run },
    posts: () => [...(playing?.posts.values() ?? [])],
    reset: () => {
      stop()
      playing = null
      tell()
    },
  }
}

function bring(world: World, { people }: Playing, member: CastMember): StoredMember {
  const named = world.state.roles.filter(({ name }) => member.roles.includes(name))
  const person = {
    ...newPerson(world, member),
    about: member.about,
    roleIds: named.map(({ id }) => id),
    dmsClosed: member.dmsClosed ?? false,
  }
  people.set(member.key, person.id)
  return person
}

/** Does what the event says; false when the rules of Discord do not let it happen. */
function play(world: World, playing: Playing, event: TimelineEvent): boolean {
  const { people, posts, timeline } = playing
  switch (event.do) {
    case 'join': {
      const member = timeline.cast.find(({ key }) => key === event.who)
      if (!member) return false
      const person = bring(world, playing, member)
      addPeople(world, [person])
      announceArrival(world, person)
      return true
    }
    case 'send': {
      const as = people.get(event.who)
      const channel = world.state.channels.find(({ name, type }) => name === event.channel && type !== 1)
      if (as === undefined || !channel) return false
      const replyTo = event.replyTo === undefined ? undefined : posts.get(event.replyTo)?.messageId
      const sent = sendMessage(world, {
        as,
        channelId: channel.id,
        content: event.content,
        ...(event.files && { attachments: event.files }),
        ...(replyTo !== undefined && { replyTo }),
      })
      if (!sent.ok) return false
      const { key, kind } = event
      const { id: messageId } = sent.value.message
      posts.set(key, { key, kind, memberId: as, channelId: channel.id, messageId })
      return true
    }
    case 'edit':
    case 'delete': {
      const post = posts.get(event.key)
      if (!post) return false
      const target = { as: post.memberId, channelId: post.channelId, messageId: post.messageId }
      return event.do === 'edit'
        ? editMessage(world, { ...target, content: event.content }).ok
        : deleteMessage(world, target).ok
    }
    case 'react': {
      const post = posts.get(event.key)
      const as = people.get(event.who)
      if (!post || as === undefined) return false
      const { channelId, messageId } = post
      return reactToMessage(world, { as, channelId, messageId, emoji: event.emoji, on: true }).ok
    }
  }
}
