import type { Resolution } from '../../storage/cases.ts'
import type { Decision } from '../decision.ts'
import type { Fingerprint } from '../text/fingerprint.ts'
import type { Effect } from './effect.ts'
import type { EnforcementFacts, FoundMessage } from './facts.ts'

/** A moderator's press on a card, or `/case undo`. */
export interface Press {
  interactionId: string
  caseNumber: number
  resolution: Resolution
  moderatorId: string
  /** May change an earlier resolution that a moderator made (`/case undo`); a button may not. */
  mayRevise: boolean
}

/** Something that has effects: a decision of the rules, or a moderator's. */
export type Incident = {
  id: string
  /** Epoch milliseconds. */
  takenAt: number
  /** Not before this time. */
  dueAt: number
  /** How often planning it failed. */
  failures: number
} & (
  | {
      kind: 'decision'
      /** Messages that joined a decision that is planned already: they are removed, and nothing happens twice. */
      isMore: boolean
      /** With `isMore`: what joined asks for more than the case did, and names it from then on. */
      isGraver: boolean
      decision: Decision
      /** 'steward', or the id of the member who reported it. */
      by: string
      /** Messages as whoever decided read them: evidence that needs no second reading. */
      known: FoundMessage[]
      /** What the posts are recognised by; not with what an earlier version stored. */
      posts?: readonly Fingerprint[]
      /** Null until planned. */
      facts: EnforcementFacts | null
    }
  | {
      kind: 'press'
      press: Press
      /** Null until the press is known to be the first; then the decision it is about. */
      decision: Decision | null
      facts: EnforcementFacts | null
    }
)

export type DecisionIncident = Incident & { kind: 'decision' }

/** Where incidents and effects are kept: written before an act and after it, nothing in memory alone. */
export interface EnforcementStore {
  incident(id: string): Incident | null
  incidentsAbout(decisionId: string): Incident[]
  /** Decisions about a member, oldest first. */
  incidentsBy(authorId: string): DecisionIncident[]
  /** Those not finished, oldest first. */
  open(): Incident[]
  save(incident: Incident): void
  finish(id: string): void
  /** Of one that has become part of another. */
  remove(id: string): void
  effects(incidentId: string): Effect[]
  /** Of all incidents about a decision, in order. */
  effectsAbout(decisionId: string): Effect[]
  /** Those that are known already stay as they are. */
  addEffects(incidentId: string, effects: Effect[]): void
  saveEffect(effect: Effect): void
  /** Forgets what was finished before a time. */
  forget(finishedBefore: number): void
}
