import * as z from 'zod'
import type { JudgementRequest } from '../../llm/judgement.ts'
import type { Pseudonyms } from '../../privacy/pseudonyms.ts'
import type { HistoryMessage } from './history.ts'
import { transcriptOf } from './transcript.ts'

const MAX_SUMMARY_CHARS = 1_200
const MAX_OUTPUT_TOKENS = 500

const summaryAnswer = z.strictObject({ summary: z.string() })
export type SummaryAnswer = z.output<typeof summaryAnswer>

/** Asks for a summary of what no longer fits, the summary before it included; text is pseudonymous. */
export function summaryRequest(
  earlier: string | null,
  overflow: readonly HistoryMessage[],
  pseudonyms: Pseudonyms,
): JudgementRequest<SummaryAnswer> {
  return {
    system: [
      'You summarise the beginning of a conversation in a community chat, for somebody who judges how its members give each other feedback.',
      `Keep who showed what, who asked for opinions on what, who asked whom to stop, and who jokes with whom. At most ${MAX_SUMMARY_CHARS} characters. Members are USER_n.`,
      'Reply with JSON: {"summary":"…"}.',
    ].join('\n'),
    data: [
      ...(earlier === null ? [] : [{ label: 'summary so far', text: earlier }]),
      { label: 'conversation', text: transcriptOf(overflow, pseudonyms).text },
    ],
    schema: summaryAnswer,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
}

/** A summary as the next packet takes it: one line, bounded, names hidden again in case the model made one up. */
export function usableSummary({ summary }: SummaryAnswer, pseudonyms: Pseudonyms): string | null {
  const text = pseudonyms.hideAgain(summary).replace(/\s+/g, ' ').trim().slice(0, MAX_SUMMARY_CHARS)
  return text === '' ? null : text
}
