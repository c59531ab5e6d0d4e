import * as z from 'zod'
import { FEATURE_NAMES } from './features.ts'

const name = z.string().trim().min(1, 'expected some text').max(100)
const seconds = (least: number, most: number) => z.int().min(least).max(most)
const share = z.number().min(0).max(1)

const GUIDELINES =
  'Feedback is welcome when it was asked for, or when it helps: it says what could be better and why, in a friendly tone. ' +
  'Do not pick apart what others made or said when nobody asked, do not mock it, and do not talk down to newcomers. ' +
  'Joking among people who both enjoy it is fine. Talking about the game, tools or your own work is fine.'

/** `feedback` in steward.config.ts. */
export const feedbackSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe(
        'Looks for unconstructive or unsolicited feedback in `channels`. Needs `watch`, and a model.',
      ),
    channels: z
      .array(name)
      .max(100)
      .default([])
      .describe(
        'Channels, by name or id, that are checked, with their threads. Each needs a purpose in `channels`.',
      ),
    guidelines: z
      .string()
      .trim()
      .min(20, 'expected some sentences on what feedback is welcome')
      .max(6_000)
      .default(GUIDELINES)
      .describe('Your rules on feedback, in your own words. The model judges by them.'),
    messageCountThreshold: z
      .int()
      .min(1)
      .max(60)
      .default(12)
      .describe('A check runs after so many messages of members…'),
    idleSeconds: seconds(10, 3_600).default(45).describe('…or when nobody has written for so long.'),
    cooldownSeconds: seconds(0, 3_600).default(20).describe('Shortest time between two checks of a channel.'),
    editRerunThreshold: share
      .default(0.25)
      .describe('A message is judged again when more than this share of it was edited.'),
    historyMessages: z
      .int()
      .min(10)
      .max(90)
      .default(60)
      .describe('Messages that a check reads; what is older is summarised.'),
    thresholds: z
      .strictObject({
        tLow: share.default(0.35).describe('Up to this probability nothing happens.'),
        tHigh: share
          .default(0.7)
          .describe('From this probability on a message is flagged; between, moderators decide.'),
      })
      .prefault({})
      .describe('Where doubt begins and ends.'),
    reactionEmoji: z
      .string()
      .regex(
        /^(?:\p{Extended_Pictographic}\S{0,15}|\w{2,32}:\d{17,20})$/u,
        'expected one emoji, or name:id of your own',
      )
      .default('🛑')
      .describe('The reaction on a flagged message; for an emoji of your server, its `name:id`.'),
    waiverRoles: z
      .array(name)
      .max(50)
      .default([])
      .describe('Members with these roles, by name or id, welcome any feedback: nothing is shown or marked.'),
    auditSampleRate: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.02)
      .describe('Share of unflagged candidates that moderators get to see as well, to learn what is missed.'),
    newReviewsBeforeRetrain: z
      .int()
      .min(5)
      .max(1_000)
      .default(20)
      .describe('New reviews after which the model learns again.'),
    attributeHalfLifeDays: z
      .int()
      .min(7)
      .max(730)
      .default(90)
      .describe('After this time what was learned about a member counts half.'),
    maxLingoEntries: z
      .int()
      .min(0)
      .max(100)
      .default(20)
      .describe('Most terms of the dictionary that a check is given.'),
    lingoQuestionsADay: z
      .int()
      .min(0)
      .max(50)
      .default(5)
      .describe('Most questions about unknown terms that moderators are asked in 24 hours; 0 asks none.'),
    model: z
      .strictObject({
        provider: z
          .enum(['anthropic', 'openai-compatible'])
          .optional()
          .describe('Instead of `model.provider`.'),
        name: name.optional().describe('Instead of `model.name`.'),
        timeoutSeconds: seconds(5, 120).default(60).describe('For one attempt.'),
        attempts: z
          .int()
          .min(1)
          .max(3)
          .default(2)
          .describe('How often a failing model is asked in one check.'),
      })
      .prefault({})
      .describe('The model that answers the questions, where it is another than the one for answers.'),
    prior: z
      .partialRecord(
        z.enum(FEATURE_NAMES),
        z.strictObject({
          mean: z.number().min(-10).max(10).optional(),
          strength: z.number().min(0.01).max(1_000).optional(),
        }),
      )
      .default({})
      .describe(
        'What you believe of a feature before moderators have voted: `{ seniority: { mean: 0.5 } }`.',
      ),
  })
  .prefault({})
  .describe('Unconstructive or unsolicited feedback: what a check reads, and what follows from it.')

export type FeedbackPolicy = z.output<typeof feedbackSchema>
