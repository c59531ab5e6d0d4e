import { HOUR_MS } from '../../budget/day.ts'
import type { MessageParts } from '../../discord/messages.ts'
import type { DatabaseLike } from '../../knowledge/database.ts'
import { addNote, type CaseNote, notesOf } from '../../storage/case-notes.ts'
import { type Case, type CaseFilter, caseByNumber, evidenceOf, listCases } from '../../storage/cases.ts'
import { type Report, reportsOf, saveReport } from '../../storage/reports.ts'
import { type Strike, strikesOf } from '../../storage/strikes.ts'
import type { AuditTrail } from '../audit/trail.ts'
import type { Decision } from '../decision.ts'
import { caseCard } from './card.ts'
import type { Press } from './incident.ts'
import type { Pressed } from './pressing.ts'

/** Reports of one member in an hour: more is a game, or a moderator's to talk about. */
export const REPORTS_AN_HOUR = 5

export interface ReportedMessage extends Report {
  channelId: string
  authorId: string
}

/** What commands do with cases. */
export interface ModerationDesk {
  caseByNumber(number: number): Promise<Case | null>
  listCases(filter: CaseFilter): Promise<Case[]>
  notesOf(caseNumber: number): Promise<CaseNote[]>
  reportsOf(messageId: string): Promise<Report[]>
  addNote(note: CaseNote, about: Case): Promise<void>
  strikesOf(memberId: string, now: number): Promise<Strike[]>
  /** A case as its card has it, without buttons. */
  show(about: Case): Promise<MessageParts>
  /** A moderator's decision; the first one stands. */
  press(press: Press): Promise<Pressed>
  /** One card a message, however many report it. */
  report(report: ReportedMessage, now: number): Promise<'reported' | 'too_many'>
}

export interface DeskParts {
  db: DatabaseLike
  guildId: string
  audit: AuditTrail
  enforcement: {
    enforce(decisions: Decision[], messages: [], by: string): Promise<void>
    press(press: Press): Promise<Pressed>
  }
}

export function moderationDesk({ db, guildId, audit, enforcement }: DeskParts): ModerationDesk {
  return {
    caseByNumber: (number) => caseByNumber(db, number),
    listCases: (filter) => listCases(db, filter),
    notesOf: (number) => notesOf(db, number),
    reportsOf: (messageId) => reportsOf(db, messageId),
    strikesOf: (memberId, now) => strikesOf(db, memberId, now),
    press: (press) => enforcement.press(press),

    async show(about) {
      return caseCard(about, await evidenceOf(db, about.decision.id), { guildId, acts: [] })
    },

    async addNote(note, { number, decision }) {
      await addNote(db, note)
      await audit.record(
        [],
        [
          {
            id: `note/${note.id}`,
            at: note.at,
            what: 'noted',
            subject: decision.id,
            caseNumber: number,
            authorId: decision.authorId,
            moderatorId: note.moderatorId,
            data: {},
          },
        ],
      )
    },

    async report(report, now) {
      const { reporterId } = report
      const bounds = { limit: REPORTS_AN_HOUR, since: now - HOUR_MS }
      if (!(await saveReport(db, report, now, bounds))) return 'too_many'
      const decision = reportDecision(report)
      await enforcement.enforce([decision], [], reporterId)
      await audit.record(
        [],
        [
          {
            id: `${decision.id}/${reporterId}#reported`,
            at: now,
            what: 'reported',
            subject: decision.id,
            caseNumber: null,
            authorId: report.authorId,
            moderatorId: reporterId,
            data: {},
          },
        ],
      )
      return 'reported'
    },
  }
}

/** For the moderators to judge; nothing happens by itself. */
function reportDecision({ messageId, channelId, authorId, note }: ReportedMessage): Decision {
  return {
    id: `report/${messageId}`,
    rule: 'report',
    authorId,
    messages: [{ id: messageId, channelId }],
    actions: [{ kind: 'card' }],
    score: 1,
    signals: [{ name: 'reported', evidence: note, weight: 1 }],
    explanation: 'Reported by a member',
    memberText: '',
    isStrike: false,
    isDry: false,
  }
}
