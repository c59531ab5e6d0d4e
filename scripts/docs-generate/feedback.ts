import { FEATURE_NAMES, FEATURES } from '../../src/moderation/feedback/features.ts'
import { expertPrior, INTERCEPT } from '../../src/moderation/feedback/prior.ts'
import { answerText, QUESTION_IDS, QUESTIONS } from '../../src/moderation/feedback/questions.ts'

const SIGNS = { '1': '0 or more', '0': 'free', '-1': '0 or less' } as const

/** docs/feedback-reference.md: the questions, the features and the expert's prior, from their tables. */
export function feedbackReference(): string {
  const { weights } = expertPrior()
  const questions = QUESTION_IDS.map((id) => {
    const { definition, example } = QUESTIONS[id]
    return row([`\`${id}\``, answerText(id), definition, example])
  })
  const features = FEATURE_NAMES.map((name, index) => {
    const { range, definition, missing, prior } = FEATURES[name]
    return row([
      `\`${name}\``,
      definition,
      `${range[0]} to ${range[1]}`,
      String(missing),
      String(weights[index]?.mean),
      String(weights[index]?.strength),
      SIGNS[weights[index]?.sign ?? 0],
      prior.reason,
    ])
  })
  return `---
title: Feedback reference
order: 197
description: The questions about each candidate, the features made of the answers, and what is believed of them at first.
---

Generated from the code. [How feedback is judged](feedback-moderation.md) explains how the parts work together.

## Questions

What the model is asked about each candidate. These definitions are also its instructions.

| question | answer | meaning | example |
|---|---|---|---|
${questions.join('\n')}

## Features

What the answers and Steward's own statistics become, and the expert's prior: the weight in log-odds (\`mean\`), how firmly it is held (\`strength\`, 1/variance), and the sign it keeps whatever the data. A feature that is not known counts as the value under “unknown”. With every feature at 0 the log-odds are ${INTERCEPT.mean} (strength ${INTERCEPT.strength}): ${INTERCEPT.reason}.

| feature | meaning | range | unknown | mean | strength | sign | reason |
|---|---|---|---|---|---|---|---|
${features.join('\n')}
`
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
