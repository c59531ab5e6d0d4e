import type { AskFigures } from './measures/ask.ts'
import { type PeerFigures, type Round, SCENARIOS, type Scenario, SIDES, type Side } from './measures/peer.ts'
import type { SearchFigures } from './measures/search.ts'
import { STARTERS, type Start, type Starter } from './measures/start.ts'
import { median, pairedRatios, percentile, type Spread, spread } from './statistics.ts'

export interface Figures {
  /** Of the machine and of what ran on it. */
  setting: {
    machine: string
    versions: Record<string, string>
    rounds: number
    startRounds: number
    seed: number
  }
  size: { bytes: number; gzipBytes: number }
  starts: Record<Starter, Start[]>
  peer: PeerFigures
  search: SearchFigures
  ask: AskFigures
}

interface Percentiles {
  p50: number
  p99: number
}

const METRICS = ['rate', 'p50', 'p99', 'cpuPerRequest'] as const
type Metric = (typeof METRICS)[number]
type Comparison = Record<Metric, Record<Side, number | null> & { ratio: Spread | null }>

export type Summary = Pick<Figures, 'setting' | 'size'> & {
  /** Rates in requests/s, p50 and p99 in ms, CPU in µs a request; ratios are Steward over discord-hono. */
  interactions: Record<Scenario, Comparison>
  /** Medians in ms. */
  start: Record<Starter, Start> & { added: Start }
  /** In ms. */
  search: { sections: number; search: Percentiles; autocomplete: Percentiles; ping: Percentiles }
  ask: Record<'acknowledged' | 'sourcesShown' | 'answered', Percentiles> & { mostEdits: number }
}

export function summarise({ setting, size, starts, peer, search, ask }: Figures): Summary {
  const start = (pick: Start[]): Start => ({
    total: median(pick.map(({ total }) => total)),
    firstPing: median(pick.map(({ firstPing }) => firstPing)),
    laterPing: median(pick.map(({ laterPing }) => laterPing)),
  })
  const [mine, empty] = STARTERS.map((starter) => start(starts[starter])) as [Start, Start]
  return {
    setting,
    size,
    interactions: {
      PING: compare(peer.PING),
      'slash command': compare(peer['slash command']),
      'bad signature': compare(peer['bad signature']),
    },
    start: {
      steward: mine,
      empty,
      added: {
        total: mine.total - empty.total,
        firstPing: mine.firstPing - empty.firstPing,
        laterPing: mine.laterPing - empty.laterPing,
      },
    },
    search: {
      sections: search.sections,
      search: percentiles(search.search),
      autocomplete: percentiles(search.autocomplete),
      ping: percentiles(search.ping),
    },
    ask: {
      acknowledged: percentiles(ask.acknowledged),
      sourcesShown: percentiles(ask.sourcesShown),
      answered: percentiles(ask.answered),
      mostEdits: Math.max(...ask.edits),
    },
  }
}

function percentiles(values: readonly number[]): Percentiles {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99) }
}

function compare(sides: Record<Side, Round[]>): Comparison {
  const of = (metric: Metric) => {
    const values = (side: Side) => sides[side].map((round) => round[metric])
    const middle = (side: Side) => {
      const known = values(side).filter((value) => value !== null)
      return known.length === 0 ? null : median(known)
    }
    const ratios = pairedRatios(values('steward'), values('peer'))
    return {
      steward: middle('steward'),
      peer: middle('peer'),
      ratio: ratios.length === 0 ? null : spread(ratios),
    }
  }
  return { rate: of('rate'), p50: of('p50'), p99: of('p99'), cpuPerRequest: of('cpuPerRequest') }
}

const METRIC_NAMES: Record<Metric, { name: string; digits: number }> = {
  rate: { name: 'requests/s', digits: 0 },
  p50: { name: 'p50 ms', digits: 2 },
  p99: { name: 'p99 ms', digits: 2 },
  cpuPerRequest: { name: 'CPU µs/request', digits: 0 },
}

const START_NAMES: Record<Starter | 'added', string> = {
  steward: 'Steward',
  empty: 'an empty Worker',
  added: 'what Steward adds',
}

/** The summary as Markdown tables, for the terminal and for bench/results. */
export function asMarkdown(summary: Summary): string {
  const { setting, size, interactions, start, search, ask } = summary
  const versions = Object.entries(setting.versions).map(([name, version]) => `${name} ${version}`)
  const ms = (value: number, digits = 1) => value.toFixed(digits)
  return [
    `# Speed`,
    `Measured on ${setting.machine}; ${versions.join(', ')}. How: bench/README.md.`,
    `## Interactions, beside discord-hono`,
    `${setting.rounds} rounds, seed ${setting.seed}; medians over rounds. Ratios are Steward over discord-hono, round by round: for requests/s more is better, for the others less.`,
    table(
      ['', '', 'Steward', 'discord-hono', 'ratio (min – median – max)'],
      SCENARIOS.flatMap((scenario) =>
        METRICS.map((metric) => {
          const { ratio, ...sides } = interactions[scenario][metric]
          const { name, digits } = METRIC_NAMES[metric]
          return [scenario, name, ...SIDES.map((side) => sides[side]?.toFixed(digits) ?? 'n/a'), range(ratio)]
        }),
      ),
    ),
    `## Size and start`,
    `The upload is ${(size.bytes / 1024).toFixed(1)} KiB, ${(size.gzipBytes / 1024).toFixed(1)} KiB gzip. Medians of ${setting.startRounds} starts each, in ms:`,
    table(
      ['', 'nothing → first PING answered', 'first PING', 'later PING'],
      ([...STARTERS, 'added'] as const).map((which) => {
        const { total, firstPing, laterPing } = start[which]
        return [START_NAMES[which], ms(total, 0), ms(firstPing), ms(laterPing, 2)]
      }),
    ),
    `## /search and /ask`,
    `Over an index of ${search.sections.toLocaleString('en')} sections, one request at a time, in ms; \`/ask\` with a model that answers at once, at most ${ask.mostEdits} edits.`,
    table(
      ['', 'p50', 'p99'],
      [
        ['`/search`', search.search],
        ['autocomplete of `/search`', search.autocomplete],
        ['PING, for comparison', search.ping],
        ['`/ask` → acknowledged', ask.acknowledged],
        ['`/ask` → sources shown', ask.sourcesShown],
        ['`/ask` → answer shown', ask.answered],
      ].map(([name, figures]) => {
        const { p50, p99 } = figures as Percentiles
        return [String(name), ms(p50), ms(p99)]
      }),
    ),
    '',
  ].join('\n\n')
}

function range(ratio: Spread | null): string {
  if (!ratio) return 'n/a'
  return [ratio.min, ratio.median, ratio.max].map((value) => value.toFixed(2)).join(' – ')
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
