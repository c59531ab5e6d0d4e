import { useRef } from 'preact/hooks'
import { age } from '../messages/dates.ts'
import { Popover } from '../overlays/Popover.tsx'
import { usePopover } from '../overlays/usePopover.ts'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'
import { Avatar } from './Avatar.tsx'
import { Icon } from './Icon.tsx'
import { RoleList } from './RoleList.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'

/** Who one is in the community, and the list to become somebody else. */
export function MemberSwitcher() {
  const { snapshot, viewer } = useDirectory()
  const { become } = useActions()
  const anchor = useRef<HTMLButtonElement>(null)
  const popover = usePopover(anchor)
  const now = Date.parse(snapshot.now)
  const people = snapshot.members.filter((member) => !member.bot)
  return (
    <div class="switcher">
      <button
        type="button"
        ref={anchor}
        class="switcher-button"
        aria-haspopup="menu"
        aria-expanded={popover.isOpen}
        onClick={popover.toggle}
      >
        <Avatar name={viewer?.name ?? '?'} hue={viewer?.hue ?? 0} size={34} online={viewer?.online} />
        <span class="switcher-name">
          <small>You are</small>
          <strong>{viewer?.name ?? 'nobody'}</strong>
        </span>
        <Icon name="down" size={18} />
      </button>
      <ThemeToggle />
      {popover.isOpen && (
        <Popover at={popover.at} label="Become another member" role="menu" onClose={popover.close}>
          <p class="menu-title">Be another member</p>
          {people.map((member) => (
            <button
              key={member.id}
              type="button"
              role="menuitemradio"
              aria-checked={member.id === snapshot.viewerId}
              class="member-option"
              data-roving={member.id}
              data-member-id={member.id}
              onClick={() => {
                popover.close()
                become(member.id)
              }}
            >
              <Avatar name={member.name} hue={member.hue} size={36} online={member.online} />
              <span class="member-facts">
                <strong>{member.name}</strong>
                <small>{member.about}</small>
                <small>
                  Account: {age(member.accountCreatedAt, now)} · <RoleList roleIds={member.roleIds} />
                </small>
              </span>
            </button>
          ))}
        </Popover>
      )}
    </div>
  )
}
