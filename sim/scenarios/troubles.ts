import { newcomer, regular } from './cast.ts'
import type { Random } from './random.ts'
import { textsFrom } from './texts/text.ts'
import {
  ADVICE_REQUESTS,
  FLOODS,
  JOB_POSTS,
  JOB_SEEKERS,
  NEWCOMER_LINKS,
  PROMISING,
  PUMPS,
  SCAMS,
} from './texts/unwelcome.ts'
import type { CastMember, Kind, TimelineEvent, TimelineFile } from './timeline.ts'

/** One piece of trouble: who comes along for it, and what they do from `atMs` on. */
export interface Trouble {
  cast: CastMember[]
  events: TimelineEvent[]
}

export interface Setting {
  random: Random
  /** Unique in the timeline. */
  id: string
  name(): string
  texts: Record<'flood' | 'scam' | 'pump' | 'advice' | 'link' | 'hello' | 'post' | 'seek', () => string>
}

export function settingOf(random: Random, name: () => string, id: string): Setting {
  return {
    random,
    id,
    name,
    texts: {
      flood: textsFrom(FLOODS, random),
      scam: textsFrom(SCAMS, random),
      pump: textsFrom(PUMPS, random),
      advice: textsFrom(ADVICE_REQUESTS, random),
      link: textsFrom(NEWCOMER_LINKS, random),
      hello: textsFrom(PROMISING, random),
      post: textsFrom(JOB_POSTS, random),
      seek: textsFrom(JOB_SEEKERS, random),
    },
  }
}

const PUBLIC_CHANNELS = ['general', 'help', 'plugins', 'dev-core', 'showcase'] as const
const FLOOD_MESSAGES = 5
const CROSS_POST_CHANNELS = 4
const SECOND_MS = 1000
const MINUTE_MS = 60_000

const TROUBLES: readonly [TroubleMaker, ...TroubleMaker[]] = [
  flood,
  crossPost,
  misplacedJob,
  newcomerLink,
  addedLink,
  scam,
  pump,
  adviceRequest,
]
type TroubleMaker = (setting: Setting, atMs: number) => Trouble

/** Every kind of trouble in turn until about `messages` are written, spread over the day. */
export function troubles(
  random: Random,
  day: {
    messages: number
    durationMs: number
    name(): string
    /** Members who join anyway; some of them post a link. */
    newcomers: readonly { key: string; fromMs: number }[]
  },
): Trouble {
  const setting = settingOf(random, day.name, '')
  const all: Trouble = { cast: [], events: [] }
  for (const [index, { key, fromMs }] of day.newcomers.entries()) {
    const kind: Kind = index % 2 === 0 ? 'chatter' : 'newcomer_link'
    const content = kind === 'chatter' ? setting.texts.hello() : setting.texts.link()
    const atMs = Math.min(fromMs + random.between(MINUTE_MS, 20 * MINUTE_MS), day.durationMs)
    all.events.push({ do: 'send', who: key, key: `${key}-first`, kind, channel: 'general', content, atMs })
  }
  const makers = random.shuffle(TROUBLES)
  const written = () => all.events.filter((event) => event.do === 'send').length
  for (let turn = 0; written() < day.messages; turn++) {
    const make = makers[turn % makers.length] ?? flood
    const one = make(
      { ...setting, id: `trouble-${turn}` },
      random.between(0, Math.floor(day.durationMs * 0.95)),
    )
    all.cast.push(...one.cast)
    all.events.push(...one.events)
  }
  return all
}

export function flood(
  { random, id, name, texts }: Setting,
  atMs: number,
  roles: string[] = ['member'],
): Trouble {
  const content = texts.flood()
  const channel = random.pick(PUBLIC_CHANNELS)
  return {
    cast: [{ ...regular(id, name(), random), roles }],
    events: Array.from({ length: FLOOD_MESSAGES }, (_, index) => ({
      do: 'send',
      who: id,
      key: `${id}-${index}`,
      kind: 'flood',
      channel,
      content,
      atMs: atMs + index * 3 * SECOND_MS,
    })),
  }
}

/** One post in several channels within a minute, as from an account that somebody took over. */
export function crossPost(
  { random, id, name, texts }: Setting,
  atMs: number,
  files?: TimelineFile[],
  content = texts.scam(),
): Trouble {
  return {
    cast: [regular(id, name(), random)],
    events: random
      .shuffle(PUBLIC_CHANNELS)
      .slice(0, CROSS_POST_CHANNELS)
      .map((channel, index) => ({
        do: 'send',
        who: id,
        key: `${id}-${index}`,
        kind: 'cross_post',
        channel,
        content,
        atMs: atMs + index * 4 * SECOND_MS,
        ...(files && { files }),
      })),
  }
}

function misplacedJob({ random, id, name, texts }: Setting, atMs: number): Trouble {
  const content = random.chance(0.6) ? texts.post() : texts.seek()
  return single(regular(id, name(), random), 'misplaced_job', random.pick(PUBLIC_CHANNELS), content, atMs)
}

function newcomerLink({ random, id, name, texts }: Setting, atMs: number): Trouble {
  return single(newcomer(id, name(), random), 'newcomer_link', 'general', texts.link(), atMs)
}

/** A friendly greeting, and a link that comes into it half a minute later. */
export function addedLink({ random, id, name, texts }: Setting, atMs: number): Trouble {
  const hello = texts.hello()
  const greeting = single(newcomer(id, name(), random), 'added_link', 'general', hello, atMs)
  const edit: TimelineEvent = {
    do: 'edit',
    key: `${id}-0`,
    content: `${hello} ${texts.link()}`,
    atMs: atMs + MINUTE_MS,
  }
  return { ...greeting, events: [...greeting.events, edit] }
}

function scam({ random, id, name, texts }: Setting, atMs: number): Trouble {
  return single(newcomer(id, name(), random), 'scam', random.pick(PUBLIC_CHANNELS), texts.scam(), atMs)
}

function pump({ random, id, name, texts }: Setting, atMs: number): Trouble {
  const who = random.chance(0.5) ? newcomer(id, name(), random) : regular(id, name(), random)
  return single(who, 'pump', random.pick(PUBLIC_CHANNELS), texts.pump(), atMs)
}

function adviceRequest({ random, id, name, texts }: Setting, atMs: number): Trouble {
  return single(regular(id, name(), random), 'advice_request', 'general', texts.advice(), atMs)
}

/** One message; somebody who is not there yet joins half a minute before it. */
function single(who: CastMember, kind: Kind, channel: string, content: string, atMs: number): Trouble {
  const joining: TimelineEvent[] = who.isThere ? [] : [{ do: 'join', who: who.key, atMs }]
  const sentAt = who.isThere ? atMs : atMs + 30 * SECOND_MS
  return {
    cast: [who],
    events: [
      ...joining,
      { do: 'send', who: who.key, key: `${who.key}-0`, kind, channel, content, atMs: sentAt },
    ],
  }
}
