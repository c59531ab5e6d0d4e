import { useRef } from 'preact/hooks'
import type { Member } from '../../protocol.ts'
import { Avatar } from '../layout/Avatar.tsx'
import { RoleColour } from '../layout/RoleColour.tsx'
import { RoleList } from '../layout/RoleList.tsx'
import { age } from '../messages/dates.ts'
import { Popover } from '../overlays/Popover.tsx'
import { usePopover } from '../overlays/usePopover.ts'
import { useActions } from '../state/actions.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { useDirectory } from '../state/directory.ts'

const USER_COMMAND = 2

/** A member and, on a press, who that is and what can be done. */
export function MemberRow({ member, isTabStop }: { member: Member; isTabStop: boolean }) {
  const anchor = useRef<HTMLButtonElement>(null)
  const popover = usePopover(anchor)
  return (
    <>
      <button
        type="button"
        ref={anchor}
        class={`member-row${member.online ? '' : ' away'}`}
        data-roving={member.id}
        data-member-id={member.id}
        tabIndex={isTabStop ? 0 : -1}
        aria-haspopup="dialog"
        aria-expanded={popover.isOpen}
        onClick={popover.toggle}
      >
        <Avatar name={member.name} hue={member.hue} size={32} bot={member.bot} online={member.online} />
        <RoleColour colour={member.colour}>{member.name}</RoleColour>
        {member.bot && <span class="app-tag">APP</span>}
      </button>
      {popover.isOpen && (
        <Popover at={popover.at} label={member.name} onClose={popover.close}>
          <Profile member={member} onClose={popover.close} />
        </Popover>
      )}
    </>
  )
}

function Profile({ member, onClose }: { member: Member; onClose: () => void }) {
  const { snapshot, commands } = useDirectory()
  const { channelId } = useConsole()
  const { become, run } = useActions()
  const now = Date.parse(snapshot.now)
  const offered = commands.filter((command) => command.type === USER_COMMAND && command.usable)
  const press = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <div class="profile">
      <div class="profile-head">
        <Avatar name={member.name} hue={member.hue} size={48} bot={member.bot} online={member.online} />
        <div>
          <strong>{member.name}</strong>
          <small>{member.username}</small>
        </div>
      </div>
      <p>{member.about}</p>
      <p>
        <RoleList roleIds={member.roleIds} />
      </p>
      <small>
        Account: {age(member.accountCreatedAt, now)} · joined: {age(member.joinedAt, now)}
        {member.timedOutUntil && Date.parse(member.timedOutUntil) > now && ' · timed out'}
      </small>
      {!member.bot && member.id !== snapshot.viewerId && (
        <button
          type="button"
          class="button primary"
          data-roving="become"
          onClick={press(() => become(member.id))}
        >
          Be {member.name}
        </button>
      )}
      {channelId !== undefined &&
        offered.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="button secondary"
            data-roving={id}
            onClick={press(() =>
              run({ as: snapshot.viewerId, channelId, name, type: USER_COMMAND, targetId: member.id }),
            )}
          >
            {name}
          </button>
        ))}
    </div>
  )
}
