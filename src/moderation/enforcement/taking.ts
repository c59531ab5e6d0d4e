import type { Decision } from '../decision.ts'
import type { MessageFacts } from '../message.ts'
import type { FoundMessage } from './facts.ts'
import type { EnforcementStore, Incident } from './incident.ts'

/**
 * Stores a decision before anything is done about it. The same decision again adds the messages that are new to it: to the
 * incident itself while it is not planned, else as an incident that only removes them.
 */
export function takeDecision(
  decision: Decision,
  known: readonly MessageFacts[],
  by: string,
  store: EnforcementStore,
  now: number,
): void {
  const found = known
    .filter(({ id }) => decision.messages.some((message) => message.id === id))
    .map(foundMessage)
  const before = store.incident(decision.id)
  if (before?.kind !== 'decision') {
    store.save(newIncident(decision.id, decision, found, by, now, false))
    return
  }
  const more = decision.messages.filter(({ id }) => !isTaken(decision.id, id, store))
  const [first] = more
  if (!first) return
  if (before.facts === null) {
    store.save({
      ...before,
      decision: { ...before.decision, messages: [...before.decision.messages, ...more] },
      known: [...before.known, ...found],
    })
    return
  }
  const joining: Decision = { ...before.decision, messages: more }
  store.save(newIncident(`${decision.id}/more/${first.id}`, joining, found, by, now, true))
}

function isTaken(decisionId: string, messageId: string, store: EnforcementStore): boolean {
  return store
    .incidentsAbout(decisionId)
    .some(
      (incident) =>
        incident.kind === 'decision' && incident.decision.messages.some(({ id }) => id === messageId),
    )
}

function newIncident(
  id: string,
  decision: Decision,
  known: FoundMessage[],
  by: string,
  now: number,
  isMore: boolean,
): Incident {
  return {
    kind: 'decision',
    id,
    decision,
    known,
    by,
    isMore,
    facts: null,
    takenAt: now,
    dueAt: now,
    failures: 0,
  }
}

function foundMessage({
  id,
  channelId,
  content,
  author,
  attachments,
  createdAt,
}: MessageFacts): FoundMessage {
  return {
    id,
    channelId,
    content,
    authorName: author.displayName,
    attachments: attachments.map(({ filename, url }) => ({ filename, url })),
    createdAt,
  }
}
