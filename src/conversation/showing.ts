import { answeredElsewhere, type Composed, sourcesFound } from '../answer/compose.ts'
import type { InteractionHandle, MessageParts, PostedMessage } from '../discord/messages.ts'
import { DISCORD_CODE, type DiscordFailure, type DiscordResult } from '../discord/result.ts'
import { shorten } from '../discord/text.ts'
import { type AfterFailure, afterFailure, isGone } from './after-failure.ts'
import { isUnasked } from './ask.ts'
import { conclusionWithout } from './concluding.ts'
import type { ConversationDeps } from './deps.ts'
import { partsOf, withLinesAbove } from './parts.ts'
import type { Mark, Place, Run } from './run.ts'

type ShowingDeps = Pick<ConversationDeps, 'discord' | 'log' | 'now' | 'config' | 'quote' | 'customId'>

const MAX_THREAD_ATTEMPTS = 3
const THREAD_RETRY_MS = 1_000
/** Discord can limit new threads for many minutes; a reply to the message is there at once. */
const MAX_THREAD_WAIT_MS = 10_000
const MAX_THREAD_NAME_CHARS = 90
/** Discord takes at most 25 characters. */
const NONCE_ID_CHARS = 20
/** The work can be faster than the acknowledgement that makes the reply. */
const ACKNOWLEDGED_MS = 300

/** Puts the message into the answer's first place: edits the reply, or posts once and edits from then on. */
export async function showFirst(
  run: Run,
  parts: MessageParts,
  { discord }: Pick<ShowingDeps, 'discord'>,
): Promise<DiscordResult<PostedMessage>> {
  const { place, messages, marks } = run
  if (place.kind === 'reply') return discord.editOriginal(replyOf(run), parts)
  const [first] = messages
  if (first) return discord.editMessage(first.channelId, first.id, parts)
  const posted = await discord.createMessage(place.channelId, parts, {
    nonce: nonceOf(run, 0),
    replyTo: place.replyTo ?? undefined,
  })
  // An earlier attempt may have posted other words under this nonce: Discord then gives that message back.
  const mayBeOlder = marks.sources !== undefined && marks['part:0'] !== 'done'
  return posted.ok && mayBeOlder
    ? discord.editMessage(posted.value.channel_id, posted.value.id, parts)
    : posted
}

/** The sources found, before anything is written. Optional: whatever goes wrong, the answer follows. */
export async function showSources(run: Run, deps: ShowingDeps): Promise<Run> {
  const sources = sourcesFound(run.passages ?? [])
  const content = withLinesAbove(run, sources.content)
  const shown = await showFirst(run, partsFor({ ...sources, content }), deps)
  if (shown.ok) return posted(marked(run, 'sources', 'done'), 0, shown.value)
  const { failure } = shown
  if (failure.kind === 'refused' && run.place.kind === 'reply' && isGone(failure) && !run.failures.sources) {
    return { ...withFailure(run, 'sources'), dueAt: deps.now() + ACKNOWLEDGED_MS }
  }
  logFailure(deps, run, 'sources', failure)
  const isRefused = failure.kind === 'refused' && run.place.kind === 'channel'
  const hasReply = run.ask.origin.kind === 'interaction'
  return marked(isRefused && hasReply ? inReply(run) : run, 'sources', 'skipped')
}

/** A thread under the message asked about; where there can be none, the answer is a reply to that message. */
export async function startThread(run: Run, threadId: string, deps: ShowingDeps): Promise<Run> {
  const name = `Answer: ${shorten(run.ask.text.replace(/\s+/g, ' ').trim(), MAX_THREAD_NAME_CHARS)}`
  const started = await deps.discord.startThread(run.ask.channelId, threadId, name)
  const inThread: Run = {
    ...marked(run, 'thread', 'done'),
    place: { kind: 'channel', channelId: threadId, replyTo: null },
  }
  if (started.ok) return inThread
  const { failure } = started
  if (failure.kind === 'refused') {
    if (failure.code === DISCORD_CODE.threadAlreadyExists) return inThread
    logFailure(deps, run, 'thread', failure)
    return marked(run, 'thread', 'skipped')
  }
  const failed = withFailure(run, 'thread')
  const pause = failure.kind === 'rate_limited' ? failure.retryAfterMs : THREAD_RETRY_MS
  if ((failed.failures.thread ?? 0) >= MAX_THREAD_ATTEMPTS || pause > MAX_THREAD_WAIT_MS) {
    logFailure(deps, run, 'thread', failure)
    return marked(failed, 'thread', 'skipped')
  }
  return { ...failed, dueAt: deps.now() + pause }
}

/** One message of the answer. */
export async function showPart(run: Run, part: number, deps: ShowingDeps): Promise<Run> {
  const parts = partsOf(run)[part]
  if (!parts) throw new RangeError(`the answer has no part ${part}`)
  const shown = part === 0 ? await showFirst(run, parts, deps) : await showFurther(run, part, parts, deps)
  const mark = `part:${part}`
  if (shown.ok)
    return { ...posted(marked(run, mark, 'done'), part, shown.value), shownAt: run.shownAt ?? deps.now() }
  logFailure(deps, run, mark, shown.failure)
  return changed(run, mark, afterFailure(run, mark, shown.failure, deps.now()), deps)
}

