import { BUSY_DAY } from './busy-day.ts'
import { EDITED_LINK, FLOOD, HACKED_ACCOUNT, OUT_OF_REACH, RAID } from './incidents.ts'
import type { Scenario } from './timeline.ts'

/** In the order in which the console offers them. */
export const SCENARIOS: readonly Scenario[] = [
  BUSY_DAY,
  FLOOD,
  HACKED_ACCOUNT,
  RAID,
  EDITED_LINK,
  OUT_OF_REACH,
]

export function scenarioNamed(name: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name)
}
