import type { AuditRow } from '../../storage/audit.ts'

export const DEFAULT_EVENT_PREFIX = 'mts.v1.discordbot.moderation'

/** CloudEvents 1.0, structured mode. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md */
export interface CloudEvent {
  specversion: '1.0'
  id: string
  source: string
  type: string
  subject: string
  time: string
  datacontenttype: 'application/json'
  data: Record<string, unknown>
}

/** `guildId` names the source. Ids of members and moderators are in the data: for the database, the webhook and exports. */
export function cloudEvent(row: AuditRow, guildId: string): CloudEvent {
  return eventOf(row, guildId, {
    ...(row.authorId !== null && { member: row.authorId }),
    ...(row.moderatorId !== null && { moderator: row.moderatorId }),
  })
}

/** The same event for the log, which holds no member's id: those within ids of decisions are taken out too. */
export function withoutPeople(row: AuditRow, guildId: string): CloudEvent {
  const people = [row.authorId, row.moderatorId].filter((id) => id !== null)
  const hide = (id: string) => people.reduce((text, person) => text.replaceAll(person, '-'), id)
  return eventOf({ ...row, id: hide(row.id), subject: hide(row.subject) }, guildId, {})
}

function eventOf(
  { id, at, type, subject, caseNumber, data }: AuditRow,
  guildId: string,
  people: Record<string, string>,
): CloudEvent {
  return {
    specversion: '1.0',
    id,
    source: `/guilds/${guildId}`,
    type,
    subject,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data: { ...data, case: caseNumber, ...people },
  }
}
