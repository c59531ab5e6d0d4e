import { component, type Press } from '../discord/command.ts'
import { privately } from '../discord/reply.ts'
import type { CommandDeps } from './deps.ts'

/** **Retry** on the moderators' card about an announcement that is stuck. */
export const announcementRetry = component({
  id: 'announcement-retry',
  needs: 'MANAGE_MESSAGES',
  async handle({ actor, fields: { number } }: Press<{ number: string }>, { announcements }: CommandDeps) {
    const retried = await announcements.retry(Number(number), actor.memberId)
    switch (retried.kind) {
      case 'retrying':
        return privately('I am trying it again. The card will say what came of it.')
      case 'already':
        return privately(`<@${retried.by}> has asked for that already. The card says what came of it.`)
      case 'unknown':
        return privately('This announcement is no longer kept, so there is nothing to try again.')
    }
  },
})
