/**
 * `npm run bench -- watch [--quick]`: what a pulse costs. The Worker's own code runs against Discord and
 * storage in memory; requests, calls and rows are counted, CPU time is the wall time less what the stand-in itself takes.
 */
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { parseConfig } from '../src/config/config.ts'
import { readingCalls } from '../src/discord/reading.ts'
import { createRest } from '../src/discord/rest.ts'
import { judgeAcross, look, ring, wake } from '../src/watch/channel-work.ts'
import type { ChannelDeps, PulseDeps, WatchCalls } from '../src/watch/deps.ts'
import { LOOKED_AT_PER_DAY } from '../src/watch/limits.ts'
import { type WatchPolicy, watchSchema } from '../src/watch/policy.ts'
import { lookAfterLate, pulse } from '../src/watch/pulse-work.ts'
import { type Day, dayOf } from './watch/day.ts'
import { standIn } from './watch/stand-in.ts'
import { memoryChannel, memoryPulse } from './watch/storage.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const CHANNELS = values.quick ? [10] : [10, 50, 500]
const SHARES = [0.01, 0.1, 1]
const WARM_UP_PULSES = 6
const PULSES = 24
const START = Date.UTC(2026, 10, 20, 12)

interface Figures {
  channels: number
  share: number
  activePerPulse: number
  /** Of pulse and wakes, without members' look-ups; the goal is 2 + active. */
  pulseRest: number
  memberRest: number
  rereadRest: number
  calls: number
  rows: number
  cpuMs: number
  free: Day
  paid: Day
}

async function measure(channels: number, share: number): Promise<Figures> {
  let now = START
  const discord = standIn(channels, () => now)
  const written = { rows: 0 }
  const counted = { calls: 0, active: 0, rereadRest: 0 }
  const places = new Map<string, ReturnType<typeof memoryChannel>>()
  const rest = createRest({ apiUrl: 'https://discord.test', botToken: 't', fetch: discord.fetch })
  const reading = readingCalls(rest)
  // The Paid plan: so that what is measured is the pulse itself, not the limits that slow it down.
  const policy: WatchPolicy = watchSchema.parse({ enabled: true, plan: 'paid' })
  const log = () => {}
  const channelDeps: ChannelDeps = {
    guildId: discord.guildId,
    botId: '1',
    discord: reading,
    moderator: { judge: async () => [], enforce: async () => {} },
    feedback: null,
    errands: { plan: () => [], perform: async () => ({ kind: 'done' }) },
    policy,
    now: () => now,
    log,
  }
  const placeOf = (id: string) => {
    const place = places.get(id) ?? memoryChannel(written)
    places.set(id, place)
    return place
  }
  const called = <T>(result: Promise<T>): Promise<T> => {
    counted.calls++
    return result
  }
  const watch = (id: string): WatchCalls => ({
    wake: (order) => called(wake(placeOf(id), order, channelDeps)),
    judgeAcross: (batch) => called(judgeAcross(placeOf(id), batch, channelDeps)),
    look: () => called(look(placeOf(id), channelDeps)),
  })
  const pulseDeps: PulseDeps = {
    config: parseConfig({
      community: { name: 'Bench', guildId: discord.guildId, docsUrl: 'https://docs.test' },
      channels: { answers: ['help-{n}'] },
    }),
    botId: '1',
    exemptRoles: [],
    discord: reading,
    watch,
    tell: async () => ({ ok: true, value: null }),
    policy,
    now: () => now,
    log,
  }
  const pulses = memoryPulse(written)
  const ringAll = async (until: number) => {
    for (const place of places.values()) {
      while (place.alarm.at !== null && place.alarm.at <= until) {
        now = Math.max(now, place.alarm.at)
        place.alarm.at = null
        const before = discord.counted.requests
        await called(ring(place, channelDeps, (act) => act()))
        counted.rereadRest += discord.counted.requests - before
      }
    }
  }
  const beatOnce = async () => {
    await called(pulse(pulses, pulseDeps))
    await lookAfterLate(pulses, pulseDeps)
  }

  let next = 0
  let owed = 0
  const before = { requests: 0, members: 0, rows: 0, calls: 0, ownMs: 0, started: 0, rereads: 0 }
  await beatOnce()
  for (let turn = 0; turn < WARM_UP_PULSES + PULSES; turn++) {
    if (turn === WARM_UP_PULSES) {
      Object.assign(before, {
        requests: discord.counted.requests,
        members: discord.counted.memberRequests,
        rows: written.rows,
        calls: counted.calls,
        ownMs: discord.counted.ownMs,
        rereads: counted.rereadRest,
        started: performance.now(),
      })
      counted.active = 0
    }
    const until = START + (turn + 1) * policy.pulseSeconds * 1000
    await ringAll(until)
    now = until
    owed += channels * share
    for (; owed >= 1; owed--) {
      discord.write(next++)
      counted.active++
    }
    await beatOnce()
  }
  const cpuMs = performance.now() - before.started - (discord.counted.ownMs - before.ownMs)
  const members = discord.counted.memberRequests - before.members
  const rereads = counted.rereadRest - before.rereads
  const perPulse = (value: number) => value / PULSES
  return {
    channels,
    share,
    activePerPulse: perPulse(counted.active),
    pulseRest: perPulse(discord.counted.requests - before.requests - members - rereads),
    memberRest: perPulse(members),
    rereadRest: perPulse(rereads),
    calls: perPulse(counted.calls - before.calls),
    rows: perPulse(written.rows - before.rows),
    cpuMs: perPulse(cpuMs),
    free: dayOf(channels, share, { ...policy, plan: 'free' }),
    paid: dayOf(channels, share, policy),
  }
}

