import { before } from '../../discord/snowflake.ts'
import { factsOf } from '../../watch/facts.ts'
import { NO_MEMBER } from '../../watch/members.ts'
import { waitAfter } from '../../watch/reading-failed.ts'
import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import { readMessage } from '../reading.ts'
import { adviceDecision } from './advice.ts'
import { hasBudget } from './asking.ts'
import { afterReadingFailed, type Candidate, candidateOf, isNewer, nextSweepAt } from './candidate.ts'
import { decideJobs, type JobsPost } from './deciding.ts'
import type { SweepDeps } from './deps.ts'
import { type Circumstances, judgeCandidate } from './judging.ts'
import { asItStands } from './reread.ts'
import type { Outgoing, SweepStore } from './store.ts'

/**
 * Candidates of one alarm. The Free plan allows 50 requests an invocation: each of these is one to Discord and one to the
 * model, and either may be tried again; the jobs channel and the list of channels come on top.
 */
const CANDIDATES_A_RUN = 6
/** The rest of a sweep goes on at once, in an invocation of its own. */
const CONTINUE_MS = 1_000
/** With so many waiting, more are refused; whoever hands them in keeps them and comes again. */
const MAX_WAITING = 500
const HAND_RETRY_MS = 5_000
const MAX_HAND_RETRY_MS = 300_000
/** For so long a later copy of a post joins what was decided about the first. */
const REMEMBERED_MS = 86_400_000
/** A post in the jobs channel that is older than this does not stand for a new one. */
const JOBS_POST_MS = 14 * 86_400_000

/** Stores what is to be looked at. Throws when too much waits already. */
export function add(
  decisions: readonly Decision[],
  messages: readonly MessageFacts[],
  store: SweepStore,
  { policy, now }: Pick<SweepDeps, 'policy' | 'now'>,
): void {
  for (const decision of decisions) {
    const message = messages.find(({ id }) => id === decision.messages[0]?.id)
    if (!message) continue
    const waiting = store.candidates()
    const known = store.candidate(message.id)
    if (!known && waiting.length >= MAX_WAITING) throw new Error('too many messages wait to be judged')
    // An earlier version that comes late must not take the place of a newer one.
    if (known && isNewer(known.message, message)) continue
    const sweepAt = nextSweepAt(waiting, now(), policy.jobs.sweepMinutes)
    store.save(candidateOf(decision, message, known, now(), sweepAt))
  }
}

/**
 * One alarm of a sweep: hands over what is decided, judges some of what is due, and decides about all that is judged once
 * nothing due is left to judge, so that copies of a post are decided about together. Rejects when a list of channels or
 * messages cannot be read: nothing is lost, and it is done again.
 */
export async function sweep(store: SweepStore, deps: SweepDeps): Promise<void> {
  store.forget(deps.now() - REMEMBERED_MS)
  await handOver(store, deps)
  const due = dueToJudge(store.candidates(), deps.now())
  if (due.length > 0) {
    const circumstances = await look(due, deps)
    for (const candidate of due.slice(0, CANDIDATES_A_RUN)) {
      const message = await readAgain(candidate, store, deps)
      if (message) await judgeCandidate(candidate, message, circumstances, store, deps)
    }
    if (dueToJudge(store.candidates(), deps.now()).length > 0) return
  }
  await decideAll(store, deps)
  await handOver(store, deps)
}

/** When there is something to do again, in epoch milliseconds; null when nothing is kept. */
export function nextAt(store: SweepStore, now: number): number | null {
  const handedAt = store.oldestHandedAt()
  const times = [
    // What is judged already waits for a sweep that broke off.
    ...store.candidates().map(({ verdict, dueAt }) => (verdict ? now + CONTINUE_MS : dueAt)),
    ...store.outgoing().map(({ dueAt }) => dueAt),
    ...(handedAt === null ? [] : [handedAt + REMEMBERED_MS + 1]),
  ]
  return times.length === 0 ? null : Math.max(Math.min(...times), now + CONTINUE_MS)
}

function dueToJudge(candidates: readonly Candidate[], now: number): Candidate[] {
  return candidates
    .filter(({ verdict, dueAt }) => verdict === null && dueAt <= now)
    .toSorted((a, b) => a.dueAt - b.dueAt)
}

