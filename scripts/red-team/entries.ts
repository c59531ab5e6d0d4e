import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { EXPECTATIONS } from '../../src/moderation/feedback/training/red-team.ts'

export const RED_TEAM_FILE = 'test/data/feedback/red-team.jsonl'

/** One conversation, what should come of it, and what a careful model answers about it. */
const entry = z.strictObject({
  id: z.string(),
  kind: z.string(),
  expect: z.enum(EXPECTATIONS),
  conversation: z.array(z.tuple([z.string(), z.string()])),
  /** The model's answer as it stands in its reply. */
  answers: z.unknown(),
  /** How long members have been in the server; how often the first two talk. */
  days: z.record(z.string(), z.number()).optional(),
  exchanges: z.number().optional(),
})
export type RedTeamEntry = z.output<typeof entry>

export function redTeamEntries(): RedTeamEntry[] {
  return readFileSync(RED_TEAM_FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => entry.parse(JSON.parse(line)))
}
