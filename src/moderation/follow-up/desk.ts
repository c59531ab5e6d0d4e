import type { Log } from '../../http/log.ts'
import { type DatabaseLike, run } from '../../knowledge/database.ts'
import { wantSql } from '../../storage/follow-ups.ts'
import { askAbout } from '../../storage/lingo-questions.ts'
import type { FollowUps } from './port.ts'
import { askableTerms } from './terms.ts'
import { RATINGS_SETTLE_MS } from './timing.ts'

interface Deps {
  db: DatabaseLike
  questionsADay: number
  wake: () => Promise<void>
  log: Log
  now: () => number
}

/** Stores what is to follow, then tells the object that does it; when that fails the cron tells it. */
export function followUpsOver({ db, questionsADay, wake, log, now }: Deps): FollowUps {
  const wakeOrLog = async () => {
    try {
      await wake()
    } catch (error) {
      log('follow_up_not_woken', { detail: error instanceof Error ? error.name : 'unknown' })
    }
  }
  return {
    async askAbout(terms) {
      const asked = await askAbout(db, askableTerms(terms), questionsADay, now())
      if (asked > 0) await wakeOrLog()
    },
    async afterRating(flagId) {
      await run(db, [wantSql('estimate', flagId, now() + RATINGS_SETTLE_MS, now())])
      await wakeOrLog()
    },
    wake: wakeOrLog,
  }
}
