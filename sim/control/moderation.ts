import * as z from 'zod'
import { type DatabaseLike, run, sql } from '../../src/knowledge/database.ts'
import { isInternal } from '../../src/moderation/enforcement/effect.ts'
import { type Case, listCases } from '../../src/storage/cases.ts'
import type { CaseInfo, Moderation } from '../protocol.ts'

/** Null while there is no database to read. */
export type ReadModeration = () => Promise<Moderation | null>

const SHOWN_CASES = 100

/** Cases and strikes out of Steward's database, by Steward's own queries. Reads only. */
export function readModeration(database: DatabaseLike, now: () => number = Date.now): ReadModeration {
  return async () => {
    const [cases, [rows]] = await Promise.all([
      listCases(database, { limit: SHOWN_CASES }),
      run(database, [
        sql(
          `SELECT author_id, count(*) AS strikes FROM strikes
           WHERE expires_at > ? AND voided_at IS NULL GROUP BY author_id`,
          now(),
        ),
      ]),
    ])
    const counted = z.array(z.object({ author_id: z.string(), strikes: z.int() })).parse(rows)
    return {
      cases: cases.map(infoOf),
      strikes: Object.fromEntries(counted.map(({ author_id, strikes }) => [author_id, strikes])),
    }
  }
}

function infoOf({ number, decision, openedAt, effects, card, resolution }: Case): CaseInfo {
  return {
    number,
    rule: decision.rule,
    memberId: decision.authorId,
    explanation: decision.explanation,
    openedAt: new Date(openedAt).toISOString(),
    isDry: decision.isDry,
    state: resolution?.what ?? 'open',
    resolvedBy: resolution?.by ?? null,
    messages: decision.messages.map(({ channelId, id }) => ({ channelId, id })),
    effects: effects
      .filter(({ act, state }) => !isInternal(act) && !(act.kind === 'notice' && state === 'skipped'))
      .map(({ act, state, problem }) => ({
        kind: act.kind,
        channelId: 'channelId' in act ? act.channelId : null,
        state,
        problem: problem ?? null,
      })),
    card: card && { channelId: card.channelId, messageId: card.id },
  }
}
