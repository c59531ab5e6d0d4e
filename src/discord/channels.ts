import * as z from 'zod'
import type { Rest } from './rest.ts'

const channel = z.object({ name: z.string().nullish() })

export function channelCalls(rest: Rest) {
  return {
    /** A channel's name, or null when it cannot be read. */
    nameOf: async (id: string): Promise<string | null> => {
      const result = await rest({ method: 'GET', path: `/channels/${id}`, schema: channel, repeatable: true })
      return result.ok ? (result.value.name ?? null) : null
    },
  }
}
