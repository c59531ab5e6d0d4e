import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../scripts/audit-export/arguments.ts'
import { csvLine } from '../../../scripts/audit-export/csv.ts'
import { cloudEvent } from '../../../src/moderation/audit/event.ts'

const event = cloudEvent(
  {
    id: 'flood/timeout#done',
    at: Date.UTC(2026, 10, 20, 12),
    type: 'mts.v1.discordbot.moderation.timeout.done',
    subject: 'flood',
    caseNumber: 7,
    authorId: '42',
    moderatorId: null,
    data: { rule: '=cmd', problem: 'a "quoted", word' },
  },
  '1',
)

describe('the export of the audit trail', () => {
  it('writes an event as one CSV line that a spreadsheet reads as text', () => {
    expect(csvLine({ ...event, subject: '=HYPERLINK("x")' })).toBe(
      `2026-11-20T12:00:00.000Z,mts.v1.discordbot.moderation.timeout.done,7,"'=HYPERLINK(""x"")",42,,flood/timeout#done,"{""rule"":""=cmd"",""problem"":""a \\""quoted\\"", word""}"`,
    )
  })

  it('writes CloudEvents 1.0 with the members in the data', () => {
    expect(event).toMatchObject({
      specversion: '1.0',
      source: '/guilds/1',
      time: '2026-11-20T12:00:00.000Z',
      datacontenttype: 'application/json',
      data: { case: 7, member: '42' },
    })
  })

  it('takes a day, and refuses what is none or what contradicts itself', () => {
    expect(readArguments(['--csv', '--since', '2026-11-01'])).toMatchObject({
      ok: true,
      value: { format: 'csv', since: Date.UTC(2026, 10, 1) },
    })
    expect(readArguments(['--since', 'yesterday'])).toMatchObject({ ok: false })
    expect(readArguments(['--remote', '--state', 'x'])).toMatchObject({ ok: false })
  })
})
