import type { Label } from '../../../storage/reviews.ts'

/** The buttons of a card, in their order: what each is called, Discord's style, and what is said of a vote. */
export const LABEL_BUTTON = {
  correct: { button: 'Accept', style: 3, past: 'Accepted by' },
  incorrect: { button: 'Reject', style: 4, past: 'Rejected by' },
  ambiguous: { button: 'Ambiguous', style: 2, past: 'Ambiguous to' },
  not_applicable: { button: 'Not applicable', style: 2, past: 'Not applicable to' },
} as const satisfies Record<Label, { button: string; style: number; past: string }>

export const CARD_LABELS = Object.keys(LABEL_BUTTON) as Label[]

export const isLabel = (text: string): text is Label => Object.hasOwn(LABEL_BUTTON, text)
