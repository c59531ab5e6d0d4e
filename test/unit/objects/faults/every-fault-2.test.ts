import { expect, test, vi } from 'vitest'
import { withEveryFault } from './playing.ts'

vi.mock('cloudflare:workers', () => import('../workers-runtime.ts'))
vi.mock('../../../../src/wiring.ts', () => ({ stewardOn: ({ steward }: { steward: object }) => steward }))

test('a day ends the same whichever request goes wrong, part 2 of 2', { timeout: 1_800_000 }, async () => {
  const { requests, points, different } = await withEveryFault(1)
  console.log(`${points} fault points in ${requests} requests, every second of them in this part`)
  expect(different).toEqual([])
  expect(points).toBeGreaterThanOrEqual(requests)
})
