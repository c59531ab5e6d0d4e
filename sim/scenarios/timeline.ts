/** What a message of a scenario is, known because the scenario wrote it: what Steward makes of it can be held against this. */
export const KINDS = {
  chatter: { isWelcome: true },
  question: { isWelcome: true },
  answer: { isWelcome: true },
  thanks: { isWelcome: true },
  showcase: { isWelcome: true },
  /** In the jobs channel, where it belongs. */
  job: { isWelcome: true },
  /** A job post, or somebody looking for one, in another channel. */
  misplaced_job: { isWelcome: false },
  /** The same message again and again. */
  flood: { isWelcome: false },
  /** The same post in many channels. */
  cross_post: { isWelcome: false },
  /** A link by somebody new. */
  newcomer_link: { isWelcome: false },
  /** A link that an edit brings in. */
  added_link: { isWelcome: false },
  scam: { isWelcome: false },
  pump: { isWelcome: false },
  advice_request: { isWelcome: false },
} as const satisfies Record<string, { isWelcome: boolean }>

export type Kind = keyof typeof KINDS

/** Somebody a scenario brings along. Nobody here is a real person. */
export interface CastMember {
  /** Unique in the timeline. */
  key: string
  name: string
  about: string
  accountAgeDays: number
  /** 0 for those who join during the scenario. */
  joinedDaysAgo: number
  /** Names of roles of the community. */
  roles: string[]
  /** A member from the start; otherwise a `join` event brings them in. */
  isThere: boolean
  dmsClosed?: true
}

export interface TimelineFile {
  filename: string
  contentType: string
  /** Bytes. */
  size: number
}

/** `key` names a message within the timeline, `channel` a channel by its name; `atMs` counts from the start. */
export type TimelineEvent = { atMs: number } & (
  | { do: 'join'; who: string }
  | {
      do: 'send'
      who: string
      key: string
      kind: Kind
      channel: string
      content: string
      files?: TimelineFile[]
      replyTo?: string
    }
  | { do: 'edit'; key: string; content: string }
  | { do: 'delete'; key: string }
  | { do: 'react'; who: string; key: string; emoji: string }
)

export type SendEvent = Extract<TimelineEvent, { do: 'send' }>

/** A scenario played out on paper: the same seed gives the same timeline, whenever and wherever. */
export interface Timeline {
  cast: CastMember[]
  /** In order of time. */
  events: TimelineEvent[]
  durationMs: number
}

export interface ScenarioOptions {
  seed: number
  members: number
  messages: number
  /** How long it takes in the community's own time. */
  minutes: number
}

/** A declaration and a pure function; `registry.ts` lists them all. */
export interface Scenario {
  name: string
  label: string
  /** What happens, and what to look for, in two sentences. */
  about: string
  /** `speed` is how many times faster than that it is played unless somebody says otherwise. */
  defaults: Omit<ScenarioOptions, 'seed'> & { speed: number }
  generate(options: ScenarioOptions): Timeline
}

export function inOrder(events: TimelineEvent[]): TimelineEvent[] {
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event.atMs - b.event.atMs || a.index - b.index)
    .map(({ event }) => event)
}
