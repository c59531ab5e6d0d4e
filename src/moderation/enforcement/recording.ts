import {
  type Case,
  type CaseEffect,
  caseByDecision,
  type Evidence,
  keepEvidenceSql,
  openCaseSql,
  raiseCaseSql,
  updateCaseSql,
} from '../../storage/cases.ts'
import { giveStrikeSql } from '../../storage/strikes.ts'
import type { AuditEntry } from '../audit/trail.ts'
import type { EnforcementDeps } from './deps.ts'
import { type Act, isInternal, isOpen, type MessagePlace } from './effect.ts'
import type { EnforcementStore } from './incident.ts'
import type { PlannedIncident } from './perform.ts'

/** Bounds of what is kept as evidence of one message; Discord's own are below them. */
const MAX_CONTENT_CHARS = 4000
const MAX_ATTACHMENTS = 10

/** Case, evidence, strike and the event "decided", in one transaction. Messages that join later extend the case. */
export async function recordCase(
  { messageIds }: Extract<Act, { kind: 'record' }>,
  incident: PlannedIncident,
  deps: EnforcementDeps,
): Promise<void> {
  const { db, store, policy, audit } = deps
  const { decision, facts } = incident
  const isDry = decision.isDry || policy.isDry
  const isMore = incident.kind === 'decision' && incident.isMore
  const isGraver = incident.kind === 'decision' && incident.isGraver
  const evidence = facts.messages
    .filter(({ id }) => messageIds.includes(id))
    .map(
      (message): Evidence => ({
        messageId: message.id,
        channelId: message.channelId,
        authorName: message.authorName,
        content: message.content.slice(0, MAX_CONTENT_CHARS),
        attachments: message.attachments.slice(0, MAX_ATTACHMENTS),
      }),
    )
  const stored = isMore ? await caseByDecision(db, decision.id) : null
  const at = incident.takenAt
  await audit.record(
    [
      stored
        ? updateCaseSql(decision.id, joined(stored.decision.messages, decision.messages), stored.effects)
        : openCaseSql(
            decision,
            store.effects(incident.id),
            isDry,
            at,
            incident.kind === 'decision' ? incident.by : 'steward',
          ),
      keepEvidenceSql(decision.id, evidence, at),
      ...(stored && isGraver ? [raiseCaseSql(decision)] : []),
      ...(decision.isStrike && !isDry && (!isMore || isGraver)
        ? [giveStrikeSql(decision, policy.strikeDays, at)]
        : []),
    ],
    [
      {
        ...entryOf(incident),
        id: `${incident.id}#${isMore ? 'extended' : 'decided'}`,
        at,
        what: isMore ? 'extended' : 'decided',
        data: {
          rule: decision.rule,
          score: decision.score,
          actions: decision.actions.map(({ kind }) => kind),
          messages: decision.messages.length,
          strike: decision.isStrike,
          dry: isDry,
        },
      },
    ],
  )
}

function joined(known: readonly MessagePlace[], more: readonly MessagePlace[]): MessagePlace[] {
  return [...known, ...more.filter(({ id }) => !known.some((message) => message.id === id))]
}

/** What came of each effect: into the case, and an event each. */
export async function recordOutcome(
  case_: Case,
  incident: PlannedIncident,
  { store, audit, now }: EnforcementDeps,
): Promise<void> {
  const at = now()
  const outcomes = store
    .effects(incident.id)
    .filter((effect) => !isInternal(effect.act) && !isOpen(effect))
    .map(
      ({ id, act, state, problem }): AuditEntry => ({
        ...entryOf(incident),
        id: `${id}#${state}`,
        at,
        what: `${act.kind}.${state}`,
        data: { rule: incident.decision.rule, ...(problem !== null && { problem }) },
      }),
    )
  await audit.record([updateCaseSql(case_.decision.id, case_.decision.messages, case_.effects)], outcomes)
}

function entryOf(incident: PlannedIncident): Omit<AuditEntry, 'id' | 'at' | 'what' | 'data'> {
  return {
    subject: incident.decision.id,
    caseNumber: null,
    authorId: incident.decision.authorId,
    moderatorId: incident.kind === 'press' ? incident.press.moderatorId : null,
  }
}

/** A case's effects as they are now: those of this object's incidents about it, over what was stored. */
export function effectsOfCase(case_: Case, store: EnforcementStore): CaseEffect[] {
  const current = store.effectsAbout(case_.decision.id)
  const ids = new Set(current.map(({ id }) => id))
  return [...case_.effects.filter(({ id }) => !ids.has(id)), ...current]
}