/** Tells the person who used "Answer from the docs" where the answer is; the placeholder must not think for ever. */
export async function pointToAnswer(run: Run, deps: ShowingDeps): Promise<Run> {
  const channelId = run.messages[0]?.channelId ?? run.ask.channelId
  const shown = await deps.discord.editOriginal(replyOf(run), partsFor(answeredElsewhere(channelId)))
  if (shown.ok) return marked(run, 'point', 'done')
  logFailure(deps, run, 'point', shown.failure)
  const after = afterFailure({ ...run, place: { kind: 'reply' } }, 'point', shown.failure, deps.now())
  return after.do === 'retry'
    ? { ...withFailure(run, 'point'), dueAt: after.at }
    : marked(run, 'point', 'skipped')
}

/** The reply can no longer be edited: the answer becomes a message of its own. */
export function leaveReply(run: Run): Run {
  const { channelId } = run.ask
  return moved(
    { ...run, refusedPlaces: [...run.refusedPlaces, 'reply'] },
    { kind: 'channel', channelId, replyTo: null },
  )
}

export function marked(run: Run, id: string, mark: Mark): Run {
  return { ...run, marks: { ...run.marks, [id]: mark } }
}

export function withFailure(run: Run, id: string): Run {
  return { ...run, failures: { ...run.failures, [id]: (run.failures[id] ?? 0) + 1 } }
}

function changed(run: Run, mark: string, after: AfterFailure, deps: ShowingDeps): Run {
  const failed = withFailure(run, mark)
  switch (after.do) {
    case 'retry':
      return { ...failed, dueAt: after.at }
    case 'leave_reply':
      return leaveReply(failed)
    case 'use_reply':
      return inReply(failed)
    case 'fold':
      return { ...withoutParts(failed), messages: failed.messages.slice(0, 1), isFolded: true }
    case 'give_up': {
      // Perhaps it is this very message that Discord does not take: one plain sentence is tried before nothing is.
      if (failed.marks['gave-up'] || isUnasked(run.ask)) {
        deps.log('answer_not_shown', {
          answerId: run.answerId,
          ageMs: deps.now() - run.askedAt,
          starts: run.starts,
        })
        return marked(failed, 'abandon', 'skipped')
      }
      const result = conclusionWithout('gave_up', failed, deps)
      return { ...withoutParts(marked(failed, 'gave-up', 'done')), result, isFolded: false }
    }
  }
}

function showFurther(run: Run, part: number, parts: MessageParts, { discord }: ShowingDeps) {
  const channelId = run.place.kind === 'channel' ? run.place.channelId : run.ask.channelId
  return discord.createMessage(channelId, parts, { nonce: nonceOf(run, part), replyTo: run.messages[0]?.id })
}

function inReply(run: Run): Run {
  return moved({ ...run, refusedPlaces: [...run.refusedPlaces, 'channel'] }, { kind: 'reply' })
}

function moved(run: Run, place: Place): Run {
  return { ...withoutParts(run), place, messages: [], failures: {} }
}

function withoutParts(run: Run): Run {
  const marks = Object.entries(run.marks).filter(([id]) => !id.startsWith('part:'))
  return { ...run, marks: Object.fromEntries(marks) }
}

function posted(run: Run, part: number, { id, channel_id }: PostedMessage): Run {
  const messages = [...run.messages]
  messages[part] = { id, channelId: channel_id }
  return { ...run, messages }
}

function replyOf({ ask: { origin } }: Run): InteractionHandle {
  if (origin.kind !== 'interaction') throw new Error('a message has no reply that could be edited')
  const { applicationId, token } = origin
  return { applicationId, token }
}

function partsFor({ content, components }: Composed): MessageParts {
  return { content, embeds: [], components }
}

function nonceOf({ answerId, place, refusedPlaces }: Run, part: number): string {
  const attempt = place.kind === 'channel' ? refusedPlaces.length : 0
  return `${answerId.slice(0, NONCE_ID_CHARS)}.${attempt}.${part}`
}

function logFailure(
  { log }: ShowingDeps,
  { answerId, place }: Run,
  act: string,
  failure: DiscordFailure,
): void {
  const isPermission =
    failure.kind === 'refused' &&
    (failure.code === DISCORD_CODE.missingAccess || failure.code === DISCORD_CODE.missingPermissions)
  log('discord_failed', {
    answerId,
    act,
    place: place.kind,
    channelId: place.kind === 'channel' ? place.channelId : null,
    ...failureFields(failure),
    ...(isPermission && {
      remedy:
        'give Steward View Channel, Send Messages, Create Public Threads and Send Messages in Threads there',
    }),
  })
}

function failureFields(failure: DiscordFailure) {
  switch (failure.kind) {
    case 'refused':
      return { failure: failure.kind, status: failure.status, code: failure.code, detail: failure.message }
    case 'rate_limited':
      return { failure: failure.kind, retryAfterMs: failure.retryAfterMs }
    case 'unknown':
      return { failure: failure.kind, detail: failure.detail }
  }
}
