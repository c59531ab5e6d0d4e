import * as z from 'zod'

/** `answers` in steward.config.ts. */
export const answersSchema = z
  .strictObject({
    unasked: z
      .boolean()
      .default(true)
      .describe(
        'Answers questions in `channels.answers` that nobody has answered. With `false`, only when mentioned or replied to.',
      ),
    patienceSeconds: z
      .int()
      .min(15)
      .max(3600)
      .default(120)
      .describe('How long members have to answer a question before Steward does.'),
  })
  .prefault({})
  .describe('Questions in channels that are watched.')

/** Unicode emoji only: one of the server’s own would have to be there, and be one that Steward may use. */
const emoji = z
  .string()
  .max(16)
  .regex(/^\p{RGI_Emoji}$/v, 'expected one emoji, such as ✨')

/** `showcase` in steward.config.ts. */
export const showcaseSchema = z
  .strictObject({
    react: z.boolean().default(true).describe('A reaction to each new post in `channels.showcase`.'),
    emoji: emoji
      .default('✨')
      .describe(
        'The reaction to a post that no other fits. Pictures, code, releases and others have their own.',
      ),
    encourage: z
      .boolean()
      .default(true)
      .describe('One encouraging sentence in reply to a post, at most once a day (UTC) for each member.'),
  })
  .prefault({})
  .describe('What members show.')

/** `welcome` in steward.config.ts. */
export const welcomeSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe(
        'Welcomes new members by direct message. Joins are seen in the server’s system messages channel, which needs a purpose that is watched.',
      ),
    text: z
      .string()
      .trim()
      .min(1, 'expected some text')
      .max(1500)
      .default(
        'Welcome to **{community}**! Questions go to the help channel: if nobody knows at once, I look in the docs. `/ask` answers right away, and `/learn` gives you a reading list for a topic.',
      )
      .describe('The welcome. `{community}` stands for the community’s name.'),
  })
  .prefault({})
  .describe('Greeting new members.')

export type AnswersPolicy = z.output<typeof answersSchema>
export type ShowcasePolicy = z.output<typeof showcaseSchema>
export type WelcomePolicy = z.output<typeof welcomeSchema>

/** What the channels' purposes are decided by. */
export interface PurposePolicy {
  answers: AnswersPolicy
  showcase: ShowcasePolicy
  welcome: WelcomePolicy
}