async function look([first]: readonly Candidate[], deps: SweepDeps): Promise<Circumstances> {
  const { model, budget, now } = deps
  const { jobs, moderators } = await deps.places()
  const budgetChannelId = jobs ?? moderators ?? first?.message.channelId ?? ''
  const mayAsk = model !== null && (await hasBudget(model, budgetChannelId, budget, now()))
  return { mayAsk, budgetChannelId }
}

/** The message as it stands now; null when it is gone, or cannot be read now. */
async function readAgain(
  candidate: Candidate,
  store: SweepStore,
  { discord, purposeOf, log, now }: SweepDeps,
): Promise<MessageFacts | null> {
  const { message } = candidate
  const page = await discord.messagesAfter(message.channelId, before(message.id))
  if (page.ok) {
    const purpose = purposeOf(message)
    const current = purpose && asItStands(message, page.value.messages, purpose)
    if (!current) store.drop(message.id)
    return current
  }
  const { failure } = page
  log('sweep_not_read', { channel: message.channelId, failure: failure.kind })
  const isGone = failure.kind === 'refused' && failure.status === 404
  const current = store.candidate(message.id) ?? candidate
  const again = isGone ? null : afterReadingFailed(current, now(), waitAfter(failure, candidate.failures + 1))
  if (again) store.save(again)
  else store.drop(message.id)
  return null
}

async function decideAll(store: SweepStore, deps: SweepDeps): Promise<void> {
  const { policy, now } = deps
  const ready = judgedOf(store)
  if (ready.length === 0) return
  const { jobs: jobsChannel } = await deps.places()
  const isMoving = ready.some(({ verdict }) => verdict?.kind === 'job' && verdict.judgement.action === 'move')
  const jobsPosts = isMoving && jobsChannel ? await readJobsPosts(jobsChannel, deps) : []
  // Read again: meanwhile one may have been edited, and then it is judged anew. From here on nothing waits.
  const judged = judgedOf(store)
  const jobs = judged.flatMap(({ message, verdict }) =>
    verdict?.kind === 'job' ? [{ message, judgement: verdict.judgement }] : [],
  )
  const planned = decideJobs(jobs, {
    remembered: store.remembered(),
    jobsPosts,
    hasJobsChannel: jobsChannel !== null,
    isDry: policy.dryRun || policy.jobs.dryRun,
  })
  const advice = judged.flatMap(({ message, verdict }) =>
    verdict?.kind === 'advice'
      ? [{ decision: adviceDecision(message, verdict.score, policy), fingerprint: null, messages: [message] }]
      : [],
  )
  const outgoing = [...planned, ...advice].map((each) => ({ ...each, attempts: 0, dueAt: now() }))
  store.decide(
    outgoing,
    judged.map(({ message }) => message.id),
  )
}

function judgedOf(store: SweepStore): Candidate[] {
  return store.candidates().filter(({ verdict }) => verdict !== null)
}

/** What members themselves have posted in the jobs channel lately. */
async function readJobsPosts(channelId: string, { discord, guildId, now }: SweepDeps): Promise<JobsPost[]> {
  const page = await discord.latestMessages(channelId)
  if (!page.ok) throw new Error(`the jobs channel: ${page.failure.kind}`)
  const place = { id: channelId, channelName: '', purpose: 'jobs', parentId: null, thread: null } as const
  return page.value.messages.flatMap((message) => {
    const facts = factsOf(message, place, guildId, NO_MEMBER, { roleIds: [], memberIds: [] })
    if (!facts || facts.author.isBot || facts.createdAt < now() - JOBS_POST_MS) return []
    return [{ authorId: facts.author.id, fingerprint: readMessage(facts).fingerprint }]
  })
}

/** Each alone: one that fails does not hold up the others. */
async function handOver(store: SweepStore, { enforce, log, now }: SweepDeps): Promise<void> {
  for (const outgoing of store.outgoing().filter(({ dueAt }) => dueAt <= now())) {
    try {
      await enforce(outgoing.decision, outgoing.messages)
      store.handed(outgoing, now())
    } catch (error) {
      store.postpone(postponed(outgoing, now()))
      log('sweep_not_enforced', { detail: error instanceof Error ? error.name : 'unknown' })
    }
  }
}

function postponed(outgoing: Outgoing, now: number): Outgoing {
  const wait = Math.min(HAND_RETRY_MS * 2 ** Math.min(outgoing.attempts, 10), MAX_HAND_RETRY_MS)
  return { ...outgoing, attempts: outgoing.attempts + 1, dueAt: now + wait }
}
