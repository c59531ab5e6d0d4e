import { COMMUNITY } from './community.ts'

const { channels } = COMMUNITY

export interface OpeningMessage {
  channelId: string
  /** Username of the author. */
  by: string
  content: string
  /** Minutes before the community is first opened. */
  minutesAgo: number
  /** Index in this list of the message it replies to. */
  replyTo?: number
  /** The line that tells of an arrival. */
  join?: true
  reactions?: { emoji: string; by: string[] }[]
}

/** What people wrote before you came. Oldest first. */
export const OPENING: OpeningMessage[] = [
  {
    channelId: channels.announcements,
    by: 'chidi',
    minutesAgo: 2900,
    content:
      '**Steward is here.** Questions about running it go to <#1100000000000000103>: type `/ask` and it answers from the docs, with links to the exact section.',
    reactions: [{ emoji: '🎉', by: ['alma', 'edda', 'farid'] }],
  },
  {
    channelId: channels.general,
    by: 'alma',
    minutesAgo: 2700,
    content: 'Welcome, everybody! Say hello here, ask in #help, show what you made in #showcase.',
    reactions: [{ emoji: '👋', by: ['edda', 'farid', 'gwen'] }],
  },
  {
    channelId: channels.help,
    by: 'edda',
    minutesAgo: 1500,
    content: 'Does Steward need a server that is always on? I only have a laptop.',
  },
  {
    channelId: channels.help,
    by: 'chidi',
    minutesAgo: 1488,
    content:
      'No server at all: it is one Cloudflare Worker. Discord calls it when somebody uses a command. To try it on your laptop first:\n```sh\nnpm ci && npm start\n```',
    replyTo: 2,
    reactions: [{ emoji: '❤️', by: ['edda'] }],
  },
  {
    channelId: channels.showcase,
    by: 'edda',
    minutesAgo: 1300,
    content:
      'Our chess club runs on Steward since this week! Members ask it about the rules of our league, and it answers from the rule book with a link. Best moment: it said *"the docs do not answer this"* instead of making up a rule.',
    reactions: [
      { emoji: '♟️', by: ['alma', 'chidi'] },
      { emoji: '🔥', by: ['farid'] },
    ],
  },
  {
    channelId: channels.devCore,
    by: 'dana',
    minutesAgo: 900,
    content: 'Where does a new slash command go? One file, or is there a list to edit as well?',
  },
  {
    channelId: channels.devCore,
    by: 'chidi',
    minutesAgo: 884,
    content:
      'Both: one file in `src/commands/` with the declaration and its handler, and one line in the registry. `npm run register` tells Discord about it.',
    replyTo: 5,
    reactions: [{ emoji: '👍', by: ['dana'] }],
  },
  {
    channelId: channels.devSim,
    by: 'dana',
    minutesAgo: 600,
    content:
      'The simulator can drop a connection *after* the message was posted. Good for seeing whether anything is ever posted twice.',
  },
  {
    channelId: channels.offtopic,
    by: 'farid',
    minutesAgo: 400,
    content: 'What is everybody cooking tonight?',
    reactions: [{ emoji: '🍲', by: ['gwen'] }],
  },
  {
    channelId: channels.offtopic,
    by: 'gwen',
    minutesAgo: 391,
    content: 'Lentil soup. Again.',
  },
  {
    channelId: channels.jobs,
    by: 'farid',
    minutesAgo: 260,
    content:
      '**[Hiring] Part-time community editor, remote.** About six hours a week looking after the guides of a hobby electronics forum. Paid monthly. Send me a message with something you wrote.',
  },
  { channelId: channels.general, by: COMMUNITY.newcomerUsername, content: '', minutesAgo: 60, join: true },
  {
    channelId: channels.general,
    by: 'gwen',
    minutesAgo: 45,
    content: 'Is anybody using Steward for a server with more than one language?',
  },
]
