import { describe, expect, it } from 'vitest'
import type { Round } from '../../../bench/measures/peer.ts'
import { asMarkdown, type Figures, summarise } from '../../../bench/report.ts'

const round = (rate: number, cpuPerRequest: number | null): Round => ({ rate, p50: 1, p99: 2, cpuPerRequest })
const sides = { steward: [round(200, null), round(300, null)], peer: [round(100, 50), round(100, 50)] }
const figures: Figures = {
  setting: { machine: '2 cores', versions: { node: '24' }, rounds: 2, startRounds: 1, seed: 1 },
  size: { bytes: 2048, gzipBytes: 1024 },
  starts: {
    steward: [{ total: 300, firstPing: 8, laterPing: 0.5 }],
    empty: [{ total: 240, firstPing: 1, laterPing: 0.25 }],
  },
  peer: { PING: sides, 'slash command': sides, 'bad signature': sides },
  search: { sections: 10_000, search: [10, 12], autocomplete: [2], ping: [0.5] },
  ask: { acknowledged: [9], sourcesShown: [15], answered: [19], edits: [2, 3] },
}

describe('the report of a bench', () => {
  const summary = summarise(figures)

  it('compares round by round', () => {
    expect(summary.interactions.PING.rate).toEqual({
      steward: 250,
      peer: 100,
      ratio: { min: 2, median: 2.5, max: 3 },
    })
  })

  it('says n/a where CPU time cannot be told', () => {
    expect(summary.interactions.PING.cpuPerRequest).toEqual({ steward: null, peer: 50, ratio: null })
    expect(asMarkdown(summary)).toMatch(/PING +\| CPU µs\/request \| +n\/a \| +50 \| +n\/a \|/)
  })

  it('states what Steward adds to the start of an empty Worker', () => {
    expect(summary.start.added).toEqual({ total: 60, firstPing: 7, laterPing: 0.25 })
    expect(asMarkdown(summary)).toMatch(/what Steward adds +\| +60 \|/)
  })

  it('counts the most edits any question took', () => {
    expect(summary.ask.mostEdits).toBe(3)
  })
})
