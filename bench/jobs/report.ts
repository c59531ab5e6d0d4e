import { UNCERTAIN_BAND } from '../../src/moderation/jobs/lexical.ts'
import type { JobsResult } from '../jobs.ts'
import type { Figure, Spread } from '../statistics.ts'

const HEADER = `# Job posts

How well the lexical stage tells job posts from the rest, with the bootstrap 95 % interval (1,000 samples). "Posts" are
2,008 posts of 2013 that their posters tagged (umbrae/reddit-top-2.5-million, PDDL 1.0), their tags stripped, judged in
three folds by models that were not trained on them. "Chat" is ordinary chat of developers (LiveChat2021/LiveChat, MIT),
each community judged by a model that saw none of its messages. Job against other decides at the calibrated probability
0.5; recall at 1 % false positives lets one in a hundred of the other posts pass for a job post. "Other places" are examples
written in the manner of Discord, Slack, forums, classifieds and hiring threads before anything was changed, and judged
once, at the end. No model is used. Run it with \`npm run bench -- jobs --data <folder of data>\`.
`

const shown = ({ value, low, high }: Figure): string =>
  `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`
const percent = ({ value, low, high }: Figure): string =>
  `${(100 * value).toFixed(2)} % (${(100 * low).toFixed(2)}–${(100 * high).toFixed(2)})`

const shownSpread = ({ min, median, max }: Spread): string =>
  [min, median, max].map((value) => value.toFixed(2)).join('–')

/** The results as a page of tables. */
export function toMarkdown(result: JobsResult): string {
  const { posts, chat, leftOut, own, settled, tokens } = result
  return [
    HEADER,
    '## Accuracy',
    '',
    '| | figure | goal |',
    '|---|---|---|',
    `| posts (${posts.count}): F1, job against other | ${shown(posts.f1)} | 0.95 |`,
    `| posts: recall at 1 % false positives | ${shown(posts.recall)} | 0.85 |`,
    `| posts: macro-F1 of the three intents | ${shown(posts.macroF1)} | |`,
    `| chat of other communities (${chat.count}): false alarms | ${percent(chat.falseAlarms)} | 0.5 % |`,
    `| the same at the threshold of 1 % false positives on posts | ${percent(chat.falseAlarmsAtOnePercent)} | |`,
    ...leftOut.map(
      ({ source, f1, recall, count }) =>
        `| ${source} never trained on (${count}): F1; recall at 1 % | ${shown(f1)}; ${shown(recall)} | |`,
    ),
    ...own.flatMap(({ name, count, accuracy, f1, wronglyClear }) => [
      `| ${name} (${count}), committed weights: right intent | ${shown(accuracy)} | |`,
      `| the same: F1, job against other; settled wrongly | ${shown(f1)}; ${percent(wronglyClear)} | |`,
    ]),
    '',
    `## What words settle`,
    '',
    `A message is settled when the probability of a job post is below ${UNCERTAIN_BAND.from} or at least ${UNCERTAIN_BAND.to}; a model is asked about the rest.`,
    'The mix is the chat with 2 job posts in 100 messages. "Lost" are job posts settled as something else: what it costs in recall.',
    '',
    '| | messages | job posts | settled | job posts lost | others settled as job posts |',
    '|---|---|---|---|---|---|',
    ...settled.map(
      ({ name, messages, jobs, settled: share, lost, wronglyClear }) =>
        `| ${name} | ${messages} | ${jobs} | ${percent(share)} | ${lost ? percent(lost) : '–'} | ${percent(wronglyClear)} |`,
    ),
    '',
    '## Tokens',
    '',
    'Instructions, message and reply of one judged message, on average; four bytes of UTF-8 count as one token for both. The',
    'reference is the prompt of the reference bot (DSPy, chain of thought). Ours counts the JSON schema and the fences too.',
    'What is settled is decided by the models that were not trained on the message.',
    '',
    '| | reference | ours, lexical stage off | ours, lexical stage on | on ÷ reference |',
    '|---|---|---|---|---|',
    ...tokens.map(
      ({ name, figures, ratio }) =>
        `| ${name} | ${figures.brief.toFixed(0)} | ${figures.lexicalOff.toFixed(0)} | ${figures.lexicalOn.toFixed(1)} | ${ratio.toFixed(3)} |`,
    ),
    '',
    '## Speed and size',
    '',
    `${Math.round(result.speed.messagesPerSecond / 1000)},000 messages of chat a second of CPU, ${shownSpread(result.speed.ratioToPlainGrams)} times as many as a plain model of`,
    `character 2- to 5-grams in the same run (min–median–max). The weights take ${result.weightsKib.raw.toFixed(0)} KiB, ${result.weightsKib.gzip.toFixed(0)} KiB of the Worker's gzip size.`,
    '',
  ].join('\n')
}
