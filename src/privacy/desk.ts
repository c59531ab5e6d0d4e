import type { InteractionHandle } from '../discord/messages.ts'
import type { DatabaseLike } from '../knowledge/database.ts'
import { eraseMember, exportMember, type PersonalData } from './personal-data.ts'

/** What a member may do with what is held on them. */
export interface PrivacyDesk {
  held(memberId: string): Promise<PersonalData>
  /** The file follows as a reply to the interaction, which was answered with "thinking". */
  sendFile(interactionId: string, memberId: string, handle: InteractionHandle): Promise<void>
  /** Erases what is not needed for moderation. Twice has one effect. */
  erase(memberId: string): Promise<void>
}

export function privacyDesk({
  db,
  sendFile,
  wake,
  now,
}: {
  db: DatabaseLike
  sendFile: PrivacyDesk['sendFile']
  /** Cards that name the member are to be edited. */
  wake: () => Promise<void>
  now: () => number
}): PrivacyDesk {
  return {
    held: (memberId) => exportMember(db, memberId),
    sendFile,
    async erase(memberId) {
      await eraseMember(db, memberId, now())
      await wake()
    },
  }
}
