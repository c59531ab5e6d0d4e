import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BudgetReport, LedgerUnreachable } from '../../../src/budget/port.ts'
import { budgetReportText, LEDGER_UNREACHABLE_TEXT, renderBudgetReport } from '../../../src/budget/report.ts'

const HELP = '1100000000000000101'
const PLUGINS = '1100000000000000102'
const MAYA = '1100000000000000201'

const EMPTY: BudgetReport = {
  day: '2026-11-20',
  dailyCapMicroUsd: 3_000_000,
  channelCapMicroUsd: 1_000_000,
  spentMicroUsd: 0,
  reservedMicroUsd: 0,
  channels: [],
  refusals: [],
  refusedMembers: [],
}

const BUSY: BudgetReport = {
  ...EMPTY,
  spentMicroUsd: 930_550,
  reservedMicroUsd: 20_000,
  channels: [
    { channelId: HELP, spentMicroUsd: 930_000, reservedMicroUsd: 20_000 },
    { channelId: PLUGINS, spentMicroUsd: 550, reservedMicroUsd: 0 },
  ],
  refusals: [
    { reason: 'cooldown', channelId: HELP, count: 8 },
    { reason: 'channel_cap', channelId: HELP, count: 2 },
    { reason: 'cooldown', channelId: PLUGINS, count: 1 },
  ],
  refusedMembers: [
    { memberId: MAYA, reason: 'cooldown', count: 100 },
    { memberId: MAYA, reason: 'channel_cap', count: 2 },
  ],
}

describe('the report for moderators', () => {
  it('of a quiet day says so', () => {
    expect(renderBudgetReport(EMPTY)).toBe(
      [
        '**Budget of 2026-11-20** (UTC), at zero again <t:1795219200:R>',
        '▱▱▱▱▱▱▱▱▱▱ **$0** spent, $0 reserved, **$3.00** left of $3.00',
        'Nothing has been spent yet.',
        '',
        'Nobody was refused.',
      ].join('\n'),
    )
  })

  it('of a busy day shows sums, channels, refusals and who was refused', () => {
    expect(renderBudgetReport(BUSY)).toBe(
      [
        '**Budget of 2026-11-20** (UTC), at zero again <t:1795219200:R>',
        '▰▰▰▰▱▱▱▱▱▱ **$0.93** spent, $0.0200 reserved, **$2.05** left of $3.00',
        '',
        '**By channel** ($1.00 each)',
        `▰▰▰▰▰▰▰▰▰▱ <#${HELP}> $0.93 spent, $0.0200 reserved, $0.0500 left`,
        `▰▱▱▱▱▱▱▱▱▱ <#${PLUGINS}> $0.0006 spent, $1.00 left`,
        '',
        '**Refused**',
        `9 × asked again too soon: <#${HELP}> 8, <#${PLUGINS}> 1`,
        `2 × budget of the channel spent: <#${HELP}> 2`,
        '',
        `**Refused most often** (forgotten when the day ends): <@${MAYA}> 102 or more`,
      ].join('\n'),
    )
  })

  it('of a cap of zero says that no model is called', () => {
    expect(renderBudgetReport({ ...EMPTY, dailyCapMicroUsd: 0 })).toContain(
      'The cap is zero: no model is called.',
    )
  })

  it('always fits into a message, and counts what it leaves out', () => {
    const money = fc.nat(2_000_000_000)
    const id = fc.bigInt({ min: 10n ** 19n, max: 2n ** 64n - 1n }).map(String)
    const reason = fc.constantFrom('cooldown' as const, 'daily_cap' as const, 'channel_cap' as const)
    const count = fc.integer({ min: 1, max: 100_000 })
    const report = fc.record({
      day: fc.constant('2026-11-20'),
      dailyCapMicroUsd: money,
      channelCapMicroUsd: money,
      spentMicroUsd: money,
      reservedMicroUsd: money,
      channels: fc.array(fc.record({ channelId: id, spentMicroUsd: money, reservedMicroUsd: money }), {
        maxLength: 60,
      }),
      refusals: fc.array(fc.record({ reason, channelId: id, count }), { maxLength: 120 }),
      refusedMembers: fc.array(fc.record({ memberId: id, reason, count }), { maxLength: 120 }),
    })
    fc.assert(
      fc.property(report, (facts) => {
        const text = renderBudgetReport(facts)
        expect(text.length).toBeLessThanOrEqual(2000)
        const shown = facts.channels.filter(
          ({ channelId }) => text.includes(`> `) && text.includes(channelId),
        ).length
        if (shown < facts.channels.length && facts.refusals.length === 0) {
          expect(text).toContain(`and ${facts.channels.length - shown} more`)
        }
      }),
    )
  })

  it('says that nothing is spent while the ledger cannot be read', async () => {
    const budget = {
      admit: async () => ({ ok: true }) as const,
      reserve: async () => ({ ok: false, refusal: 'unreachable' }) as const,
      settle: async () => {},
      report: async (): Promise<BudgetReport> => {
        throw new LedgerUnreachable('no answer')
      },
    }
    expect(await budgetReportText(budget, 0)).toBe(LEDGER_UNREACHABLE_TEXT)
  })
})
