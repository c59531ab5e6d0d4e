import * as z from 'zod'

/** `watch` in steward.config.ts. */
export const watchSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe(
        'Reads the channels that have a purpose, so that moderation can act on what is written there.',
      ),
    plan: z
      .enum(['free', 'paid'])
      .default('free')
      .describe(
        'Your Cloudflare plan. On `free`, Steward looks less often when a busy day would use up the daily limits.',
      ),
    pulseSeconds: z
      .int()
      .min(5)
      .max(60)
      .default(10)
      .describe('How often Steward looks for new messages while the server is lively.'),
    quietSeconds: z
      .int()
      .min(10)
      .max(300)
      .default(60)
      .describe('How often it looks when nothing has been written for some minutes.'),
    historyMessages: z
      .int()
      .min(10)
      .max(90)
      .default(60)
      .describe('How many messages of a channel are kept for comparing, for two days at most.'),
    catchUpHours: z
      .int()
      .min(1)
      .max(72)
      .default(24)
      .describe('How far back Steward reads after it could not read for a while.'),
  })
  .prefault({})
  .describe('How channels are watched.')

export type WatchPolicy = z.output<typeof watchSchema>
