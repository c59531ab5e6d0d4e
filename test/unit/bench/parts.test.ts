import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { planOf } from '../../../bench/parts.ts'

const WITHOUT_DATA = { data: null, isQuick: false }

it('one command runs every part, and says which it leaves out for want of data', () => {
  const { runs, withoutData } = planOf([], WITHOUT_DATA)
  expect(runs.map(({ part }) => part)).toEqual(['speed', 'watch', 'sweep', 'rules', 'retrieval', 'scams'])
  expect(withoutData).toEqual(['jobs', 'learning'])
})

it('every part is a file that is there', () => {
  const { runs } = planOf([], { data: '/data', isQuick: true })
  expect(runs).toHaveLength(8)
  expect(runs.filter(({ args }) => !existsSync(args[0] ?? ''))).toEqual([])
})

it('parts can be chosen, and a name that is none is told', () => {
  expect(planOf(['jobs', 'rules'], { data: '/data', isQuick: false }).runs).toEqual([
    { part: 'rules', args: ['bench/rules.ts'] },
    { part: 'jobs', args: ['bench/jobs.ts', '/data/messages'] },
  ])
  expect(planOf(['rulse'], WITHOUT_DATA)).toEqual({ runs: [], withoutData: [], unknown: ['rulse'] })
})