const count = (value: number) => Math.round(value).toLocaleString('en-US')
const row = (...cells: string[]) => `| ${cells.join(' | ')} |`

function toMarkdown(figures: Figures[]): string {
  const pulses = figures.map((it) =>
    row(
      String(it.channels),
      `${it.share * 100} %`,
      it.activePerPulse.toFixed(1),
      it.pulseRest.toFixed(1),
      (2 + it.activePerPulse).toFixed(1),
      it.memberRest.toFixed(1),
      it.rereadRest.toFixed(1),
      it.calls.toFixed(1),
      it.rows.toFixed(1),
      it.cpuMs.toFixed(1),
    ),
  )
  const days = figures.flatMap((it) =>
    (['free', 'paid'] as const).map((plan) => {
      const day = it[plan]
      return row(
        String(it.channels),
        `${it.share * 100} %`,
        plan,
        count(day.pulses),
        `${Math.round(day.seconds)} s`,
        count(day.restRequests),
        count(day.requests),
        count(day.rows),
      )
    }),
  )
  return `# Watching

What a pulse costs, everything it sets in motion included. Made with \`npm run bench -- watch\` on ${availableParallelism()} cores, Node ${process.versions.node}:
the Worker's code against Discord and storage in memory, a message in each active channel at every pulse, active channels
by turns and with members of its own, ${PULSES} pulses of 10 s after ${WARM_UP_PULSES} to warm up. Members' look-ups are counted apart: one for an author not seen in
that channel in the last ten minutes. CPU is of all objects together, without judging.

| Channels | active | active a pulse | REST requests | goal (2 + active) | members looked up | rereads | object requests | rows written | CPU ms |
|---|---|---|---|---|---|---|---|---|---|
${pulses.join('\n')}

## A day

The same activity day and night, calculated from the costs in src/watch/limits.ts: on the Free plan, where pulses come less
often before the limits are used up, and on the Paid plan, where they never do. At most 200 channels are woken at a pulse.
The cron’s checks, a sweep every five minutes and ${LOOKED_AT_PER_DAY} messages looked at by them are in every row.

| Channels | active | plan | pulses | one every | REST requests | object requests | rows written |
|---|---|---|---|---|---|---|---|
${days.join('\n')}
`
}

const figures: Figures[] = []
for (const channels of CHANNELS) {
  for (const share of SHARES) figures.push(await measure(channels, share))
}
const markdown = toMarkdown(figures)
console.log(markdown)
if (!values.quick) {
  const results = new URL('./results/', import.meta.url)
  await writeFile(new URL('watch.md', results), markdown)
  await writeFile(new URL('watch.json', results), `${JSON.stringify(figures, null, 2)}\n`)
}
