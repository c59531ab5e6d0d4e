import type { Abilities, Channel, Message, Snapshot } from '../../../sim/protocol.ts'

const CAN: Abilities = {
  send: true,
  react: true,
  attach: true,
  createThreads: true,
  manageMessages: false,
  pin: false,
  useCommands: true,
}

export function message(id: string, changes: Partial<Message> = {}): Message {
  return {
    id,
    channelId: '10',
    type: 0,
    authorId: '2',
    author: { name: 'Two', hue: 0, bot: false },
    createdAt: '2026-11-20T12:00:00.000Z',
    editedAt: null,
    content: 'words',
    embeds: [],
    components: [],
    componentsV2: false,
    attachments: [],
    reactions: [],
    reference: null,
    invokedBy: null,
    threadId: null,
    pinned: false,
    flags: 0,
    ephemeral: false,
    state: 'sent',
    crossposted: false,
    pings: { memberIds: [], roleIds: [], everyone: false },
    embedsSuppressed: false,
    ...changes,
  }
}

export function channel(id: string, changes: Partial<Channel> = {}): Channel {
  return {
    id,
    type: 0,
    name: `channel-${id}`,
    topic: null,
    purpose: null,
    categoryId: null,
    position: 0,
    private: false,
    slowmodeSeconds: 0,
    lastMessageId: null,
    can: CAN,
    ...changes,
  }
}

/** Member 1 looks at channels 10 and 11. */
export function snapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    viewerId: '1',
    now: '2026-11-20T12:00:00.000Z',
    guild: { id: '5', name: 'Guild', description: '', ownerId: '1' },
    bot: { userId: '9', applicationId: '9', name: 'Steward', isWatching: false },
    roles: [],
    members: [],
    banned: [],
    channels: [channel('10'), channel('11')],
    threads: [],
    messages: {},
    commands: [],
    ...changes,
  }
}
