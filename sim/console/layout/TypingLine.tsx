import { useConsole } from '../state/ConsoleProvider.tsx'
import { useNow } from '../state/clock.ts'
import { useDirectory } from '../state/directory.ts'

export function TypingLine({ placeId }: { placeId: string }) {
  const { world, sending } = useConsole()
  const directory = useDirectory()
  const now = useNow(1000)
  const names = world.typing
    .filter((typing) => typing.channelId === placeId && typing.untilMs > now)
    .filter((typing) => typing.memberId !== directory.snapshot.viewerId)
    .map((typing) => directory.member(typing.memberId)?.name ?? 'Somebody')
  const waiting = sending.find((command) => command.channelId === placeId)
  if (waiting) return <p class="typing-line">Sending {waiting.name} …</p>
  return <p class="typing-line">{names.length > 0 && <TypingNames names={names} />}</p>
}

function TypingNames({ names }: { names: readonly string[] }) {
  const who = names.length > 3 ? 'Several people' : new Intl.ListFormat('en').format(names)
  return (
    <>
      <strong>{who}</strong> {names.length === 1 ? 'is' : 'are'} typing…
    </>
  )
}
