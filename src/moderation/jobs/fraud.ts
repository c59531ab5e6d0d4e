/** What adverts of frauds have and honest ones seldom have; enough to ask a model before one is moved to the jobs channel. */
const MARKS = [
  /\b(?:rent|lend|borrow|use)\b[^.\n]{0,30}\b(?:upwork|linkedin|freelancer|fiverr|identity|profile|account)\b/i,
  /\b(?:telegram|whats ?app|signal)\b|\bt\.me\//i,
  /\b(?:earn|make)\b[^.\n]{0,20}[$€£]?\d[\d,.]*\s?[$€£]?[^.\n]{0,20}\b(?:daily|a day|per day|weekly|a week|per week|every day)\b/i,
  /\bno experience (?:is )?(?:needed|required|necessary)\b/i,
  /\b(?:presale|pre-sale|airdrop|whitelist|pump|volume bot|recovery service|seed phrase)\b/i,
  /\bdo the (?:job )?interviews?\b|\bsplit the salary\b|\b\d+\s?% of (?:the )?(?:salary|income)\b/i,
]

export function looksFraudulent(text: string): boolean {
  return MARKS.some((mark) => mark.test(text))
}
