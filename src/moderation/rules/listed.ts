import * as z from 'zod'
import { patternProblem } from '../patterns/bounded.ts'
import type { Rule } from './rule.ts'
import { switches } from './switches.ts'
import { findListed } from './word-list.ts'

const word = z.string().trim().min(1).max(60)

const list = z.strictObject({
  name: z.string().trim().min(1).max(60).describe('How moderators know the list.'),
  words: z
    .array(word)
    .max(1000)
    .default([])
    .describe('Whole words or phrases; `*` at an end stands for any letters.'),
  patterns: z
    .array(
      z
        .string()
        .min(1)
        .max(260)
        .superRefine((source, context) => {
          const problem = patternProblem(source)
          if (problem) context.addIssue(`"${source}" ${problem}`)
        }),
    )
    .max(20)
    .default([])
    .describe(
      'Regular expressions without look-around and back-references; upper and lower case are the same.',
    ),
  allow: z.array(word).max(200).default([]).describe('Words and phrases in which a match does not count.'),
  action: z
    .enum(['card', 'remove', 'warn', 'timeout'])
    .default('remove')
    .describe(
      '`card`: moderators look; `remove`: removed; `warn`: removed with a warning and a strike; `timeout`: and a timeout.',
    ),
  timeoutSeconds: z
    .int()
    .min(60)
    .max(28 * 24 * 3600)
    .default(3600)
    .describe('For `timeout`.'),
  memberText: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .default('Your message held something that this community does not allow.')
    .describe('What the member is told.'),
})

export const listedSchema = z.strictObject({
  ...switches,
  lists: z.array(list).max(20).default([]).describe('The community’s own lists.'),
})

export type WordList = z.output<typeof list>

export const listed: Rule = {
  id: 'listed',
  isEnabled: ({ rules }) => rules.listed.enabled && rules.listed.lists.length > 0,
  isDry: ({ rules }) => rules.listed.dryRun,
  match({ message }, { rules }) {
    const found = findListed(message.text, rules.listed.lists)
    if (!found) return null
    const { action, timeoutSeconds } = found.list
    return {
      messages: [message],
      actions:
        action === 'card'
          ? [{ kind: 'card' }]
          : action === 'remove'
            ? [{ kind: 'remove' }]
            : action === 'warn'
              ? [{ kind: 'remove' }, { kind: 'warn' }]
              : [{ kind: 'remove' }, { kind: 'warn' }, { kind: 'timeout', seconds: timeoutSeconds }],
      score: 1,
      signals: [{ name: found.list.name, evidence: found.evidence, weight: 1 }],
      isStrike: action === 'warn' || action === 'timeout',
    }
  },
  explain: ({ signals }) => `On the list “${signals[0]?.name}”: “${signals[0]?.evidence}”.`,
  memberText: ({ signals }, { rules }) =>
    rules.listed.lists.find(({ name }) => name === signals[0]?.name)?.memberText ??
    'Your message held something that this community does not allow.',
}
