import type * as z from 'zod'

/** One delivery of GitHub's; its id is the idempotency key of all that follows from it. */
export interface Delivery {
  /** `X-GitHub-Delivery`; sending it again by hand keeps it. */
  id: string
  event: string
  /** Epoch milliseconds. */
  receivedAt: number
}

/** What Steward does about an event of GitHub's: a declaration and a function, listed once in the registry. */
export interface WebhookHandler<Deps> {
  id: string
  events: readonly string[]
  /** What is kept of a payload, as JSON; null when it is of no interest. Pure. */
  read(payload: unknown): { facts: unknown } | null
  /** Called until it resolves: it must be safe to call twice with the same delivery. */
  handle(facts: unknown, delivery: Delivery, deps: Deps): Promise<void>
}

/**
 * A handler whose facts have the type its schema gives. A payload that does not fit the schema is of no interest: an event
 * has many actions, and the schema names those that are wanted. The facts are stored as JSON.
 */
export function webhookHandler<Facts, Deps>({
  id,
  events,
  schema,
  handle,
}: {
  id: string
  events: readonly string[]
  schema: z.ZodType<Facts>
  handle: (facts: Facts, delivery: Delivery, deps: Deps) => Promise<void>
}): WebhookHandler<Deps> {
  return {
    id,
    events,
    read(payload) {
      const parsed = schema.safeParse(payload)
      return parsed.success ? { facts: parsed.data } : null
    },
    // Stored by the inbox as `read` gave them.
    handle: (facts, delivery, deps) => handle(facts as Facts, delivery, deps),
  }
}
