import { MAX_COUNTED_REFUSALS } from './admission.ts'
import { endOfDay, utcDay } from './day.ts'
import { type Budget, type BudgetReport, LedgerUnreachable, type RefusalReason } from './port.ts'

/** Discord's limit for a message. */
const MAX_CHARS = 2000
/** Longest lists; they get shorter until the text fits. */
const MAX_LISTED = 15
const BAR_CELLS = 10
const MICRO_USD = 1_000_000

const REASON_TEXT: Record<RefusalReason, string> = {
  cooldown: 'asked again too soon',
  daily_cap: 'budget of the day spent',
  channel_cap: 'budget of the channel spent',
}

export const LEDGER_UNREACHABLE_TEXT =
  'The budget could not be read just now. Until it can, no model is called and nothing is spent; members get passages quoted from the docs. Please try again in a minute.'

/** Today's budget for moderators: a message of at most 2,000 characters. */
export async function budgetReportText(budget: Budget, now: number): Promise<string> {
  try {
    return renderBudgetReport(await budget.report(utcDay(now)))
  } catch (error) {
    if (error instanceof LedgerUnreachable) return LEDGER_UNREACHABLE_TEXT
    throw error
  }
}

/** A day's budget in Discord Markdown, never longer than a message; what is left out is counted. */
export function renderBudgetReport(report: BudgetReport): string {
  for (let listed = MAX_LISTED; listed > 0; listed--) {
    const text = render(report, listed)
    if (text.length <= MAX_CHARS) return text
  }
  return render(report, 0)
}

function render(report: BudgetReport, listed: number): string {
  return [total(report), channels(report, listed), refusals(report, listed), refusedMembers(report, listed)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function total(report: BudgetReport): string {
  const { day, dailyCapMicroUsd: cap, spentMicroUsd: spent, reservedMicroUsd: reserved } = report
  const lines = [
    `**Budget of ${day}** (UTC), at zero again <t:${endOfDay(day) / 1000}:R>`,
    `${bar(spent + reserved, cap)} **${usd(spent)}** spent, ${usd(reserved)} reserved, **${usd(left(spent + reserved, cap))}** left of ${usd(cap)}`,
  ]
  if (cap === 0) lines.push('The cap is zero: no model is called.')
  else if (report.channels.length === 0) lines.push('Nothing has been spent yet.')
  return lines.join('\n')
}

function channels({ channels, channelCapMicroUsd: cap }: BudgetReport, listed: number): string {
  if (channels.length === 0) return ''
  const lines = channels.slice(0, listed).map(({ channelId, spentMicroUsd, reservedMicroUsd }) => {
    const held = spentMicroUsd + reservedMicroUsd
    const reserved = reservedMicroUsd > 0 ? `, ${usd(reservedMicroUsd)} reserved` : ''
    return `${bar(held, cap)} <#${channelId}> ${usd(spentMicroUsd)} spent${reserved}, ${usd(left(held, cap))} left`
  })
  const others = channels.slice(listed)
  if (others.length > 0) {
    const spent = others.reduce((sum, { spentMicroUsd }) => sum + spentMicroUsd, 0)
    lines.push(`and ${others.length} more, ${usd(spent)} spent in them`)
  }
  return [`**By channel** (${usd(cap)} each)`, ...lines].join('\n')
}

function refusals({ refusals }: BudgetReport, listed: number): string {
  if (refusals.length === 0) return 'Nobody was refused.'
  const byReason = Map.groupBy(refusals, ({ reason }) => reason)
  const lines = [...byReason].map(([reason, all]) => {
    const sum = all.reduce((total, { count }) => total + count, 0)
    const places = list(
      all.map(({ channelId, count }) => `<#${channelId}> ${count}`),
      listed,
    )
    return `${sum} × ${REASON_TEXT[reason]}: ${places}`
  })
  return ['**Refused**', ...lines].join('\n')
}

function refusedMembers({ refusedMembers }: BudgetReport, listed: number): string {
  if (refusedMembers.length === 0) return ''
  const byMember = [...Map.groupBy(refusedMembers, ({ memberId }) => memberId)]
    .map(([memberId, counts]) => ({
      memberId,
      count: counts.reduce((sum, { count }) => sum + count, 0),
      isBounded: counts.some(({ count }) => count >= MAX_COUNTED_REFUSALS),
    }))
    .sort((a, b) => b.count - a.count)
  const members = byMember.map(
    ({ memberId, count, isBounded }) => `<@${memberId}> ${count}${isBounded ? ' or more' : ''}`,
  )
  return `**Refused most often** (forgotten when the day ends): ${list(members, listed)}`
}

function list(items: string[], listed: number): string {
  const shown = items.slice(0, listed)
  const more = items.length - shown.length
  if (more === 0) return shown.join(', ')
  return shown.length === 0 ? `${more} in all` : `${shown.join(', ')} and ${more} more`
}

const left = (held: number, cap: number): number => Math.max(0, cap - held)

/** `▰▰▰▱▱▱▱▱▱▱`: an empty bar means nothing at all, a full one that nothing is left. */
function bar(held: number, cap: number): string {
  const share = cap === 0 ? 1 : Math.min(1, held / cap)
  const cells = share === 1 ? BAR_CELLS : Math.min(BAR_CELLS - 1, Math.ceil(share * BAR_CELLS))
  return '▰'.repeat(cells) + '▱'.repeat(BAR_CELLS - cells)
}

/** Two decimals from ten cents up, four below: one answer may cost a twentieth of a cent. */
function usd(microUsd: number): string {
  if (microUsd === 0) return '$0'
  if (microUsd < 100) return '<$0.0001'
  return `$${(microUsd / MICRO_USD).toFixed(microUsd < MICRO_USD / 10 ? 4 : 2)}`
}
