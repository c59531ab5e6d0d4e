/**
 * `npm run bench -- sweep [--quick]`: what judging for job posts costs every five minutes. The Worker's own code runs
 * against Discord, the model, the budget and SQLite in memory; requests, calls and rows are counted. CPU is this process's,
 * what words settle on the way included. Results: bench/results/sweep.{json,md}.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readOwn } from '../scripts/train/job-examples.ts'
import { snowflakeAt } from '../src/discord/snowflake.ts'
import { decide } from '../src/moderation/decide.ts'
import type { MessageFacts } from '../src/moderation/message.ts'
import { moderationPolicy, moderationSchema } from '../src/moderation/policy.ts'
import { lookAgain } from '../src/moderation/sweep/look-again.ts'
import { add, nextAt, sweep } from '../src/moderation/sweep/work.ts'
import { seeded } from './random.ts'
import { syntheticMessages } from './rules/messages.ts'
import { type Counted, GUILD, sweepWorld } from './sweep/world.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const CHANNELS = values.quick ? [10] : [10, 50, 500]
const SHARES = [0.01, 0.1, 1]
const SWEEPS = values.quick ? 2 : 6
const PERIOD_MS = 300_000
/** Of each active channel in five minutes. */
const MESSAGES_A_PERIOD = 5
const JOB_SHARE = 0.02
const START = Date.UTC(2026, 10, 20, 12)

const policy = moderationPolicy({
  community: { docsUrl: 'https://docs.example.org', linkHosts: ['github.com'] },
  moderation: moderationSchema.parse({}),
})

interface Figures extends Counted {
  channels: number
  share: number
  messages: number
  candidates: number
  alarms: number
  cpuMs: number
}

async function measure(channels: number, share: number): Promise<Figures> {
  const random = seeded(7)
  const jobs = readOwn('test').filter(({ label }) => label !== 'other')
  let now = START
  const world = sweepWorld(policy, () => now)
  const told = { messages: 0, candidates: 0, alarms: 0, sent: 0 }
  const before = process.cpuUsage()
  let owed = 0
  for (let period = 0; period < SWEEPS; period++) {
    owed += channels * share
    for (let channel = 0; owed >= 1; owed--, channel++) {
      const fresh = syntheticMessages(MESSAGES_A_PERIOD, random).map((facts): MessageFacts => {
        told.messages++
        const job = random() < JOB_SHARE ? jobs[told.messages % jobs.length]?.text : undefined
        const id = String(BigInt(snowflakeAt(now)) + BigInt(told.messages))
        const channelId = String(1000 + channel)
        return { ...facts, id, channelId, guildId: GUILD, createdAt: now, content: job ?? facts.content }
      })
      for (const facts of fresh) world.write(facts)
      const batch = { fresh, edited: [], recent: [], readAfterOutage: false }
      const orders = lookAgain(batch, decide(batch, policy, now), policy, world.deps.purposeOf)
      if (orders.length === 0) continue
      told.candidates += orders.length
      told.sent++
      add(orders, fresh, world.store, world.deps)
    }
    const until = now + PERIOD_MS
    for (let at = nextAt(world.store, now); at !== null && at <= until; at = nextAt(world.store, now)) {
      now = at
      told.alarms++
      await sweep(world.store, world.deps)
    }
    now = until
  }
  const used = process.cpuUsage(before)
  const { counted } = world
  const each = (value: number) => value / SWEEPS
  return {
    channels,
    share,
    messages: each(told.messages),
    candidates: each(told.candidates),
    alarms: each(told.alarms),
    discordRequests: each(counted.discordRequests),
    modelRequests: each(counted.modelRequests),
    objectCalls: each(counted.objectCalls + told.sent + told.alarms),
    // An alarm that is set is a row.
    rows: each(counted.rows + told.alarms),
    cpuMs: each(used.user / 1000),
  }
}

const figures: Figures[] = []
await measure(10, 1)
for (const channels of CHANNELS) {
  for (const share of SHARES) figures.push(await measure(channels, share))
}
const rows = figures.map((it) =>
  [
    it.channels,
    `${it.share * 100} %`,
    ...[
      it.messages,
      it.candidates,
      it.alarms,
      it.discordRequests,
      it.modelRequests,
      it.objectCalls,
      it.rows,
    ].map((value) => value.toFixed(1)),
    it.cpuMs.toFixed(0),
  ].join(' | '),
)
const markdown = `# Sweeps

What judging for job posts and advice costs every five minutes, mean of ${SWEEPS} sweeps: ${MESSAGES_A_PERIOD} messages in each active channel, synthetic chat
with ${JOB_SHARE * 100} job posts in 100 (test/data/jobs/test.jsonl). The Worker's code against Discord, the model, the budget and SQLite in
memory. "Candidates" are what words do not settle as harmless; each is read again, and the model is asked about those that words
leave open. Object calls are those to the sweep, the budget and the enforcement, alarms included. CPU is of everything, the
rules over all messages included. Run it with \`npm run bench -- sweep\`.

| Channels | active | messages | candidates | alarms | Discord requests | model requests | object calls | rows written | CPU ms |
|---|---|---|---|---|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join('\n')}
`
console.log(markdown)
if (!values.quick) {
  await writeFile(new URL('results/sweep.md', import.meta.url), markdown)
  await writeFile(new URL('results/sweep.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)
}
