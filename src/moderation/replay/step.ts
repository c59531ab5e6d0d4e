import type { DiscordFailure } from '../../discord/result.ts'
import { snowflakeAt } from '../../discord/snowflake.ts'
import { includesJobs, replayPolicy } from './asked.ts'
import type { ReplayDeps } from './deps.ts'
import { judgeNext, type Recent, stillCompared } from './judging.ts'
import { withMatch } from './match.ts'
import { isJudgedAlready, readMember, readPage } from './reading.ts'
import type { Run } from './run.ts'
import { type Buffers, nextUp } from './sources.ts'

/** Requests of one step: the Free plan allows 50 an invocation, and each may be tried three times. */
const MAX_REQUESTS = 14
/** Pages of 100 messages: little to judge at once, for the Free plan has little time for it. */
const MAX_PAGES = 2
/** Messages judged in one step; telling job posts by their words takes several times as long. */
const MAX_JUDGED = 200
const MAX_JUDGED_FOR_JOBS = 50
/** More than these matches are of no use to anybody: numbers that match so much are wrong. */
export const MAX_MATCHES = 500

export interface Stepped {
  run: Run
  buffers: Buffers
  recent: Recent
  failure: DiscordFailure | null
}

/** Reads and judges a few pages. What comes back is to be stored in one go; doing a step twice gives the same. */
export async function step(before: Run, deps: ReplayDeps): Promise<Stepped> {
  const { store, config } = deps
  const policy = replayPolicy(before.asked, deps.policy)
  const buffers: Buffers = new Map(before.sources.map(({ id }) => [id, store.buffer(id)]))
  let recent = store.recent()
  let run = before
  let lastId = run.lastId ?? snowflakeAt(0)
  let pages = 0
  let requests = 0
  let failure: DiscordFailure | null = null
  const exemptions = new Map(run.sources.map(({ id, exempt }) => [id, exempt]))
  const exemptIn = (channelId: string) => exemptions.get(channelId) ?? run.exempt

  const mostJudged = before.judged + (includesJobs(before.asked) ? MAX_JUDGED_FOR_JOBS : MAX_JUDGED)

  while (run.phase === 'reading' && run.judged < mostJudged) {
    const next = nextUp(run.sources, buffers)
    if (next.do === 'nothing') run = { ...run, phase: 'reporting', outcome: { kind: 'done' } }
    else if (next.do === 'read') {
      if (pages === MAX_PAGES || requests >= MAX_REQUESTS) break
      const read = await readPage(next.source, run, deps)
      pages++
      requests++
      if (!read.ok) {
        failure = read.failure
        break
      }
      const { source, facts, withheld } = read
      buffers.set(source.id, facts)
      run = {
        ...run,
        withheld: run.withheld + withheld,
        sources: run.sources.map((one) => (one.id === source.id ? source : one)),
      }
    } else {
      const { facts, source } = next
      const judged = isJudgedAlready(facts.id, lastId)
        ? null
        : await judgeNext(facts, { asked: run.asked, config, policy, members: run.members, recent, exemptIn })
      if (judged?.kind === 'unknown_author') {
        if (requests >= MAX_REQUESTS) break
        const read = await readMember(judged.authorId, deps)
        requests++
        if (!read.ok) {
          failure = read.failure
          break
        }
        run = { ...run, members: { ...run.members, [judged.authorId]: read.member } }
        continue
      }
      buffers.set(source.id, (buffers.get(source.id) ?? []).slice(1))
      if (!judged) continue
      recent.set(facts.author.id, judged.recent)
      lastId = facts.id
      run = {
        ...run,
        lastId,
        judged: run.judged + (facts.author.isBot || facts.author.isWebhook ? 0 : 1),
        judgedTo: facts.createdAt,
        matches: judged.matches.reduce(withMatch, run.matches),
      }
      if (run.matches.length >= MAX_MATCHES)
        run = { ...run, phase: 'reporting', outcome: { kind: 'too_many' } }
    }
  }
  recent = stillCompared(recent, run.judgedTo, policy)
  return { run, buffers, recent, failure }
}
