import { compareIds } from '../../discord/snowflake.ts'
import type { Action, Decision } from '../decision.ts'
import { JOB_RULE, type JobAction, type JobJudgement } from '../jobs/verdict.ts'
import type { MessageFacts } from '../message.ts'
import { readMessage } from '../reading.ts'
import { type Fingerprint, isSamePost } from '../text/fingerprint.ts'

export interface Judged {
  message: MessageFacts
  judgement: JobJudgement
}

/** A decision about a job post, remembered so that later copies of the post join it. */
export interface Remembered {
  decision: Decision
  fingerprint: Fingerprint
}

/** A member's own post that stands in the jobs channel. */
export interface JobsPost {
  authorId: string
  fingerprint: Fingerprint
}

export interface Surroundings {
  /** Decisions of the last day. */
  remembered: readonly Remembered[]
  jobsPosts: readonly JobsPost[]
  hasJobsChannel: boolean
  isDry: boolean
}

/** A decision with the messages that are new to it. */
export interface Planned extends Remembered {
  messages: MessageFacts[]
}

const MAX_REASONING_CHARS = 400

const ACTIONS: Record<Exclude<JobAction, 'allow'>, Action[]> = {
  move: [{ kind: 'move' }, { kind: 'card' }],
  flag: [{ kind: 'react' }, { kind: 'card' }],
  delete: [{ kind: 'remove' }, { kind: 'card' }],
}

/**
 * What is done about judged job posts. The same post by one author is one decision wherever it stands: one copy goes to the
 * jobs channel, or none when it is there already, and the others are removed. Copies that come later join the decision.
 */
export function decideJobs(judged: readonly Judged[], surroundings: Surroundings): Planned[] {
  const posts = judged
    .map((post) => ({ ...post, fingerprint: readMessage(post.message).fingerprint }))
    .toSorted((a, b) => compareIds(a.message.id, b.message.id))
  const groups: (typeof posts)[] = []
  for (const post of posts) {
    const same = groups.find(([first]) => first && isSame(first, post) && actionOf(first) === actionOf(post))
    if (same) same.push(post)
    else groups.push([post])
  }
  return groups.flatMap(([first, ...copies]) => {
    const action = first ? actionOf(first) : 'allow'
    if (!first || action === 'allow') return []
    const messages = [first, ...copies].map(({ message }) => message)
    return [planned({ ...first, messages, action }, surroundings)]
  })

  function actionOf({ judgement }: Judged): JobAction {
    return judgement.action === 'move' && !surroundings.hasJobsChannel ? 'flag' : judgement.action
  }
}

interface Group extends Judged {
  fingerprint: Fingerprint
  messages: MessageFacts[]
  action: Exclude<JobAction, 'allow'>
}

function planned(group: Group, { remembered, jobsPosts, isDry }: Surroundings): Planned {
  const { message, messages, action, fingerprint } = group
  const { author } = message
  const places = messages.map(({ id, channelId }) => ({ id, channelId }))
  const isPosted =
    action === 'move' &&
    jobsPosts.some((post) => post.authorId === author.id && isSamePost(post.fingerprint, fingerprint))
  const before = remembered.find(
    ({ decision, fingerprint: known }) =>
      decision.authorId === author.id &&
      decision.isDry === isDry &&
      joins(isPosted ? 'delete' : action, decision.actions) &&
      isSamePost(known, fingerprint),
  )
  if (before) {
    const known = before.decision.messages.filter(({ id }) => !places.some((place) => place.id === id))
    return { ...before, decision: { ...before.decision, messages: [...known, ...places] }, messages }
  }
  return { decision: { ...decisionOf(group, isPosted), messages: places, isDry }, fingerprint, messages }
}

function decisionOf({ message, messages, action, judgement }: Group, isPosted: boolean): Decision {
  const { author, id } = message
  const { intent, score, decidedBy, reasoning } = judgement
  return {
    id: `${JOB_RULE}:${author.id}:${id}`,
    rule: JOB_RULE,
    authorId: author.id,
    messages: [],
    actions: isPosted ? ACTIONS.delete : ACTIONS[action],
    score,
    signals: [
      {
        name: WORDS[intent],
        evidence: `${decidedBy === 'model' ? 'the model: ' : ''}${reasoning.slice(0, MAX_REASONING_CHARS)}`,
        weight: score,
      },
    ],
    explanation: explain(judgement, isPosted, messages.length),
    memberText: tell(judgement, action, isPosted),
    isStrike: false,
    isDry: false,
  }
}

const WORDS: Record<JobJudgement['intent'], string> = {
  post_job: 'offers work',
  seek_job: 'looks for work',
  other: 'no job post',
}

function explain({ reason, offersMove }: JobJudgement, isPosted: boolean, count: number): string {
  return [
    reason,
    ...(offersMove ? ['It has replies, so it was left where it is.'] : []),
    ...(isPosted ? ['Its author has posted it in the jobs channel already.'] : []),
    ...(count > 1 ? [`It stood in ${count} places.`] : []),
  ].join(' ')
}

/** A flagged author is told nothing, until a moderator moves the post. */
function tell({ reason }: JobJudgement, action: Group['action'], isPosted: boolean): string {
  if (isPosted) return 'Your job post is in the jobs channel already, so it is not needed elsewhere.'
  if (action === 'delete') return reason
  return 'Job posts have a channel of their own here, so yours was moved there. No harm done!'
}

/** A copy joins an earlier decision that does as much: what is moved needs a decision that moved, or it would be lost. */
function joins(action: Group['action'], earlier: readonly Action[]): boolean {
  const has = (kind: Action['kind']) => earlier.some((each) => each.kind === kind)
  switch (action) {
    case 'move':
      return has('move')
    case 'delete':
      return has('remove') || has('move')
    case 'flag':
      return has('react')
  }
}

function isSame(
  a: { message: MessageFacts; fingerprint: Fingerprint },
  b: { message: MessageFacts; fingerprint: Fingerprint },
): boolean {
  return a.message.author.id === b.message.author.id && isSamePost(a.fingerprint, b.fingerprint)
}
