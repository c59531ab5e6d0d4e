import { useRef } from 'preact/hooks'
import type { Channel } from '../../protocol.ts'
import { moveFocus } from '../overlays/roving.ts'
import { useActions } from '../state/actions.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { useDirectory } from '../state/directory.ts'
import { ChannelLink } from './ChannelLink.tsx'
import { groupChannels } from './group-channels.ts'
import { Icon } from './Icon.tsx'
import { MemberSwitcher } from './MemberSwitcher.tsx'
import { channelIcon } from './place-icon.ts'

export function Sidebar({ onClose }: { onClose: () => void }) {
  const { snapshot } = useDirectory()
  const { channelId, unread } = useConsole()
  const { open } = useActions()
  const list = useRef<HTMLDivElement>(null)
  const select = (id: string) => {
    open(id)
    onClose()
  }
  const openThread = snapshot.threads.find((thread) => thread.id === channelId)
  const threadsOf = (channel: Channel) =>
    snapshot.threads.filter(
      (thread) => thread.parentId === channel.id && (!thread.archived || thread.id === channelId),
    )

  return (
    <nav class="sidebar" aria-label="Community">
      <header class="guild">
        <span class="mark small" aria-hidden="true">
          {snapshot.guild.name.charAt(0)}
        </span>
        <div>
          <p class="guild-name">{snapshot.guild.name}</p>
          <p class="guild-about" title={snapshot.guild.description}>
            {snapshot.guild.description}
          </p>
        </div>
        <button
          type="button"
          class="icon-button only-narrow"
          aria-label="Close the channel list"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the links inside */}
      <div class="channels" ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
        {groupChannels(snapshot.channels).map(({ category, channels }) => (
          <section key={category?.id ?? 'none'} aria-label={category?.name ?? 'Channels'}>
            {category && <h2 class="category">{category.name}</h2>}
            <ul>
              {channels.map((channel) => {
                const isOpen = channel.id === channelId
                return (
                  <li key={channel.id}>
                    <ChannelLink
                      id={channel.id}
                      name={channel.name}
                      icon={channelIcon(channel)}
                      isOpen={isOpen}
                      isTabStop={isOpen || openThread?.parentId === channel.id}
                      unread={unread.get(channel.id)}
                      onSelect={select}
                    />
                    {threadsOf(channel).length > 0 && (
                      <ul class="thread-links">
                        {threadsOf(channel).map((thread) => (
                          <li key={thread.id}>
                            <ChannelLink
                              id={thread.id}
                              name={thread.name}
                              icon={undefined}
                              isOpen={thread.id === channelId}
                              isTabStop={thread.id === channelId}
                              unread={unread.get(thread.id)}
                              onSelect={select}
                            />
                          </li>
                        ))}
                      </ul>
                    )}
                  </li>
                )
              })}
            </ul>
          </section>
        ))}
      </div>
      <MemberSwitcher />
    </nav>
  )
}
