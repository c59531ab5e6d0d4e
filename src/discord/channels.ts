import * as z from 'zod'
import type { Rest } from './rest.ts'

const channel = z.object({ name: z.string().nullish() })

/** Discord waits 3 s for the answer to an interaction, and admission and the question's object want their part of it. */
const NAME_WITHIN_MS = 1000

export function channelCalls(rest: Rest) {
  return {
    /** A channel's name, or null when it cannot be read at once. */
    nameOf: async (id: string): Promise<string | null> => {
      const result = await rest({
        method: 'GET',
        path: `/channels/${id}`,
        schema: channel,
        repeatable: true,
        onceWithinMs: NAME_WITHIN_MS,
      })
      return result.ok ? (result.value.name ?? null) : null
    },
  }
}
