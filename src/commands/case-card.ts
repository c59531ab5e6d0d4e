import { component, type Press } from '../discord/command.ts'
import type { Actor } from '../discord/interaction.ts'
import { isAllowed, type PermissionName } from '../discord/permissions.ts'
import { privately, type Reply } from '../discord/reply.ts'
import {
  actOfResolution,
  CASE_ACT,
  type CaseAct,
  isCaseAct,
  neededFor,
} from '../moderation/enforcement/case-acts.ts'
import type { ModerationDesk } from '../moderation/enforcement/desk.ts'
import type { Pressed } from '../moderation/enforcement/pressing.ts'
import type { CommandDeps } from './deps.ts'

/** The buttons of a moderators' card. Who may press which is in the signed interaction, not in who sees the channel. */
export const caseButton = component({
  id: 'case',
  async handle(
    { actor, fields: { number, act } }: Press<{ number: string; act: string }>,
    { moderation }: CommandDeps,
  ) {
    if (!isCaseAct(act) || !moderation) return privately('This button does nothing any more.')
    return decideCase({ actor, number: Number(number), act, mayRevise: false }, moderation)
  },
})

/** A moderator's decision, if they may make it: for the buttons and for `/case undo`. */
export async function decideCase(
  { actor, number, act, mayRevise }: { actor: Actor; number: number; act: CaseAct; mayRevise: boolean },
  moderation: ModerationDesk,
): Promise<Reply> {
  const lacking = (needs: PermissionName) => !isAllowed(actor.permissions, needs)
  const { needs, resolution } = CASE_ACT[act]
  // Before anything is looked up, and again with what the case itself asks for.
  if (lacking(needs)) return notAllowed(needs)
  const found = await moderation.caseByNumber(number)
  if (!found) return pressReply({ kind: 'unknown_case' }, act, number)
  const forThis = neededFor(act, found)
  if (lacking(forThis)) return notAllowed(forThis)
  const pressed = await moderation.press({
    interactionId: actor.interactionId,
    caseNumber: number,
    resolution,
    moderatorId: actor.memberId,
    mayRevise,
  })
  return pressReply(pressed, act, number)
}

function notAllowed(needs: PermissionName): Reply {
  return privately(
    `This is for moderators: it needs the permission “${needs.toLowerCase().replaceAll('_', ' ')}”.`,
  )
}

const BEGUN: Record<CaseAct, string> = {
  undo: 'Taken back. The card will say what was undone.',
  not_job: 'Taken back, and remembered as no job post. The card will say what was undone.',
  ban: 'They are being banned. The card will say when it is done, or why it could not be.',
  move: 'The post is being moved. The card will say when it is done.',
  dismiss: 'Dismissed.',
}

/** What the moderator who pressed is told. */
export function pressReply(pressed: Pressed, act: CaseAct, number: number): Reply {
  switch (pressed.kind) {
    case 'first':
      return privately(`Case ${number}: ${BEGUN[act]}`)
    case 'second': {
      const { what, by, at } = pressed.resolved
      const past = CASE_ACT[actOfResolution(what)].past.toLowerCase()
      return privately(
        `Case ${number} is decided already: ${past} by <@${by}> <t:${Math.floor(at / 1000)}:R>. That stands.`,
      )
    }
    case 'later':
      return privately(`Case ${number}: stored. It will be done as soon as my database answers.`)
    case 'unknown_case':
      return privately(`Case ${number} is no longer kept.`)
  }
}
