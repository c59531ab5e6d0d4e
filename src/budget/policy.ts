/** What the ledger decides by. It comes with every call, so that the object holds no configuration of its own. */
export interface BudgetPolicy {
  dailyCapMicroUsd: number
  channelCapMicroUsd: number
  cooldownSeconds: number
  /** How long a reservation may stay open before it is charged in full. */
  reservationMs: number
}

const MICRO_USD = 1_000_000

/**
 * A call and its settlement end within attempts × timeout and the pauses between attempts. Twice that leaves room for
 * the pauses, a slow start of the object and repeated settling. It is no more than a bound on how long money is held:
 * a settlement that comes later still is recorded.
 */
const DEADLINE_FACTOR = 2

/** The policy of a configuration's `budget` and `model`. */
export function budgetPolicy(
  budget: { dailyUsd: number; perChannelDailyUsd: number; cooldownSeconds: number },
  model: { timeoutSeconds: number; attempts: number },
): BudgetPolicy {
  return {
    dailyCapMicroUsd: Math.round(budget.dailyUsd * MICRO_USD),
    channelCapMicroUsd: Math.round(budget.perChannelDailyUsd * MICRO_USD),
    cooldownSeconds: budget.cooldownSeconds,
    reservationMs: DEADLINE_FACTOR * model.timeoutSeconds * model.attempts * 1000,
  }
}
