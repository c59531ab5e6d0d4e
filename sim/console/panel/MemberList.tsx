import { useRef } from 'preact/hooks'
import { moveFocus } from '../overlays/roving.ts'
import { useDirectory } from '../state/directory.ts'
import { useModeration } from '../state/moderation.ts'
import { groupMembers } from './group-members.ts'
import { MemberRow } from './MemberRow.tsx'

export function MemberList() {
  const { snapshot } = useDirectory()
  const moderation = useModeration()
  const list = useRef<HTMLDivElement>(null)
  const strikesOf = (id: string) =>
    moderation === 'waiting' || moderation === null ? undefined : (moderation.strikes[id] ?? 0)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the members inside
    <div class="member-list" ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
      {groupMembers(snapshot).map((group, groupIndex) => (
        <section key={group.name} aria-label={group.name}>
          <h3 class="category">
            {group.name} — {group.members.length}
          </h3>
          {group.members.map((member, index) => (
            <MemberRow
              key={member.id}
              member={member}
              isBanned={group.isBanned}
              strikes={strikesOf(member.id)}
              isTabStop={groupIndex === 0 && index === 0}
            />
          ))}
        </section>
      ))}
    </div>
  )
}
