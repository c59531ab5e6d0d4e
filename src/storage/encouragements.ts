import * as z from 'zod'
import { utcDay } from '../budget/day.ts'
import { type DatabaseLike, run, sql } from '../knowledge/database.ts'

const row = z.object({ message_id: z.string() })

/** One message a day for each member, whichever channel it is in: the first that asks. The same message is told the same. */
export async function claimEncouragement(
  db: DatabaseLike,
  { memberId, messageId, at }: { memberId: string; messageId: string; at: number },
): Promise<boolean> {
  const day = utcDay(at)
  const [, found] = await run(db, [
    sql(
      'INSERT INTO encouragements (member_id, day, message_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      memberId,
      day,
      messageId,
    ),
    sql('SELECT message_id FROM encouragements WHERE member_id = ? AND day = ?', memberId, day),
  ])
  return z.array(row).parse(found)[0]?.message_id === messageId
}
