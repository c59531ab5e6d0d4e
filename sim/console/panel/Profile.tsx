import { useEffect, useState } from 'preact/hooks'
import type { Member, Message } from '../../protocol.ts'
import { Avatar } from '../layout/Avatar.tsx'
import { RoleList } from '../layout/RoleList.tsx'
import { plainText } from '../markdown/plain.ts'
import { age, clockTime } from '../messages/dates.ts'
import { useActions } from '../state/actions.ts'
import { readDirectMessages } from '../state/api.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { useDirectory } from '../state/directory.ts'

const USER_COMMAND = 2
const SHOWN_MESSAGES = 2
const EXCERPT_CHARS = 140

interface ProfileProps {
  member: Member
  isBanned: boolean
  /** That count now; undefined where nobody knows. */
  strikes: number | undefined
  onClose: () => void
}

/** Who a member is, how they stand with the moderators, what Steward wrote them, and what can be done. */
export function Profile({ member, isBanned, strikes, onClose }: ProfileProps) {
  const { snapshot, commands } = useDirectory()
  const { channelId } = useConsole()
  const { become, run, call } = useActions()
  const now = Date.parse(snapshot.now)
  const offered = commands.filter((command) => command.type === USER_COMMAND && command.usable)
  const press = (act: () => void) => () => {
    onClose()
    act()
  }
  const canBecome = !member.bot && !isBanned
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
      </small>
      {!member.bot && <Standing member={member} isBanned={isBanned} strikes={strikes} now={now} />}
      {!member.bot && <DirectMessages member={member} />}
      {canBecome && (
        <label class="switch">
          <input
            type="checkbox"
            data-roving="dms"
            checked={!member.dmsClosed}
            onChange={(event) =>
              call('/sim/members', { id: member.id, dmsClosed: !event.currentTarget.checked })
            }
          />
          Takes direct messages
        </label>
      )}
      {canBecome && member.id !== snapshot.viewerId && (
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
        !isBanned &&
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

function Standing({
  member,
  isBanned,
  strikes,
  now,
}: Pick<ProfileProps, 'member' | 'isBanned' | 'strikes'> & { now: number }) {
  const facts = [
    isBanned && 'Banned',
    isTimedOut(member, now) && `Timed out until ${clockTime(member.timedOutUntil ?? '')}`,
    strikes !== undefined && (strikes === 1 ? '1 strike counts' : `${strikes} strikes count`),
  ].filter((fact) => typeof fact === 'string')
  return facts.length > 0 ? <small class="standing">{facts.join(' · ')}</small> : null
}

export function isTimedOut({ timedOutUntil }: Member, now: number): boolean {
  return timedOutUntil !== null && Date.parse(timedOutUntil) > now
}

/** The newest that Steward wrote to the member; the member alone can answer there. */
function DirectMessages({ member }: { member: Member }) {
  const { snapshot } = useDirectory()
  const [messages, setMessages] = useState<readonly Message[]>()
  useEffect(() => {
    readDirectMessages(member.id).then((result) => {
      if (result.ok)
        setMessages(result.value.messages.filter(({ authorId }) => authorId === snapshot.bot.userId))
    })
  }, [member.id])
  if (messages === undefined) return null
  if (messages.length === 0) return <small>No direct messages from Steward.</small>
  return (
    <section class="direct" aria-label={`Direct messages to ${member.name}`}>
      <small>
        {messages.length === 1 ? '1 direct message' : `${messages.length} direct messages`} from Steward
      </small>
      {messages.slice(-SHOWN_MESSAGES).map(({ id, content, embeds, createdAt }) => (
        <blockquote key={id}>
          {excerpt(plainText(content) || (embeds[0]?.title ?? 'a message without text'))}
          <small> {clockTime(createdAt)}</small>
        </blockquote>
      ))}
    </section>
  )
}

const excerpt = (text: string) =>
  text.length > EXCERPT_CHARS ? `${text.slice(0, EXCERPT_CHARS).trimEnd()}…` : text
