import { renderAnswer } from '../answer/citations.ts'
import {
  answered,
  type Composed,
  fallbackQuoted,
  gap,
  gaveUp,
  nothingFound,
  searchUnavailable,
} from '../answer/compose.ts'
import { ground } from '../answer/grounding.ts'
import { linkPolicy } from '../answer/links.ts'
import type { NoAnswer } from '../answer/outcome.ts'
import type { Statement } from '../llm/model.ts'
import type { ConversationDeps } from './deps.ts'
import type { Result, Run } from './run.ts'

type ConcludingDeps = Pick<ConversationDeps, 'config' | 'quote' | 'customId'>

/** What the member sees of a model's statements: what of them the passages say, or that the docs do not answer. */
export function conclusionOf(
  statements: Statement[],
  truncated: boolean,
  run: Run,
  deps: ConcludingDeps,
): Result {
  const passages = run.passages ?? []
  const { community } = deps.config
  const answer = renderAnswer(
    ground(statements, passages),
    passages,
    linkPolicy(community.docsUrl, community.linkHosts),
  )
  if (answer.cited.length === 0) return conclusionWithout('gap', run, deps)
  const { answerId } = run
  return {
    outcome: 'answered',
    composed: answered({ answer, isCut: truncated, answerId, customId: deps.customId }),
    sectionIds: answer.cited.map(({ id }) => id),
    forWindow: answer.markdown.replace(/ ?\[\[\d+\]\]\(<[^>]*>\)/g, ''),
  }
}

/** No use to anybody but the person who asked. */
const FOR_THE_ASKER_ALONE: readonly NoAnswer[] = ['gap', 'nothing_found', 'search_unavailable']

/** The run with what is said instead of an answer. A thread is not opened just to say that there is nothing to say. */
export function concluded(run: Run, outcome: NoAnswer, deps: ConcludingDeps): Run {
  const result = conclusionWithout(outcome, run, deps)
  const isAside =
    run.ask.target !== null && run.messages.length === 0 && FOR_THE_ASKER_ALONE.includes(outcome)
  if (!isAside) return { ...run, result }
  const place = run.ask.origin.kind === 'interaction' ? ({ kind: 'reply' } as const) : run.place
  return { ...run, result, place, marks: { ...run.marks, thread: 'skipped' } }
}

/** What the member sees when no model wrote an answer. */
export function conclusionWithout(outcome: NoAnswer, run: Run, deps: ConcludingDeps): Result {
  const passages = run.passages ?? []
  const isQuoted = !['nothing_found', 'search_unavailable', 'gave_up'].includes(outcome)
  return {
    outcome,
    composed: compose(outcome, run, deps),
    sectionIds: isQuoted ? passages.map(({ section }) => section.id) : [],
    forWindow: '(No answer was written.)',
  }
}

function compose(outcome: NoAnswer, run: Run, { config, quote }: ConcludingDeps): Composed {
  const passages = run.passages ?? []
  const { docsUrl, linkHosts } = config.community
  switch (outcome) {
    case 'gap':
      return gap(passages)
    case 'nothing_found':
      return nothingFound(docsUrl)
    case 'search_unavailable':
      return searchUnavailable(docsUrl)
    case 'gave_up':
      return gaveUp(run.answerId)
    default:
      return fallbackQuoted({
        passages,
        why: outcome,
        question: run.ask.text,
        quote,
        isAllowed: linkPolicy(docsUrl, linkHosts),
      })
  }
}
