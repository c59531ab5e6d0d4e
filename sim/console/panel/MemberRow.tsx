import { useRef } from 'preact/hooks'
import type { Member } from '../../protocol.ts'
import { Avatar } from '../layout/Avatar.tsx'
import { RoleColour } from '../layout/RoleColour.tsx'
import { Popover } from '../overlays/Popover.tsx'
import { usePopover } from '../overlays/usePopover.ts'
import { useDirectory } from '../state/directory.ts'
import { isTimedOut, Profile } from './Profile.tsx'

interface MemberRowProps {
  member: Member
  isBanned: boolean
  /** That count now; undefined where nobody knows. */
  strikes: number | undefined
  isTabStop: boolean
}

/** A member and, on a press, who that is and what can be done. */
export function MemberRow({ member, isBanned, strikes, isTabStop }: MemberRowProps) {
  const { snapshot } = useDirectory()
  const anchor = useRef<HTMLButtonElement>(null)
  const popover = usePopover(anchor)
  const isOut = isTimedOut(member, Date.parse(snapshot.now))
  const hasStrikes = strikes !== undefined && strikes > 0
  return (
    <>
      <button
        type="button"
        ref={anchor}
        class={`member-row${member.online && !isBanned ? '' : ' away'}`}
        data-roving={member.id}
        data-member-id={member.id}
        tabIndex={isTabStop ? 0 : -1}
        aria-haspopup="dialog"
        aria-expanded={popover.isOpen}
        onClick={popover.toggle}
      >
        <Avatar name={member.name} hue={member.hue} size={32} bot={member.bot} online={member.online} />
        <span class="member-words">
          <span class="member-name">
            <RoleColour colour={member.colour}>{member.name}</RoleColour>
            {member.bot && <span class="app-tag">APP</span>}
          </span>
          {(isOut || hasStrikes) && (
            <span class="member-standing">
              {isOut && <span class="status bad">timed out</span>}
              {hasStrikes && (
                <span class="status open">{strikes === 1 ? '1 strike' : `${strikes} strikes`}</span>
              )}
            </span>
          )}
        </span>
      </button>
      {popover.isOpen && (
        <Popover at={popover.at} label={member.name} onClose={popover.close}>
          <Profile member={member} isBanned={isBanned} strikes={strikes} onClose={popover.close} />
        </Popover>
      )}
    </>
  )
}
