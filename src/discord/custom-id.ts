/** Discord's limit for a component's or modal's `custom_id`. */
const MAX_CUSTOM_ID_CHARS = 100

/** Raise it when a kind's fields change meaning: older messages' components are then answered as stale. */
const VERSION = '1'

/** Every kind of component and modal with the fields it carries, in order. */
const KINDS = {
  /** A vote on an answer: `value` is helpful or not_helpful. */
  vote: ['answer', 'value'],
  /** The reason for "not helpful": a select; the value is the reason. */
  'vote-reason': ['answer'],
  /** The modal for a reason in the member's own words. */
  'vote-note': ['answer'],
  /** Shows an answer's sources. */
  sources: ['answer'],
  /** A moderator's decision about a case: `act` is one of `CASE_ACTS`. */
  case: ['number', 'act'],
  /** A moderator's vote on a candidate for unconstructive feedback: `label` is one of the reviews'. */
  feedback: ['channel', 'flag', 'label'],
  /** A moderator's vote in `/review`: `act` is a label, or back. */
  review: ['flag', 'act'],
  /** A replay of past messages: `act` is stop, or the page to show. */
  replay: ['run', 'act'],
  /** The form of a bug report. */
  'bug-form': ['report'],
  /** A bug report while its member decides: `act` is a `ReportAct`. */
  bug: ['report', 'act'],
  /** An issue there is: a select; the value is its number. */
  'bug-same': ['report'],
  /** On a moderators' card: tries a step of an announcement again. */
  'announcement-retry': ['number'],
  /** The modal for the note of a report. */
  'report-note': ['channel', 'message', 'author'],
  /** A question about a term: `act` is answer or dismiss. */
  lingo: ['question', 'act'],
  /** Whose name the term is: a select of members. */
  'lingo-alias': ['question'],
  /** The modal for an answer. */
  'lingo-answer': ['question'],
  /** A member's profile: `act` is reset, confirm or keep. */
  profile: ['member', 'act'],
  /** What is held on the presser: `act` is erase or keep. */
  privacy: ['act'],
} as const satisfies Record<string, readonly string[]>

export type CustomIdKind = keyof typeof KINDS
export type CustomIdFields<K extends CustomIdKind> = Record<(typeof KINDS)[K][number], string>
export type CustomId = { [K in CustomIdKind]: { kind: K; fields: CustomIdFields<K> } }[CustomIdKind]

/** `1:vote:a1b2c3:helpful`. Throws when it would pass Discord's 100 characters: a bug in the caller, not bad input. */
export function encodeCustomId<K extends CustomIdKind>(kind: K, fields: CustomIdFields<K>): string {
  const names: readonly (keyof CustomIdFields<K>)[] = KINDS[kind]
  const id = [VERSION, kind, ...names.map((name) => quoteColon(fields[name]))].join(':')
  if (id.length > MAX_CUSTOM_ID_CHARS)
    throw new RangeError(`custom id of kind ${kind} has ${id.length} characters`)
  return id
}

/** What a custom id says, or null for one that another version wrote, or nobody. */
export function decodeCustomId(id: string): CustomId | null {
  const [version, kind, ...values] = id.split(':')
  if (version !== VERSION || kind === undefined || !isKind(kind)) return null
  const names: readonly string[] = KINDS[kind]
  if (values.length !== names.length) return null
  const fields = Object.fromEntries(names.map((name, index) => [name, unquoteColon(values[index] ?? '')]))
  return { kind, fields } as CustomId
}

function isKind(kind: string): kind is CustomIdKind {
  return Object.hasOwn(KINDS, kind)
}

function quoteColon(value: string): string {
  return value.replaceAll('%', '%25').replaceAll(':', '%3A')
}

function unquoteColon(value: string): string {
  return value.replaceAll('%3A', ':').replaceAll('%25', '%')
}
